namespace Gudok.Ledger;

/// <summary>Runs of log positions in octets: their count, then of each its first and its length less one.</summary>
internal static class PositionCodec
{
    public static byte[] Encode(IReadOnlyList<(long First, long Last)> runs)
    {
        var packed = new PackedWriter();
        packed.WriteUnsigned((ulong)runs.Count);
        foreach (var (first, last) in runs)
        {
            packed.WriteSigned(first);
            packed.WriteSigned(last - first);
        }

        return packed.Written.ToArray();
    }

    public static (long First, long Last)[] Decode(ReadOnlySpan<byte> octets)
    {
        var packed = new PackedReader(octets);
        var runs = new (long, long)[packed.ReadCount(int.MaxValue)];
        for (var at = 0; at < runs.Length; at++)
        {
            var first = packed.ReadSigned();
            runs[at] = (first, first + packed.ReadSigned());
        }

        return runs;
    }
}
