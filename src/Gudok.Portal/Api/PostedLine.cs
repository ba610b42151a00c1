namespace Gudok.Portal;

/// <summary>One posted call as it came.</summary>
/// <param name="Number">Its line, or its place in the list, from 1.</param>
/// <param name="Json">UTF-8; empty where <paramref name="Outcome"/> tells why.</param>
/// <param name="Outcome">Whether it can be read.</param>
internal readonly record struct PostedLine(int Number, ReadOnlyMemory<byte> Json, LineOutcome Outcome = LineOutcome.Whole);

/// <summary>What reading a line gave.</summary>
internal enum LineOutcome
{
    /// <summary>One whole line or element.</summary>
    Whole,

    /// <summary>Longer than the limit. A line is skipped; in a list nothing after it is read.</summary>
    TooLong,

    /// <summary>The list breaks off or breaks JSON here; nothing after it was read.</summary>
    Broken,
}
