using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>Walks a compound RTCP packet (RFC 3550 §6.1, RFC 5506): reports, times and, of extended reports (RFC 3611), delays and VoIP metrics.
/// Descriptions, farewells, feedback and whatever else it may hold are passed over. Allocates nothing.</summary>
public ref struct RtcpReader
{
    private const int HeadLength = 4;
    private const int SsrcLength = 4;
    private const int SenderInfoLength = 20;
    private const byte PaddingBit = 0x20;
    private const byte SenderReport = 200;
    private const byte ReceiverReport = 201;
    private const byte ExtendedReport = 207;

    private ReadOnlySpan<byte> _rest;
    private ReadOnlySpan<byte> _blocks;
    private XrBlocks _extended;
    private int _reports;

    /// <summary>What was read last; says which of the members below holds it.</summary>
    public RtcpItem Item { get; private set; }

    /// <summary>Who sent the packet.</summary>
    public uint Sender { get; private set; }

    /// <summary>The block, if <see cref="Item"/> is <see cref="RtcpItem.Report"/>.</summary>
    public RtcpReport Report { get; private set; }

    /// <summary>Middle 32 bits of the NTP time, if <see cref="Item"/> is <see cref="RtcpItem.SenderTime"/> or <see cref="RtcpItem.ReceiverTime"/>:
    /// by them the answers name the packet.</summary>
    public uint NtpMiddle { get; private set; }

    /// <summary>The answer to a receiver's time, if <see cref="Item"/> is <see cref="RtcpItem.Delay"/>.</summary>
    public RtcpDelay Delay { get; private set; }

    /// <summary>The block, if <see cref="Item"/> is <see cref="RtcpItem.VoipMetrics"/>.</summary>
    public VoipMetrics VoipMetrics { get; private set; }

    /// <summary>Begins to walk. False if the octets are no compound packet: the lengths do not add up, or a packet is shorter than what it
    /// says to hold. So is encrypted RTCP (RFC 3711), behind which stands more.</summary>
    /// <param name="payload">The payload of a datagram.</param>
    /// <param name="reader">The reader, before its first item.</param>
    public static bool TryOpen(ReadOnlySpan<byte> payload, out RtcpReader reader)
    {
        reader = default;
        if (payload.IsEmpty) return false;
        for (var rest = payload; !rest.IsEmpty;)
        {
            if (!TryMeasure(rest, out var length) || !HoldsItsBlocks(rest[..length])) return false;
            rest = rest[length..];
        }

        reader._rest = payload;
        return true;
    }

    /// <summary>Moves to the next item; false behind the last.</summary>
    public bool MoveNext()
    {
        while (!TryTakeBlock())
        {
            if (_rest.IsEmpty) return false;
            if (Begin()) return true;
        }

        return true;
    }

    // True for a packet that is an item itself.
    private bool Begin()
    {
        TryMeasure(_rest, out var length);
        var packet = _rest[..length];
        _rest = _rest[length..];
        _extended = default;
        if (packet[1] is not (SenderReport or ReceiverReport or ExtendedReport)) return false;
        Sender = BinaryPrimitives.ReadUInt32BigEndian(packet[HeadLength..]);
        var body = WithoutPadding(packet)[(HeadLength + SsrcLength)..];
        if (packet[1] == ExtendedReport)
        {
            _extended = new XrBlocks(body);
            return false;
        }

        _reports = packet[0] & 0x1f;
        _blocks = packet[1] == SenderReport ? body[SenderInfoLength..] : body;
        if (packet[1] != SenderReport) return false;
        NtpMiddle = BinaryPrimitives.ReadUInt32BigEndian(body[2..]);
        Item = RtcpItem.SenderTime;
        return true;
    }

    private bool TryTakeBlock()
    {
        if (_reports > 0)
        {
            Report = RtcpReport.Read(Sender, _blocks);
            _blocks = _blocks[RtcpReport.Length..];
            _reports--;
            Item = RtcpItem.Report;
            return true;
        }

        if (!_extended.MoveNext()) return false;
        Item = _extended.Item;
        if (Item == RtcpItem.ReceiverTime) NtpMiddle = _extended.NtpMiddle;
        if (Item == RtcpItem.Delay) Delay = _extended.ReadDelay(Sender);
        if (Item == RtcpItem.VoipMetrics) VoipMetrics = _extended.ReadMetrics(Sender);
        return true;
    }

    private static bool TryMeasure(ReadOnlySpan<byte> packet, out int length)
    {
        length = 0;
        if (packet.Length < HeadLength || !RtpPacket.IsOfVersion2(packet) || !RtpPacket.IsControl(packet)) return false;
        length = HeadLength * (1 + BinaryPrimitives.ReadUInt16BigEndian(packet[2..]));
        return length <= packet.Length;
    }

    private static bool HoldsItsBlocks(ReadOnlySpan<byte> packet)
    {
        if ((packet[0] & PaddingBit) != 0 && (packet[^1] == 0 || packet[^1] > packet.Length - HeadLength)) return false;
        var reports = RtcpReport.Length * (packet[0] & 0x1f);
        var least = packet[1] switch
        {
            SenderReport => HeadLength + SsrcLength + SenderInfoLength + reports,
            ReceiverReport => HeadLength + SsrcLength + reports,
            ExtendedReport => HeadLength + SsrcLength,
            _ => HeadLength,
        };
        return WithoutPadding(packet).Length >= least;
    }

    private static ReadOnlySpan<byte> WithoutPadding(ReadOnlySpan<byte> packet) => (packet[0] & PaddingBit) == 0 ? packet : packet[..^packet[^1]];
}
