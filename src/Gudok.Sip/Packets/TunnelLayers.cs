using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>Takes off tunnels that lie in IP or UDP, down to the IP packet within.</summary>
internal static class TunnelLayers
{
    private const ushort GtpUserPort = 2152;
    private const ushort VxlanPort = 4789;
    private const ushort LinuxVxlanPort = 8472;
    private const ushort GenevePort = 6081;
    private const ushort TeredoPort = 3544;
    private const ushort VxlanGpePort = 4790;
    private const ushort L2tpPort = 1701;
    private const ushort TzspPort = 37008;

    /// <summary>Takes off GRE (RFC 2784, RFC 2890; version 1 RFC 2637), ERSPAN mirrors among it.</summary>
    public static LayerOutcome StripGre(int nesting, ref ReadOnlySpan<byte> data)
    {
        const ushort hasChecksum = 0x8000;
        const ushort hasRouting = 0x4000;
        const ushort hasKey = 0x2000;
        const ushort hasSequence = 0x1000;
        const ushort hasAcknowledgement = 0x0080;
        const ushort versionMask = 0x0007;
        if (data.Length < 4) return LayerOutcome.Truncated;
        var flags = BinaryPrimitives.ReadUInt16BigEndian(data);
        var type = BinaryPrimitives.ReadUInt16BigEndian(data[2..]);
        var version = flags & versionMask;
        if (version > 1 || (flags & hasRouting) != 0) return LayerOutcome.Malformed;
        var length = 4 + ((flags & hasKey) != 0 ? 4 : 0) + ((flags & hasSequence) != 0 ? 4 : 0);
        if (version == 0 && (flags & hasChecksum) != 0) length += 4;
        if (version == 1 && (flags & hasAcknowledgement) != 0) length += 4;
        if (!LinkLayers.Cut(length, ref data)) return LayerOutcome.Truncated;

        const ushort erspan2 = 0x88be;
        const ushort erspan3 = 0x22eb;
        return type switch
        {
            erspan2 => StripErspan((flags & hasSequence) != 0 ? 8 : 0, nesting, ref data),
            erspan3 => StripErspan(data.Length >= 12 && (data[11] & 1) != 0 ? 20 : 12, nesting, ref data),
            _ => EtherTypes.Strip(type, nesting, ref data),
        };
    }

    /// <summary>Takes off EtherIP (RFC 3378): version 3 and twelve bits of nothing.</summary>
    public static LayerOutcome StripEtherIp(int nesting, ref ReadOnlySpan<byte> data) =>
        LinkLayers.Cut(2, ref data) ? LinkLayers.StripEthernet(nesting, ref data) : LayerOutcome.Truncated;

    /// <summary>Takes off a tunnel in UDP that the ports announce and the octets bear out; false if there is none.</summary>
    public static bool TryStripUdp(ushort source, ushort destination, int nesting, ref ReadOnlySpan<byte> data)
    {
        var inner = data;
        bool isFound;
        if (destination == GtpUserPort || source == GtpUserPort) isFound = StripGtp(ref inner);
        else if (destination is VxlanPort or LinuxVxlanPort) isFound = StripVxlan(nesting, ref inner);
        else if (destination == GenevePort) isFound = StripGeneve(nesting, ref inner);
        else if (destination == TeredoPort || source == TeredoPort) isFound = StripTeredo(ref inner);
        else if (destination == VxlanGpePort) isFound = StripVxlanGpe(nesting, ref inner);
        else if (destination == L2tpPort || source == L2tpPort) isFound = StripL2tp(nesting, ref inner);
        else if (destination == TzspPort) isFound = StripTzsp(nesting, ref inner);
        else return false;

        if (isFound) data = inner;
        return isFound;
    }

    private static LayerOutcome StripErspan(int length, int nesting, ref ReadOnlySpan<byte> data) =>
        LinkLayers.Cut(length, ref data) ? LinkLayers.StripEthernet(nesting, ref data) : LayerOutcome.Truncated;

    // 3GPP TS 29.281 §5: version 1, protocol type 1, message G-PDU; four more octets if any of E, S, PN is set, then extensions.
    private static bool StripGtp(ref ReadOnlySpan<byte> data)
    {
        const int fixedLength = 8;
        const byte userPlane = 0x30;
        const byte versionAndType = 0xf0;
        const byte anyOption = 0x07;
        const byte hasExtension = 0x04;
        const byte gPdu = 255;
        if (data.Length < fixedLength || (data[0] & versionAndType) != userPlane || data[1] != gPdu) return false;
        var flags = data[0];
        data = data[fixedLength..];
        if ((flags & anyOption) != 0)
        {
            if (data.Length < 4) return false;
            var next = (flags & hasExtension) != 0 ? data[3] : (byte)0;
            data = data[4..];
            while (next != 0)
            {
                var length = data.IsEmpty ? 0 : data[0] * 4;
                if (length == 0 || length > data.Length) return false;
                next = data[length - 1];
                data = data[length..];
            }
        }

        return LinkLayers.ByVersion(data) == LayerOutcome.Ip;
    }

    // RFC 7348 §5: the I flag set, then 24 bits of network identifier.
    private static bool StripVxlan(int nesting, ref ReadOnlySpan<byte> data)
    {
        const int length = 8;
        const byte hasIdentifier = 0x08;
        if (data.Length < length || (data[0] & hasIdentifier) == 0) return false;
        data = data[length..];
        return LinkLayers.StripEthernet(nesting, ref data) == LayerOutcome.Ip;
    }

    // The VXLAN that names what is inside: the P flag set, the next protocol in the fourth octet.
    private static bool StripVxlanGpe(int nesting, ref ReadOnlySpan<byte> data)
    {
        const int length = 8;
        const byte hasProtocol = 0x04;
        if (data.Length < length || (data[0] & hasProtocol) == 0) return false;
        var protocol = data[3];
        data = data[length..];
        return protocol switch
        {
            1 or 2 => LinkLayers.ByVersion(data) == LayerOutcome.Ip,
            3 => LinkLayers.StripEthernet(nesting, ref data) == LayerOutcome.Ip,
            _ => false,
        };
    }

    // RFC 2661 §3.1: a data message of version 2; length, sequence numbers and offset are there if their flags say so. PPP follows.
    private static bool StripL2tp(int nesting, ref ReadOnlySpan<byte> data)
    {
        const ushort isControl = 0x8000;
        const ushort hasLength = 0x4000;
        const ushort hasSequence = 0x0800;
        const ushort hasOffset = 0x0200;
        const ushort versionMask = 0x000f;
        if (data.Length < 2) return false;
        var flags = BinaryPrimitives.ReadUInt16BigEndian(data);
        if ((flags & isControl) != 0 || (flags & versionMask) != 2) return false;
        var length = 6 + ((flags & hasLength) != 0 ? 2 : 0) + ((flags & hasSequence) != 0 ? 4 : 0);
        if ((flags & hasOffset) != 0)
        {
            if (data.Length < length + 2) return false;
            length += 2 + BinaryPrimitives.ReadUInt16BigEndian(data[length..]);
        }

        return LinkLayers.Cut(length, ref data) && EtherTypes.StripPpp(nesting, ref data) == LayerOutcome.Ip;
    }

    // What MikroTik's sniffer sends: version, type, protocol; tags up to the one that ends them; an Ethernet frame.
    private static bool StripTzsp(int nesting, ref ReadOnlySpan<byte> data)
    {
        const int fixedLength = 4;
        const byte padding = 0;
        const byte end = 1;
        if (data is not [1, 0 or 1, 0, 1, ..]) return false;
        data = data[fixedLength..];
        while (!data.IsEmpty)
        {
            var tag = data[0];
            if (tag is not (padding or end) && data.Length < 2) return false;
            if (!LinkLayers.Cut(tag is padding or end ? 1 : 2 + data[1], ref data)) return false;
            if (tag == end) return LinkLayers.StripEthernet(nesting, ref data) == LayerOutcome.Ip;
        }

        return false;
    }

    // RFC 8926 §3.4: version 0, the length of the options in units of four octets, then the EtherType of what is inside.
    private static bool StripGeneve(int nesting, ref ReadOnlySpan<byte> data)
    {
        const int fixedLength = 8;
        const byte optionsMask = 0x3f;
        if (data.Length < fixedLength || data[0] >> 6 != 0) return false;
        var type = BinaryPrimitives.ReadUInt16BigEndian(data[2..]);
        return LinkLayers.Cut(fixedLength + (data[0] & optionsMask) * 4, ref data) && EtherTypes.Strip(type, nesting, ref data) == LayerOutcome.Ip;
    }

    // RFC 4380 §5.1.1: an authentication and an origin indication may stand before the IPv6 packet.
    private static bool StripTeredo(ref ReadOnlySpan<byte> data)
    {
        const int originLength = 8;
        const int authenticationLength = 13;
        if (data is [0, 1, var client, var value, ..] && !LinkLayers.Cut(authenticationLength + client + value, ref data)) return false;
        if (data is [0, 0, ..] && !LinkLayers.Cut(originLength, ref data)) return false;
        return !data.IsEmpty && data[0] >> 4 == 6;
    }
}
