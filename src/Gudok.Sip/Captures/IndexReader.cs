namespace Gudok.Sip;

/// <summary>Reads the packets of a file that can be sought in the order of their times, by a list of where they lie.</summary>
internal sealed class IndexReader(BlockReader blocks, PacketHead[] index, CaptureFault? fault, long oddTimes) : PacketReader
{
    private int _next;

    /// <inheritdoc />
    public override ReadOnlySpan<byte> Data => blocks.Ready[..Head.Length];

    /// <inheritdoc />
    public override CaptureFault? Fault => _next == index.Length ? fault : null;

    /// <inheritdoc />
    public override long OddTimes => oddTimes;

    /// <summary>Lists the packets of a file by time, those of equal times as they lie; null when there are too many.</summary>
    public static PacketHead[]? Build(PacketReader reader, int mostPackets)
    {
        var index = new List<PacketHead>();
        while (reader.MoveNext())
        {
            if (index.Count == mostPackets) return null;
            index.Add(reader.Head);
        }

        var sorted = index.ToArray();
        Array.Sort(sorted, static (left, right) =>
            left.Time != right.Time ? left.Time.CompareTo(right.Time) : left.Number.CompareTo(right.Number));
        return sorted;
    }

    /// <inheritdoc />
    public override bool MoveNext()
    {
        if (_next == index.Length) return false;
        _head = index[_next++];
        blocks.Seek(Head.Offset);
        return blocks.Ensure(Head.Length);
    }
}
