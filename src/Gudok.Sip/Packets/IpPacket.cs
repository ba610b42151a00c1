using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>One IP packet or a piece of one: the header read, the payload in place.</summary>
internal ref struct IpPacket
{
    /// <summary>ICMP.</summary>
    public const byte Icmp = 1;

    /// <summary>IPv4 within IP.</summary>
    public const byte IPv4 = 4;

    /// <summary>TCP.</summary>
    public const byte Tcp = 6;

    /// <summary>UDP.</summary>
    public const byte Udp = 17;

    /// <summary>IPv6 within IP.</summary>
    public const byte IPv6 = 41;

    /// <summary>GRE.</summary>
    public const byte Gre = 47;

    /// <summary>ICMP of IPv6.</summary>
    public const byte IcmpV6 = 58;

    /// <summary>Ethernet within IP (RFC 3378).</summary>
    public const byte EtherIp = 97;

    /// <summary>UDP-Lite (RFC 3828).</summary>
    public const byte UdpLite = 136;

    /// <summary>SCTP.</summary>
    public const byte Sctp = 132;

    private const byte HopByHop = 0;
    private const byte Routing = 43;
    private const byte Fragment = 44;
    private const byte Authentication = 51;
    private const byte DestinationOptions = 60;
    private const byte Mobility = 135;
    private const byte HostIdentity = 139;
    private const byte Shim6 = 140;
    private const int IPv4Length = 20;
    private const int IPv6Length = 40;

    /// <summary>Who sent it, as <see cref="NetworkEndpoint.Address"/> writes it.</summary>
    public HostAddress Source;

    /// <summary>To whom.</summary>
    public HostAddress Destination;

    /// <summary>What the payload is.</summary>
    public byte Protocol;

    /// <summary>Whether it is a piece of a datagram.</summary>
    public bool IsFragment;

    /// <summary>Whether pieces follow.</summary>
    public bool HasMore;

    /// <summary>Where the piece belongs, in octets.</summary>
    public int FragmentOffset;

    /// <summary>What the pieces of one datagram have in common.</summary>
    public uint Identification;

    /// <summary>The payload as far as it was captured, link padding cut off.</summary>
    public ReadOnlySpan<byte> Payload;

    /// <summary>How many octets of the payload the capture did not keep.</summary>
    public int Missing;

    /// <summary>Reads a packet of either version.</summary>
    /// <param name="data">From the first octet of the header on.</param>
    /// <param name="cut">How many octets behind the data the capture cut off.</param>
    /// <param name="mostExtensions">How many extension headers to follow.</param>
    /// <param name="packet">What was read.</param>
    public static LayerOutcome Read(ReadOnlySpan<byte> data, int cut, int mostExtensions, out IpPacket packet)
    {
        packet = default;
        if (data.IsEmpty) return LayerOutcome.Truncated;
        var outcome = (data[0] >> 4) switch
        {
            4 => ReadIPv4(data, cut, ref packet),
            6 => ReadIPv6(data, cut, ref packet),
            _ => LayerOutcome.Malformed,
        };
        return outcome == LayerOutcome.Ip ? packet.PassExtensions(mostExtensions) : outcome;
    }

    private static LayerOutcome ReadIPv4(ReadOnlySpan<byte> data, int cut, ref IpPacket packet)
    {
        const int moreFragments = 0x2000;
        const int offsetMask = 0x1fff;
        if (data.Length < IPv4Length) return cut > 0 ? LayerOutcome.Truncated : LayerOutcome.Malformed;
        var headerLength = (data[0] & 0x0f) * 4;
        var totalLength = (int)BinaryPrimitives.ReadUInt16BigEndian(data[2..]);

        // Zero is what a machine captures of its own packets before the network card has cut them to size.
        if (totalLength == 0) totalLength = data.Length + cut;
        if (headerLength < IPv4Length || totalLength < headerLength) return LayerOutcome.Malformed;
        if (data.Length < headerLength) return LayerOutcome.Truncated;
        var pieces = BinaryPrimitives.ReadUInt16BigEndian(data[6..]);
        packet.HasMore = (pieces & moreFragments) != 0;
        packet.FragmentOffset = (pieces & offsetMask) * 8;
        packet.IsFragment = packet.HasMore || packet.FragmentOffset > 0;
        packet.Identification = BinaryPrimitives.ReadUInt16BigEndian(data[4..]);
        packet.Protocol = data[9];
        packet.Source = HostAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(data[12..]));
        packet.Destination = HostAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(data[16..]));
        packet.SetPayload(data, headerLength, totalLength);
        return LayerOutcome.Ip;
    }

    private static LayerOutcome ReadIPv6(ReadOnlySpan<byte> data, int cut, ref IpPacket packet)
    {
        if (data.Length < IPv6Length) return cut > 0 ? LayerOutcome.Truncated : LayerOutcome.Malformed;
        var payloadLength = (int)BinaryPrimitives.ReadUInt16BigEndian(data[4..]);
        if (payloadLength == 0) payloadLength = data.Length + cut - IPv6Length;
        packet.Protocol = data[6];
        packet.Source = HostAddress.Read(data[8..]);
        packet.Destination = HostAddress.Read(data[24..]);
        packet.SetPayload(data, IPv6Length, IPv6Length + payloadLength);
        return LayerOutcome.Ip;
    }

    private void SetPayload(ReadOnlySpan<byte> data, int start, int end)
    {
        Payload = data[start..Math.Min(end, data.Length)];
        Missing = Math.Max(0, end - data.Length);
    }

    /// <summary>Passes extension headers (RFC 8200 §4). A piece of a datagram ends the walk: what follows is whole only in the first.</summary>
    public LayerOutcome PassExtensions(int most)
    {
        for (var count = 0; !IsFragment; count++)
        {
            int length;
            switch (Protocol)
            {
                case HopByHop or Routing or DestinationOptions or Mobility or HostIdentity or Shim6:
                    length = Payload.Length < 2 ? 0 : (Payload[1] + 1) * 8;
                    break;
                case Authentication:
                    length = Payload.Length < 2 ? 0 : (Payload[1] + 2) * 4;
                    break;
                case Fragment:
                    length = 8;
                    if (Payload.Length < length) return LayerOutcome.Truncated;
                    ReadFragmentHeader();
                    break;
                default:
                    return LayerOutcome.Ip;
            }

            if (count >= most) return LayerOutcome.Malformed;
            if (length == 0 || length > Payload.Length) return Missing > 0 ? LayerOutcome.Truncated : LayerOutcome.Malformed;
            Protocol = Payload[0];
            Payload = Payload[length..];
        }

        return LayerOutcome.Ip;
    }

    private void ReadFragmentHeader()
    {
        const int offsetMask = 0xfff8;
        const int moreFragments = 1;
        var pieces = BinaryPrimitives.ReadUInt16BigEndian(Payload[2..]);
        FragmentOffset = pieces & offsetMask;
        HasMore = (pieces & moreFragments) != 0;
        IsFragment = HasMore || FragmentOffset > 0;
        Identification = BinaryPrimitives.ReadUInt32BigEndian(Payload[4..]);
    }
}
