using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>Takes off what lies before the IP header of a captured packet.</summary>
internal static class LinkLayers
{
    private const int EthernetLength = 14;

    /// <summary>Leaves the IP packet in <paramref name="data"/>.</summary>
    public static LayerOutcome Strip(LinkType link, int nesting, ref ReadOnlySpan<byte> data)
    {
        const int sllProtocol = 14;
        const int sllLength = 16;
        const int sll2Length = 20;
        const int familyLength = 4;
        const int ciscoProtocol = 2;
        switch (link)
        {
            case LinkType.Ethernet:
                return StripEthernet(nesting, ref data);
            case LinkType.LinuxSll:
                return StripTyped(sllProtocol, sllLength, nesting, ref data);
            case LinkType.LinuxSll2:
                return StripTyped(0, sll2Length, nesting, ref data);
            case LinkType.CiscoHdlc:
                return StripTyped(ciscoProtocol, ciscoProtocol + 2, nesting, ref data);
            case LinkType.RawIp or LinkType.RawIpBsd or LinkType.RawIpOpenBsd or LinkType.IPv4 or LinkType.IPv6:
                return ByVersion(data);
            case LinkType.Null or LinkType.Loop:
                // The family's number and octet order differ from system to system; the version in the IP header does not.
                return Cut(familyLength, ref data) ? ByVersion(data) : LayerOutcome.Truncated;
            case LinkType.Ppp or LinkType.PppHdlc:
                return EtherTypes.StripPpp(nesting, ref data);
            case LinkType.PppEther:
                return Cut(EtherTypes.PppoeLength, ref data) ? EtherTypes.StripPpp(nesting, ref data) : LayerOutcome.Truncated;
            default:
                return nesting > 0 ? TaggedLinks.Strip(link, nesting - 1, ref data) : LayerOutcome.Malformed;
        }
    }

    /// <summary>Takes off an Ethernet header.</summary>
    public static LayerOutcome StripEthernet(int nesting, ref ReadOnlySpan<byte> data) =>
        StripTyped(EthernetLength - 2, EthernetLength, nesting, ref data);

    /// <summary>Tells IP from the rest by its version.</summary>
    public static LayerOutcome ByVersion(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty) return LayerOutcome.Truncated;
        return data[0] >> 4 is 4 or 6 ? LayerOutcome.Ip : LayerOutcome.Malformed;
    }

    /// <summary>Passes octets; false if there are not so many.</summary>
    public static bool Cut(int count, ref ReadOnlySpan<byte> data)
    {
        if (data.Length < count) return false;
        data = data[count..];
        return true;
    }

    private static LayerOutcome StripTyped(int typeOffset, int length, int nesting, ref ReadOnlySpan<byte> data)
    {
        if (data.Length < length) return LayerOutcome.Truncated;
        var type = BinaryPrimitives.ReadUInt16BigEndian(data[typeOffset..]);
        data = data[length..];
        return EtherTypes.Strip(type, nesting, ref data);
    }
}
