namespace Gudok.Ledger;

/// <summary>What is known of a segment without opening it.</summary>
/// <param name="Count">Records.</param>
/// <param name="Corrections">Corrections.</param>
/// <param name="Position">The log position after the last of all; zero if it holds nothing.</param>
/// <param name="MinStart">Earliest start, microseconds.</param>
/// <param name="MaxStart">Latest start.</param>
/// <param name="MinMinute">Earliest minute of its rollups, minutes since the epoch; corrections bring minutes of other days.</param>
/// <param name="MaxMinute">Latest minute.</param>
internal sealed record SegmentSummary(
    int Count, int Corrections, long Position, long MinStart, long MaxStart, long MinMinute, long MaxMinute)
{
    /// <summary>Amendments.</summary>
    public int Amendments { get; init; }

    /// <summary>How many leaves it gives to its day's tree.</summary>
    public long Leaves => (long)Count + Corrections + Amendments;

    public static SegmentSummary Empty { get; } = new(0, 0, 0, long.MaxValue, long.MinValue, long.MaxValue, long.MinValue);
}
