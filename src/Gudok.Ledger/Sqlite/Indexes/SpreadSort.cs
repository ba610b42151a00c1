using System.Numerics;

namespace Gudok.Ledger;

/// <summary>Sorts numbers that lie evenly over all 64 bits, as random ids and keyed hashes do: each goes straight to the bucket of its first bits, and few share
/// one (Knuth, The Art of Computer Programming, vol. 3, §5.2.5). Numbers that lie otherwise are sorted all the same, only not as fast.</summary>
internal static class SpreadSort
{
    /// <summary>From how many numbers on a bucket is sorted by exchanging and not by inserting.</summary>
    private const int LargeBucket = 24;

    /// <summary>Sorts an array into another.</summary>
    /// <param name="numbers">The numbers; left as they are.</param>
    public static ulong[] Sorted(ulong[] numbers)
    {
        var shift = 64 - Math.Max(1, BitOperations.Log2((uint)numbers.Length | 1));
        var ends = new int[1 << (64 - shift)];
        foreach (var number in numbers) ends[number >> shift]++;
        for (var bucket = 1; bucket < ends.Length; bucket++) ends[bucket] += ends[bucket - 1];
        var sorted = new ulong[numbers.Length];
        // Filled from their ends, so that each end is the bucket's beginning when all are placed.
        foreach (var number in numbers) sorted[--ends[number >> shift]] = number;
        for (var bucket = 0; bucket < ends.Length; bucket++)
        {
            var end = bucket + 1 < ends.Length ? ends[bucket + 1] : sorted.Length;
            Sort(sorted.AsSpan(ends[bucket], end - ends[bucket]));
        }

        return sorted;
    }

    private static void Sort(Span<ulong> bucket)
    {
        if (bucket.Length > LargeBucket)
        {
            bucket.Sort();
            return;
        }

        for (var next = 1; next < bucket.Length; next++)
        {
            var number = bucket[next];
            var at = next;
            for (; at > 0 && bucket[at - 1] > number; at--) bucket[at] = bucket[at - 1];
            bucket[at] = number;
        }
    }
}
