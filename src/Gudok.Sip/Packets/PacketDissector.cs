using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>Finds the SIP messages in captured packets and hands them on; counts everything else under its reason.</summary>
/// <remarks>Takes packets in the order of their times. Reads Ethernet with tags and labels, Linux cooked, raw IP, loopback and PPP; puts IP
/// fragments and TCP streams together; unwraps GTP-U, GRE, IP in IP, VXLAN, Geneve, Teredo and HEP. SIP is told by content on any port.
/// After a gap in a TCP stream a message may be handed on later than the time it bears. Not safe for two threads at once.</remarks>
public sealed class PacketDissector
{
    private const int UdpLength = 8;
    private const int TcpLength = 20;

    private readonly ISipFrameSink _sink;
    private readonly CaptureLimits _limits;
    private readonly FragmentAssembler _fragments;
    private readonly HepUnwrapper _hep;
    private readonly StreamAssembler _streams;
    private readonly DatagramReader _datagrams;

    /// <summary>Begins with nothing known.</summary>
    /// <param name="sink">Who takes the messages.</param>
    /// <param name="limits">How much to keep in memory; the defaults if null.</param>
    public PacketDissector(ISipFrameSink sink, CaptureLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(sink);
        _sink = sink;
        _limits = limits ?? CaptureLimits.Default;
        _fragments = new FragmentAssembler(sink, _limits);
        _hep = new HepUnwrapper(sink, _limits);
        _streams = new StreamAssembler(sink, _hep, _limits);
        _datagrams = new DatagramReader(sink, _hep);
    }

    /// <summary>How many HEP packets bore a time that was not believed; their messages got the time of the packet.</summary>
    public long HepTimesReplaced => _hep.TimesReplaced;

    /// <summary>Takes one packet.</summary>
    public void Take(in CapturedPacket packet)
    {
        var data = packet.Data;
        if (packet.Link == LinkType.Hep)
        {
            _hep.Take(data, packet.Time);
            return;
        }

        if (packet.Link == LinkType.WiresharkUpperPdu)
        {
            ExportedPdu.Take(data, packet.Time, packet.OriginalLength > data.Length, _sink);
            return;
        }

        var outcome = LinkLayers.Strip(packet.Link, _limits.Nesting, ref data);
        if (outcome == LayerOutcome.Ip) TakeIp(data, packet.OriginalLength - packet.Data.Length, packet.Time, _limits.Nesting);
        else Ignore(outcome);
    }

    /// <summary>Hands on what still waits for more: call it when all packets were taken.</summary>
    public void Complete()
    {
        _fragments.Complete();
        _streams.Complete();
    }

    private void TakeIp(ReadOnlySpan<byte> data, int cut, Instant time, int nesting)
    {
        var outcome = nesting > 0 ? IpPacket.Read(data, cut, _limits.Nesting, out var packet) : Deepest(out packet);
        if (outcome == LayerOutcome.Ip && packet.IsFragment)
        {
            if (!_fragments.TryComplete(ref packet, time)) return;
            outcome = packet.PassExtensions(_limits.Nesting);
        }

        if (outcome == LayerOutcome.Ip) TakePayload(packet, time, nesting);
        else Ignore(outcome);
    }

    private static LayerOutcome Deepest(out IpPacket packet)
    {
        packet = default;
        return LayerOutcome.Malformed;
    }

    private void TakePayload(in IpPacket packet, Instant time, int nesting)
    {
        switch (packet.Protocol)
        {
            case IpPacket.Udp or IpPacket.UdpLite:
                TakeUdp(packet, time, nesting);
                break;
            case IpPacket.Tcp:
                TakeTcp(packet, time);
                break;
            case IpPacket.IPv4 or IpPacket.IPv6:
                TakeIp(packet.Payload, packet.Missing, time, nesting - 1);
                break;
            case IpPacket.Gre or IpPacket.EtherIp:
                var inner = packet.Payload;
                var outcome = packet.Protocol == IpPacket.Gre
                    ? TunnelLayers.StripGre(nesting - 1, ref inner)
                    : TunnelLayers.StripEtherIp(nesting - 1, ref inner);
                if (outcome == LayerOutcome.Ip) TakeIp(inner, packet.Missing, time, nesting - 1);
                else Ignore(outcome);
                break;
            case IpPacket.Icmp or IpPacket.IcmpV6:
                _sink.OnIgnored(IgnoreReason.PacketIcmp);
                break;
            case IpPacket.Sctp:
                _sink.OnIgnored(IgnoreReason.PacketSctp);
                break;
            default:
                _sink.OnIgnored(IgnoreReason.PacketTransport);
                break;
        }
    }

    private void TakeUdp(in IpPacket packet, Instant time, int nesting)
    {
        var udp = packet.Payload;
        if (udp.Length < UdpLength)
        {
            Ignore(packet.Missing > 0 ? LayerOutcome.Truncated : LayerOutcome.Malformed);
            return;
        }

        // Zero is a jumbogram or a packet captured before the network card cut it; the IP length then holds. UDP-Lite has no length.
        var length = packet.Protocol == IpPacket.UdpLite ? 0 : BinaryPrimitives.ReadUInt16BigEndian(udp[4..]);
        if (length is > 0 and < UdpLength)
        {
            Ignore(LayerOutcome.Malformed);
            return;
        }

        var payload = udp[UdpLength..];
        var cut = packet.Missing;
        if (length > 0 && length - UdpLength <= payload.Length)
        {
            payload = payload[..(length - UdpLength)];
            cut = 0;
        }

        var source = BinaryPrimitives.ReadUInt16BigEndian(udp);
        var destination = BinaryPrimitives.ReadUInt16BigEndian(udp[2..]);
        if (TunnelLayers.TryStripUdp(source, destination, nesting - 1, ref payload))
        {
            TakeIp(payload, cut, time, nesting - 1);
            return;
        }

        _datagrams.Take(
            payload, cut > 0, time, new NetworkEndpoint(packet.Source, source), new NetworkEndpoint(packet.Destination, destination));
    }

    private void TakeTcp(in IpPacket packet, Instant time)
    {
        var tcp = packet.Payload;
        if (tcp.Length < TcpLength)
        {
            Ignore(packet.Missing > 0 ? LayerOutcome.Truncated : LayerOutcome.Malformed);
            return;
        }

        var headerLength = (tcp[12] >> 4) * 4;
        if (headerLength < TcpLength || headerLength > tcp.Length + packet.Missing)
        {
            Ignore(LayerOutcome.Malformed);
            return;
        }

        _streams.Take(new TcpSegment
        {
            Source = new NetworkEndpoint(packet.Source, BinaryPrimitives.ReadUInt16BigEndian(tcp)),
            Destination = new NetworkEndpoint(packet.Destination, BinaryPrimitives.ReadUInt16BigEndian(tcp[2..])),
            Sequence = BinaryPrimitives.ReadUInt32BigEndian(tcp[4..]),
            Flags = (TcpFlags)tcp[13],
            Payload = tcp[Math.Min(headerLength, tcp.Length)..],
            Missing = packet.Missing - Math.Max(0, headerLength - tcp.Length),
            Time = time,
        });
    }

    private void Ignore(LayerOutcome outcome) => _sink.OnIgnored(outcome switch
    {
        LayerOutcome.NotIp => IgnoreReason.PacketNotIp,
        LayerOutcome.Truncated => IgnoreReason.PacketTruncated,
        LayerOutcome.UnknownLink => IgnoreReason.PacketLinkType,
        LayerOutcome.Ip or LayerOutcome.Malformed => IgnoreReason.PacketMalformed,
    });
}
