namespace Gudok.Numbers;

/// <summary>One step of a compiled pattern.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Left">The set of digits, the group's border, or the step to try first.</param>
/// <param name="Right">The step to try second.</param>
internal readonly record struct DigitStep(DigitStepKind Kind, int Left = 0, int Right = 0);

/// <summary>What a step of a pattern does.</summary>
internal enum DigitStepKind : byte
{
    Set,
    Split,
    Jump,
    Border,
    AtEnd,
    Done,
}

/// <summary>A pattern over digits, as numbering plans use them: sets, groups, alternatives and counted repeats.</summary>
/// <remarks>Not <c>Regex</c>: the plans hold some two thousand patterns, of which a process needs a handful, and matching must neither
/// allocate nor depend on reflection. Alternatives are tried from left to right as Perl and ECMAScript do, because prefixes
/// rely on that. Compiled at first use; thread-safe, since compiling twice gives the same.</remarks>
internal sealed class DigitPattern(string source)
{
    /// <summary>The most groups that a pattern of the table has.</summary>
    public const int MaxGroups = 8;

    private DigitStep[]? _steps;

    /// <summary>The pattern as it stands in the table.</summary>
    public string Source { get; } = source;

    /// <summary>How many capturing groups the pattern has.</summary>
    public int GroupCount { get; } = CountGroups(source);

    internal DigitStep[] Steps => _steps ??= DigitPatternReader.Read(Source);

    /// <summary>Whether the pattern covers the whole text.</summary>
    public bool Covers(ReadOnlySpan<char> text) => Match(text, whole: true, [], out _);

    /// <summary>Whether the text begins with the pattern; tells how much of it was taken.</summary>
    public bool Begins(ReadOnlySpan<char> text, out int length) => Match(text, whole: false, [], out length);

    /// <summary>Matches from the start of the text.</summary>
    /// <param name="text">ASCII digits.</param>
    /// <param name="whole">Whether the match must reach the end.</param>
    /// <param name="borders">Takes start and end of each group at 2n and 2n + 1, −1 for a group that took no part; empty if not
    /// wanted.</param>
    /// <param name="length">How many digits the match took.</param>
    public bool Match(ReadOnlySpan<char> text, bool whole, Span<int> borders, out int length)
    {
        borders.Fill(-1);
        length = Run(Steps, 0, text, 0, whole, borders);
        return length >= 0;
    }

    private static int Run(DigitStep[] steps, int at, ReadOnlySpan<char> text, int position, bool whole, Span<int> borders)
    {
        while (true)
        {
            var step = steps[at];
            switch (step.Kind)
            {
                case DigitStepKind.Set:
                    if (position == text.Length || (step.Left & (1 << (text[position] - '0'))) == 0) return -1;
                    position++;
                    at++;
                    break;
                case DigitStepKind.Split:
                    var end = Run(steps, step.Left, text, position, whole, borders);
                    if (end >= 0) return end;
                    at = step.Right;
                    break;
                case DigitStepKind.Jump:
                    at = step.Left;
                    break;
                case DigitStepKind.Border:
                    if (step.Left < borders.Length) return RunFromBorder(steps, at, text, position, whole, borders);
                    at++;
                    break;
                case DigitStepKind.AtEnd:
                    if (position != text.Length) return -1;
                    at++;
                    break;
                case DigitStepKind.Done:
                    return whole && position != text.Length ? -1 : position;
            }
        }
    }

    private static int RunFromBorder(DigitStep[] steps, int at, ReadOnlySpan<char> text, int position, bool whole, Span<int> borders)
    {
        var border = steps[at].Left;
        var before = borders[border];
        borders[border] = position;
        var end = Run(steps, at + 1, text, position, whole, borders);
        // A border set on a way that failed must not be seen by the way that succeeds.
        if (end < 0) borders[border] = before;
        return end;
    }

    private static int CountGroups(string source)
    {
        var count = 0;
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] == '(' && (i + 1 == source.Length || source[i + 1] != '?')) count++;
        }

        return count;
    }
}
