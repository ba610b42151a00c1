using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>Classic pcap: a header of 24 octets, then records of 16 octets and a packet (draft-ietf-opsawg-pcap).</summary>
internal sealed class PcapReader : FileReader
{
    private const int FileHeaderLength = 24;
    private const int RecordHeaderLength = 16;

    /// <summary>Kuznetzov's records have interface, protocol and packet type besides.</summary>
    private const int ModifiedRecordHeaderLength = 24;

    /// <summary>The upper half of the field says whether frames bear a check sequence.</summary>
    private const uint LinkTypeMask = 0xffff;

    private readonly bool _isSwapped;
    private readonly bool _isNano;
    private readonly int _recordHeaderLength;
    private readonly LinkType _link;
    private readonly bool _hasHeader;

    public PcapReader(BlockReader blocks, CaptureLimits limits)
        : base(blocks, limits)
    {
        var magic = BinaryPrimitives.ReadUInt32LittleEndian(blocks.Ready);
        _isSwapped = magic is PcapMagic.MicrosecondsSwapped or PcapMagic.NanosecondsSwapped or PcapMagic.ModifiedSwapped;
        _isNano = magic is PcapMagic.Nanoseconds or PcapMagic.NanosecondsSwapped;
        _recordHeaderLength = magic is PcapMagic.Modified or PcapMagic.ModifiedSwapped ? ModifiedRecordHeaderLength : RecordHeaderLength;
        _hasHeader = blocks.Ensure(FileHeaderLength);
        if (!_hasHeader) return;
        _link = (LinkType)(Read(blocks.Ready[20..]) & LinkTypeMask);
        blocks.Advance(FileHeaderLength);
    }

    /// <summary>Whether four octets begin such a file.</summary>
    public static bool IsMagic(uint magic) => magic
        is PcapMagic.Microseconds or PcapMagic.MicrosecondsSwapped
        or PcapMagic.Nanoseconds or PcapMagic.NanosecondsSwapped
        or PcapMagic.Modified or PcapMagic.ModifiedSwapped;

    /// <inheritdoc />
    public override bool MoveNext()
    {
        if (!_hasHeader) return Break("the file ends within its header");
        if (Fault is not null || !PassRecord()) return false;
        if (!Blocks.Ensure(_recordHeaderLength)) return End("the file ends within the header of the packet");

        var header = Blocks.Ready;
        var time = TimeOf(Read(header), Read(header[4..]), _isNano);
        var length = Read(header[8..]);
        var original = Read(header[12..]);
        Blocks.Advance(_recordHeaderLength);
        return Show(time, _link, length, original, length);
    }

    private uint Read(ReadOnlySpan<byte> octets) =>
        _isSwapped ? BinaryPrimitives.ReadUInt32BigEndian(octets) : BinaryPrimitives.ReadUInt32LittleEndian(octets);
}
