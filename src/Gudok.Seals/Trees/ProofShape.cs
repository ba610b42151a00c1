using System.Numerics;

namespace Gudok.Seals;

/// <summary>Which subtrees a proof consists of (RFC 6962 §2.1.1 and §2.1.2). The order is that of the proof; the ranges do not overlap.</summary>
internal static class ProofShape
{
    /// <summary>The subtrees beside the way from a leaf to the root.</summary>
    public static List<LeafRange> Inclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var ranges = new List<LeafRange>();
        var within = new LeafRange(0, size);
        while (within.To - within.From > 1)
        {
            var middle = Split(within);
            var isLeft = index < middle;
            ranges.Add(isLeft ? within with { From = middle } : within with { To = middle });
            within = isLeft ? within with { To = middle } : within with { From = middle };
        }

        ranges.Reverse();
        return ranges;
    }

    /// <summary>The subtrees that show that a tree of one size is the beginning of a greater one.</summary>
    public static List<LeafRange> Consistency(long from, long to)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        var ranges = new List<LeafRange>();
        if (from == 0 || from == to) return ranges;
        var within = new LeafRange(0, to);
        while (within.To != from)
        {
            var middle = Split(within);
            var isLeft = from <= middle;
            ranges.Add(isLeft ? within with { From = middle } : within with { To = middle });
            within = isLeft ? within with { To = middle } : within with { From = middle };
        }

        // The whole old tree needs no hash of its own: its root is known to whoever checks.
        if (within.From != 0) ranges.Add(within);
        ranges.Reverse();
        return ranges;
    }

    // The greatest power of two below the count.
    private static long Split(LeafRange range) =>
        range.From + (1L << (63 - BitOperations.LeadingZeroCount((ulong)(range.To - range.From - 1))));
}
