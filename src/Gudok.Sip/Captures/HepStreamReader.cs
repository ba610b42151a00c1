using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>HEP3 packets one after another, as they come over TCP and as tools write them to files.</summary>
internal sealed class HepStreamReader(BlockReader blocks, CaptureLimits limits) : FileReader(blocks, limits)
{
    private const int HeaderLength = 6;

    /// <summary>Whether four octets begin a packet.</summary>
    public static bool IsMagic(uint magic) => magic is PcapMagic.Hep3 or PcapMagic.Eep3;

    /// <inheritdoc />
    public override bool MoveNext()
    {
        if (Fault is not null || !PassRecord()) return false;
        if (!Blocks.Ensure(HeaderLength)) return End("the file ends within the header of a HEP packet");
        if (!IsMagic(BinaryPrimitives.ReadUInt32LittleEndian(Blocks.Ready))) return Break("here no HEP packet begins");
        var length = BinaryPrimitives.ReadUInt16BigEndian(Blocks.Ready[4..]);
        if (length < HeaderLength) return Break($"a HEP packet claims {length} octets");
        Blocks.Ensure(length);
        return Show(TimeOf(Blocks.Ready[..Math.Min(length, Blocks.Ready.Length)]), LinkType.Hep, length, length, length);
    }

    private static Instant? TimeOf(ReadOnlySpan<byte> octets) =>
        HepPacket.TryReadStream(octets, out var packet, out _, out _) == HepReadStatus.Complete && packet.Time.Micros > 0 ? packet.Time : null;
}
