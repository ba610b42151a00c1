namespace Gudok.Numbers;

/// <summary>The numbers, ranges and extensions that are ours: they tell inbound from outbound.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class OwnNumbers
{
    private readonly (ulong First, ulong Last)[] _ranges;
    private readonly int _extensionDigits;

    /// <summary>Takes the numbers of the settings; those that cannot be read are passed over, <see cref="PartyOptions.Validate"/> names them.</summary>
    /// <param name="options">Own numbers, their region, and the length of extensions.</param>
    public OwnNumbers(PartyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<(ulong First, ulong Last)> ranges = [];
        foreach (var text in options.OwnNumbers)
        {
            if (TryReadRange(text, options.Region, out var range)) ranges.Add(range);
        }

        _ranges = [.. ranges];
        _extensionDigits = options.ExtensionDigits;
    }

    /// <summary>Whether nothing is configured, so that nobody can be told to be ours.</summary>
    public bool IsEmpty => _ranges.Length == 0;

    /// <summary>Whether the party is ours: in one of the ranges, or an extension of at most <see cref="PartyOptions.ExtensionDigits"/> digits.</summary>
    public bool Contains(Party party) => party.Kind switch
    {
        PartyKind.E164 or PartyKind.Short => Holds(party.Number),
        PartyKind.Internal => party.Number.Length <= _extensionDigits || Holds(party.Number),
        PartyKind.None or PartyKind.Address or PartyKind.Withheld => false,
    };

    /// <summary>Whether a range of the settings holds the number, kind and length included.</summary>
    internal bool Holds(PhoneNumber number)
    {
        foreach (var (first, last) in _ranges)
        {
            if (number.Packed >= first && number.Packed <= last) return true;
        }

        return false;
    }

    /// <summary>Reads <c>first..last</c> or a single number. Packed numbers of one kind and length lie in order.</summary>
    internal static bool TryReadRange(string text, string region, out (ulong First, ulong Last) range)
    {
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        var first = ReadNumber(dots < 0 ? text : text.AsSpan(0, dots), region);
        var last = dots < 0 ? first : ReadNumber(text.AsSpan(dots + 2), region);
        range = (first.Packed, last.Packed);
        return first.Length > 0 && first.Kind == last.Kind && first.Length == last.Length && first.Value <= last.Value;
    }

    private static PhoneNumber ReadNumber(ReadOnlySpan<char> text, string region)
    {
        text = text.Trim();
        var verdict = NumberingPlan.Default.Parse(text, region);
        if (verdict.IsValid) return verdict.E164;
        return PhoneNumber.TryCreate(PartyKind.Internal, text, out var extension) ? extension : default;
    }
}
