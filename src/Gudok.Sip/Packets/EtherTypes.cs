using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>Takes off tags, labels and sessions that an EtherType announces, down to IP.</summary>
internal static class EtherTypes
{
    /// <summary>IPv4.</summary>
    public const ushort IPv4 = 0x0800;

    /// <summary>IPv6.</summary>
    public const ushort IPv6 = 0x86dd;

    /// <summary>An Ethernet frame within.</summary>
    public const ushort TransparentEthernet = 0x6558;

    /// <summary>PPP within GRE version 1 (RFC 2637).</summary>
    public const ushort Ppp = 0x880b;

    /// <summary>Version, code, session and length (RFC 2516 §4).</summary>
    public const int PppoeLength = 6;

    private const ushort Vlan = 0x8100;
    private const ushort ServiceVlan = 0x88a8;
    private const ushort OldServiceVlan = 0x9100;
    private const ushort OlderServiceVlan = 0x9200;
    private const ushort MplsUnicast = 0x8847;
    private const ushort MplsMulticast = 0x8848;
    private const ushort PppoeSession = 0x8864;

    /// <summary>What switches of data centres put on mirrored frames: Cisco VN-Tag and metadata, the E-tag of IEEE 802.1BR.</summary>
    private const ushort VnTag = 0x8926;
    private const ushort ETag = 0x893f;
    private const ushort CiscoMetadata = 0x8909;

    /// <summary>The service tag of provider backbones (IEEE 802.1ah), with the customer's addresses behind it.</summary>
    private const ushort BackboneService = 0x88e7;

    /// <summary>Smaller numbers are lengths of IEEE 802.3 frames.</summary>
    private const ushort Smallest = 0x0600;

    /// <summary>Leaves the IP packet in <paramref name="data"/>.</summary>
    public static LayerOutcome Strip(ushort type, int nesting, ref ReadOnlySpan<byte> data)
    {
        for (; nesting > 0; nesting--)
        {
            switch (type)
            {
                case IPv4 or IPv6:
                    return LinkLayers.ByVersion(data);
                case Vlan or ServiceVlan or OldServiceVlan or OlderServiceVlan:
                    if (!NextType(2, ref data, out type)) return LayerOutcome.Truncated;
                    break;
                case VnTag:
                    if (!NextType(4, ref data, out type)) return LayerOutcome.Truncated;
                    break;
                case ETag or CiscoMetadata:
                    if (!NextType(6, ref data, out type)) return LayerOutcome.Truncated;
                    break;
                case BackboneService:
                    const int serviceLength = 16;
                    if (!NextType(serviceLength, ref data, out type)) return LayerOutcome.Truncated;
                    break;
                case MplsUnicast or MplsMulticast:
                    return StripLabels(nesting, ref data);
                case PppoeSession:
                    return LinkLayers.Cut(PppoeLength, ref data) ? StripPpp(nesting - 1, ref data) : LayerOutcome.Truncated;
                case TransparentEthernet:
                    const int addressesLength = 12;
                    if (!NextType(addressesLength, ref data, out type)) return LayerOutcome.Truncated;
                    break;
                case Ppp:
                    return StripPpp(nesting - 1, ref data);
                case < Smallest when data is [0xaa, 0xaa, 0x03, 0, 0, 0, _, _, ..]:
                    const int snapLength = 6;
                    if (!NextType(snapLength, ref data, out type)) return LayerOutcome.Truncated;
                    break;
                default:
                    return LayerOutcome.NotIp;
            }
        }

        return LayerOutcome.Malformed;
    }

    /// <summary>Takes off PPP with or without address and control, with a protocol of one or two octets (RFC 1661 §6.5 and §6.6).</summary>
    public static LayerOutcome StripPpp(int nesting, ref ReadOnlySpan<byte> data)
    {
        const ushort pppIPv4 = 0x21;
        const ushort pppIPv6 = 0x57;
        const ushort pppMpls = 0x281;
        if (data is [0xff, 0x03, ..]) data = data[2..];
        if (data.Length < 2) return LayerOutcome.Truncated;
        var isShort = (data[0] & 1) != 0;
        var protocol = isShort ? data[0] : BinaryPrimitives.ReadUInt16BigEndian(data);
        data = data[(isShort ? 1 : 2)..];
        return protocol switch
        {
            pppIPv4 or pppIPv6 => LinkLayers.ByVersion(data),
            pppMpls => StripLabels(nesting, ref data),
            _ => LayerOutcome.NotIp,
        };
    }

    // What lies under the last label is not said (RFC 3032 §2.2): IP shows by its version, a pseudo wire by a control word of zero. Its Ethernet
    // may begin with a zero as well, as most addresses of makers do (RFC 4448 §4.6): whichever way leads to IP is the right one.
    private static LayerOutcome StripLabels(int nesting, ref ReadOnlySpan<byte> data)
    {
        const int labelLength = 4;
        const byte bottomOfStack = 1;
        var isBottom = false;
        for (var label = 0; !isBottom; label++)
        {
            if (label >= nesting) return LayerOutcome.Malformed;
            if (data.Length < labelLength) return LayerOutcome.Truncated;
            isBottom = (data[2] & bottomOfStack) != 0;
            data = data[labelLength..];
        }

        if (data.IsEmpty) return LayerOutcome.Truncated;
        if (data[0] >> 4 is 4 or 6) return LayerOutcome.Ip;
        var bare = data;
        var isControlled = data[0] >> 4 == 0 && LinkLayers.Cut(labelLength, ref data);
        if (isControlled && LinkLayers.StripEthernet(nesting - 1, ref data) == LayerOutcome.Ip) return LayerOutcome.Ip;
        data = bare;
        return LinkLayers.StripEthernet(nesting - 1, ref data);
    }

    private static bool NextType(int offset, ref ReadOnlySpan<byte> data, out ushort type)
    {
        type = 0;
        if (data.Length < offset + 2) return false;
        type = BinaryPrimitives.ReadUInt16BigEndian(data[offset..]);
        data = data[(offset + 2)..];
        return true;
    }
}
