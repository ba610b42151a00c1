using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>What of a batch belongs to one class of one day.</summary>
internal sealed class PartOfBatch(DayPart part)
{
    /// <summary>Day and class.</summary>
    public DayPart Part { get; } = part;

    /// <summary>The records, in the order of the batch.</summary>
    public List<LedgerEntry> Entries { get; private init; } = [];

    /// <summary>Splits records by day and class, the oldest day first.</summary>
    public static List<PartOfBatch> Split(List<LedgerEntry> entries)
    {
        var parts = new List<PartOfBatch>();
        foreach (var entry in entries)
        {
            var day = KnownRule.DayOf(entry.Record.Id);
            Of(parts, new DayPart(day, entry.Class), entries.Count).Entries.Add(entry);
        }

        parts.Sort((left, right) => left.Part.CompareTo(right.Part));
        return parts;
    }

    // Most batches are of one part, and few of more than two.
    private static PartOfBatch Of(List<PartOfBatch> parts, DayPart part, int size)
    {
        foreach (var one in parts)
        {
            if (one.Part == part) return one;
        }

        var first = new PartOfBatch(part) { Entries = new List<LedgerEntry>(parts.Count == 0 ? size : 0) };
        parts.Add(first);
        return first;
    }
}
