using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>Classic pcap: a header of 24 octets, then records of 16 octets and a packet (draft-ietf-opsawg-pcap). Files of a ring that were
/// put one behind the other with <c>cat</c> or <c>zcat</c> are read as one.</summary>
internal sealed class PcapReader : FileReader
{
    private const int FileHeaderLength = 24;
    private const int RecordHeaderLength = 16;

    /// <summary>Kuznetzov's records have interface, protocol and packet type besides.</summary>
    private const int ModifiedRecordHeaderLength = 24;

    /// <summary>The upper half of the field says whether frames bear a check sequence.</summary>
    private const uint LinkTypeMask = 0xffff;

    private readonly bool _hasHeader;
    private bool _isSwapped;
    private bool _isNano;
    private int _recordHeaderLength;
    private LinkType _link;

    public PcapReader(BlockReader blocks, CaptureLimits limits)
        : base(blocks, limits)
    {
        _hasHeader = blocks.Ensure(FileHeaderLength);
        if (_hasHeader) Begin();
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
        while (IsNextFile()) Begin();
        if (!Blocks.Ensure(_recordHeaderLength)) return End("the file ends within the header of the packet");

        var header = Blocks.Ready;
        var time = TimeOf(Read(header), Read(header[4..]), _isNano);
        var length = Read(header[8..]);
        var original = Read(header[12..]);
        Blocks.Advance(_recordHeaderLength);
        return Show(time, _link, length, original, length);
    }

    private void Begin()
    {
        var header = Blocks.Ready;
        var magic = BinaryPrimitives.ReadUInt32LittleEndian(header);
        _isSwapped = magic is PcapMagic.MicrosecondsSwapped or PcapMagic.NanosecondsSwapped or PcapMagic.ModifiedSwapped;
        _isNano = magic is PcapMagic.Nanoseconds or PcapMagic.NanosecondsSwapped;
        _recordHeaderLength = magic is PcapMagic.Modified or PcapMagic.ModifiedSwapped ? ModifiedRecordHeaderLength : RecordHeaderLength;
        _link = (LinkType)(Read(header[20..]) & LinkTypeMask);
        Blocks.Advance(FileHeaderLength);
    }

    // As a record the magic number would be a second of the year 2055, or one later still, and version 2.4 behind it the microsecond.
    private bool IsNextFile()
    {
        const uint version = 0x0004_0002;
        const uint versionSwapped = 0x0400_0200;
        var header = Blocks.Ready;
        if (header.Length >= sizeof(uint) && !IsMagic(BinaryPrimitives.ReadUInt32LittleEndian(header))) return false;
        if (!Blocks.Ensure(FileHeaderLength)) return false;
        header = Blocks.Ready;
        return IsMagic(BinaryPrimitives.ReadUInt32LittleEndian(header))
            && BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) is version or versionSwapped;
    }

    private uint Read(ReadOnlySpan<byte> octets) =>
        _isSwapped ? BinaryPrimitives.ReadUInt32BigEndian(octets) : BinaryPrimitives.ReadUInt32LittleEndian(octets);
}
