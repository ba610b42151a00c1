using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>pcapng: sections of blocks, each with its own octet order and list of interfaces (draft-ietf-opsawg-pcapng).</summary>
internal sealed class PcapngReader(BlockReader blocks, CaptureLimits limits) : FileReader(blocks, limits)
{
    private const int BlockHeaderLength = 8;
    private const int BlockTrailerLength = 4;
    private const int ShortestBlock = BlockHeaderLength + BlockTrailerLength;
    private const uint ByteOrderMagic = 0x1a2b3c4d;
    private const uint ByteOrderMagicSwapped = 0x4d3c2b1a;
    private const uint InterfaceDescription = 1;
    private const uint ObsoletePacket = 2;
    private const uint SimplePacket = 3;
    private const uint EnhancedPacket = 6;

    /// <summary>A link type outside the registry for packets of an interface that was never described.</summary>
    private const LinkType UndescribedLink = (LinkType)ushort.MaxValue;

    private readonly List<PcapngInterface> _interfaces = [];
    private bool _isSwapped;

    /// <inheritdoc />
    public override bool MoveNext()
    {
        if (Fault is not null || !PassRecord()) return false;
        while (Blocks.Ensure(ShortestBlock))
        {
            var type = Read32(Blocks.Ready);
            if (type == PcapMagic.SectionHeader && !BeginSection()) return false;
            var length = Read32(Blocks.Ready[4..]);
            if (length < ShortestBlock) return Break($"a block claims a length of {length} octets");

            // Writers must pad to 32 bits; of those that do not, the length is taken as they meant it.
            var rest = ((long)length + 3 & ~3L) - BlockHeaderLength;
            Blocks.Advance(BlockHeaderLength);
            switch (type)
            {
                case EnhancedPacket:
                    return ShowEnhanced(rest);
                case SimplePacket:
                    return ShowSimple(rest);
                case ObsoletePacket:
                    return ShowObsolete(rest);
                case InterfaceDescription when !Describe(rest):
                    return false;
            }

            if (type != InterfaceDescription && !Blocks.Skip(rest)) return Break("the file ends within a block");
        }

        return End("the file ends within the header of a block");
    }

    private bool BeginSection()
    {
        var magic = BinaryPrimitives.ReadUInt32LittleEndian(Blocks.Ready[8..]);
        if (magic is not (ByteOrderMagic or ByteOrderMagicSwapped)) return Break("a section header states no octet order");
        _isSwapped = magic == ByteOrderMagicSwapped;
        _interfaces.Clear();
        return true;
    }

    private bool Describe(long rest)
    {
        const int fixedLength = 8;
        if (rest < fixedLength + BlockTrailerLength || rest > Limits.PacketBytes) return Break($"an interface is described in {rest} octets");
        if (!Blocks.Ensure((int)rest)) return Break("the file ends within the description of an interface");
        if (_interfaces.Count >= Limits.Interfaces) return Break($"there are more than {Limits.Interfaces} interfaces");
        _interfaces.Add(PcapngInterface.Read(Blocks.Ready[..(int)(rest - BlockTrailerLength)], _isSwapped));
        Blocks.Advance((int)rest);
        return true;
    }

    private bool ShowEnhanced(long rest)
    {
        const int fixedLength = 20;
        if (!Blocks.Ensure(fixedLength)) return Break("the file ends within the header of the packet");
        var header = Blocks.Ready;
        return ShowStamped(Read32(header), fixedLength, rest);
    }

    private bool ShowObsolete(long rest)
    {
        const int fixedLength = 20;
        if (!Blocks.Ensure(fixedLength)) return Break("the file ends within the header of the packet");
        return ShowStamped(PcapngInterface.ReadUInt16(Blocks.Ready, _isSwapped), fixedLength, rest);
    }

    // Enhanced and obsolete packet blocks differ in the first four octets only.
    private bool ShowStamped(uint number, int fixedLength, long rest)
    {
        var header = Blocks.Ready;
        var from = number < (uint)_interfaces.Count
            ? _interfaces[(int)number]
            : new PcapngInterface(UndescribedLink, 0, PcapngInterface.DefaultResolution, 0);
        var time = TimeOf(from.MicrosOf((ulong)Read32(header[4..]) << 32 | Read32(header[8..])));
        var length = Read32(header[12..]);
        var original = Read32(header[16..]);
        if (length > rest - fixedLength - BlockTrailerLength) return Break($"it claims {length} octets in a block of {rest}");
        Blocks.Advance(fixedLength);
        return Show(time, from.Link, length, original, rest - fixedLength);
    }

    // A simple packet block has neither time nor interface: it is of the first one, and comes when the packet before it came.
    private bool ShowSimple(long rest)
    {
        const int fixedLength = 4;
        if (!Blocks.Ensure(fixedLength)) return Break("the file ends within the header of the packet");
        var original = Read32(Blocks.Ready);
        var from = _interfaces.Count > 0 ? _interfaces[0] : new PcapngInterface(UndescribedLink, 0, PcapngInterface.DefaultResolution, 0);
        var available = rest - fixedLength - BlockTrailerLength;
        if (available < 0) return Break($"its block has {rest} octets");
        var captured = Math.Min(original, from.SnapLength == 0 ? uint.MaxValue : from.SnapLength);
        Blocks.Advance(fixedLength);
        return Show(Head.Time, from.Link, (uint)Math.Min(captured, available), original, rest - fixedLength);
    }

    private uint Read32(ReadOnlySpan<byte> octets) => PcapngInterface.ReadUInt32(octets, _isSwapped);
}
