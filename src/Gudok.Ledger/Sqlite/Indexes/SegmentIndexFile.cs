using System.Runtime.InteropServices;

namespace Gudok.Ledger;

/// <summary>The bytes of a closed segment's index file (docs/ledger-format.md). Deterministic: a check makes them again and compares.</summary>
internal static class SegmentIndexFile
{
    /// <summary><c>GDKIDX01</c> read as a little-endian number.</summary>
    public const ulong Magic = 0x3130_5844_494b_4447;

    public const int IdOffset = 8;
    public const int NameOffset = 24;
    public const int CountOffset = 32;
    public const int CorrectionsOffset = 36;
    public const int PositionOffset = 40;
    public const int MinStartOffset = 48;
    public const int MaxStartOffset = 56;
    public const int MinMinuteOffset = 64;
    public const int MaxMinuteOffset = 72;
    public const int BucketBitsOffset = 80;
    public const int AmendmentsOffset = 84;
    public const int HeadLength = 96;

    private const int RowsPerBucket = 16;
    private const int MostBucketBits = 20;

    public static byte[] Make(SegmentName name, ReadOnlySpan<byte> id, SegmentSummary summary, SegmentContent content)
    {
        var bits = BucketBits(summary.Count);
        var layout = new SegmentIndexLayout(summary.Count, bits);
        var bytes = new byte[layout.Length];
        WriteHead(bytes, name, id, summary, bits);
        content.Order.CopyTo(MemoryMarshal.Cast<byte, int>(bytes.AsSpan(SegmentIndexLayout.Order)));
        content.Traits.CopyTo(bytes.AsSpan(layout.Traits));
        WriteKeys(bytes, layout, bits, content.Lows);
        return bytes;
    }

    /// <summary>Which bucket a key's mark falls into.</summary>
    public static uint Bucket(uint mark, int bits) => bits == 0 ? 0 : mark >> (32 - bits);

    /// <summary>The 32 bits of a key that the file keeps; keys are HMACs, so any bits are as good.</summary>
    public static uint Mark(ulong low) => (uint)(low >> 30);

    private static int BucketBits(int count)
    {
        var bits = 0;
        while (bits < MostBucketBits && count >> bits > RowsPerBucket) bits++;
        return bits;
    }

    private static void WriteHead(byte[] bytes, SegmentName name, ReadOnlySpan<byte> id, SegmentSummary summary, int bits)
    {
        BitConverter.TryWriteBytes(bytes, Magic);
        id.CopyTo(bytes.AsSpan(IdOffset));
        BitConverter.TryWriteBytes(bytes.AsSpan(NameOffset), name.Packed);
        BitConverter.TryWriteBytes(bytes.AsSpan(CountOffset), summary.Count);
        BitConverter.TryWriteBytes(bytes.AsSpan(CorrectionsOffset), summary.Corrections);
        BitConverter.TryWriteBytes(bytes.AsSpan(PositionOffset), summary.Position);
        BitConverter.TryWriteBytes(bytes.AsSpan(MinStartOffset), summary.MinStart);
        BitConverter.TryWriteBytes(bytes.AsSpan(MaxStartOffset), summary.MaxStart);
        BitConverter.TryWriteBytes(bytes.AsSpan(MinMinuteOffset), summary.MinMinute);
        BitConverter.TryWriteBytes(bytes.AsSpan(MaxMinuteOffset), summary.MaxMinute);
        BitConverter.TryWriteBytes(bytes.AsSpan(BucketBitsOffset), bits);
        BitConverter.TryWriteBytes(bytes.AsSpan(AmendmentsOffset), summary.Amendments);
    }

    private static void WriteKeys(byte[] bytes, SegmentIndexLayout layout, int bits, ulong[] lows)
    {
        var marked = new ulong[lows.Length];
        for (var row = 0; row < lows.Length; row++) marked[row] = (ulong)Mark(lows[row]) << 32 | (uint)(row + 1);
        var sorted = SpreadSort.Sorted(marked);
        var ends = MemoryMarshal.Cast<byte, int>(bytes.AsSpan(layout.Buckets, 4 << bits));
        var marks = MemoryMarshal.Cast<byte, uint>(bytes.AsSpan(layout.Marks, 4 * lows.Length));
        var rows = MemoryMarshal.Cast<byte, int>(bytes.AsSpan(layout.Rows, 4 * lows.Length));
        for (var index = 0; index < sorted.Length; index++)
        {
            marks[index] = (uint)(sorted[index] >> 32);
            rows[index] = (int)(uint)sorted[index];
            ends[(int)Bucket(marks[index], bits)] = index + 1;
        }

        for (var bucket = 1; bucket < ends.Length; bucket++) ends[bucket] = Math.Max(ends[bucket], ends[bucket - 1]);
    }
}
