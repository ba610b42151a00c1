namespace Gudok.Sip;

/// <summary>What the readers of all file formats share: the packet shown lies at the beginning of the block reader's window.</summary>
internal abstract class FileReader(BlockReader blocks, CaptureLimits limits) : PacketReader
{
    private const long MicrosPerSecond = 1_000_000;

    /// <summary>2106-02-07: the end of the 32 bits in which captures count seconds; a later time is damage or an unset clock.</summary>
    private const long LatestMicros = (long)uint.MaxValue * MicrosPerSecond;

    private long _passOn;

    /// <inheritdoc />
    public override ReadOnlySpan<byte> Data => Blocks.Ready[..Head.Length];

    /// <summary>Where the octets come from.</summary>
    protected BlockReader Blocks { get; } = blocks;

    /// <summary>What may be kept.</summary>
    protected CaptureLimits Limits { get; } = limits;

    /// <summary>Passes the packet shown and what its record has behind it; false when the file ends within.</summary>
    protected bool PassRecord()
    {
        var count = _passOn;
        _passOn = 0;
        if (count == 0 || Blocks.Skip(count)) return true;
        return Break("the file ends within the packet");
    }

    /// <summary>Shows a packet whose octets are the next ones of the file; false when the file ends before or the length cannot be.</summary>
    /// <param name="time">Its time, null when it has none that can be.</param>
    /// <param name="link">What it begins with.</param>
    /// <param name="length">Octets captured.</param>
    /// <param name="originalLength">Octets there were; less than captured counts as captured.</param>
    /// <param name="recordRest">Octets from the beginning of the packet to the next record.</param>
    protected bool Show(Instant? time, LinkType link, uint length, uint originalLength, long recordRest)
    {
        if (length > (uint)Limits.PacketBytes)
            return Break($"it claims {length} octets, more than the {Limits.PacketBytes} a packet may have");
        if (!Blocks.Ensure((int)length)) return Break($"the file ends {length - Blocks.Ready.Length} octets before the end of the packet");
        if (time is null) OddTimes++;
        var original = (int)Math.Min(Math.Max(originalLength, length), int.MaxValue);
        _head = new PacketHead(Head.Number + 1, time ?? Head.Time, link, (int)length, original, Blocks.Offset);
        _passOn = recordRest;
        return true;
    }

    /// <summary>A time of a whole and a part of a second; null when it cannot be.</summary>
    protected static Instant? TimeOf(uint seconds, uint fraction, bool isNano)
    {
        var micros = isNano ? fraction / 1000 : fraction;
        return micros < MicrosPerSecond ? new Instant(seconds * MicrosPerSecond + micros) : null;
    }

    /// <summary>A time of units since 1970; null when it cannot be.</summary>
    protected static Instant? TimeOf(Int128 micros) => micros >= 0 && micros <= LatestMicros ? new Instant((long)micros) : null;

    /// <summary>Ends the file: well if nothing is left of it, broken if something is; always false.</summary>
    protected bool End(string what) => (Blocks.IsCorrupt || !Blocks.Ready.IsEmpty) && Break(what);

    /// <summary>Notes that the file is broken at the next packet; always false.</summary>
    protected bool Break(string what)
    {
        var number = Head.Number + 1;
        if (Blocks.IsCorrupt) what = "the gzip data are damaged or end here";
        Fault ??= new CaptureFault(
            SipFaults.BrokenCapture,
            $"Packet {number} at offset {Blocks.Offset}: {what}. The {Head.Number} packets before were read; "
                + "if the capture was still being written or copied, import it again when it is complete.",
            number,
            Blocks.Offset);
        return false;
    }
}
