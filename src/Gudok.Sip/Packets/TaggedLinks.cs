using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>Takes off link layers that put notes of the capturing system, or of the radio, before the packet.</summary>
internal static class TaggedLinks
{
    /// <summary>Leaves the IP packet in <paramref name="data"/>.</summary>
    public static LayerOutcome Strip(LinkType link, int nesting, ref ReadOnlySpan<byte> data)
    {
        const int encLength = 12;
        return link switch
        {
            LinkType.Ieee80211 => StripWireless(nesting, ref data),
            LinkType.Radiotap => StripRadiotap(nesting, ref data),
            LinkType.Enc => LinkLayers.Cut(encLength, ref data) ? LinkLayers.ByVersion(data) : LayerOutcome.Truncated,
            LinkType.Pflog => StripFilterLog(ref data),
            LinkType.Nflog => StripNetfilterLog(ref data),
            LinkType.Erf => StripErf(nesting, ref data),
            LinkType.Pktap => StripPktap(nesting, ref data),
            _ => LayerOutcome.UnknownLink,
        };
    }

    // IEEE 802.11: only data frames that are not encrypted carry IP that can be read.
    private static LayerOutcome StripWireless(int nesting, ref ReadOnlySpan<byte> data)
    {
        const int headerLength = 24;
        const byte typeMask = 0x0c;
        const byte dataType = 0x08;
        const byte noData = 0x40;
        const byte hasQuality = 0x80;
        const byte bothSystems = 0x03;
        const byte isProtected = 0x40;
        const byte hasHighThroughput = 0x80;
        const int snapLength = 6;
        if (data.Length < 2) return LayerOutcome.Truncated;
        if ((data[0] & typeMask) != dataType || (data[0] & noData) != 0 || (data[1] & isProtected) != 0) return LayerOutcome.NotIp;
        var length = headerLength + ((data[1] & bothSystems) == bothSystems ? 6 : 0);
        if ((data[0] & hasQuality) != 0) length += (data[1] & hasHighThroughput) != 0 ? 6 : 2;
        if (!LinkLayers.Cut(length, ref data) || data.Length < snapLength + 2) return LayerOutcome.Truncated;
        if (data is not [0xaa, 0xaa, 0x03, 0, 0, _, ..]) return LayerOutcome.NotIp;
        var type = BinaryPrimitives.ReadUInt16BigEndian(data[snapLength..]);
        data = data[(snapLength + 2)..];
        return EtherTypes.Strip(type, nesting, ref data);
    }

    private static LayerOutcome StripRadiotap(int nesting, ref ReadOnlySpan<byte> data)
    {
        const int lengthOffset = 2;
        if (data.Length < lengthOffset + 2) return LayerOutcome.Truncated;
        return LinkLayers.Cut(BinaryPrimitives.ReadUInt16LittleEndian(data[lengthOffset..]), ref data)
            ? StripWireless(nesting, ref data)
            : LayerOutcome.Truncated;
    }

    // The first octet tells the length without the padding to a multiple of four.
    private static LayerOutcome StripFilterLog(ref ReadOnlySpan<byte> data)
    {
        const int word = 4;
        if (data.IsEmpty) return LayerOutcome.Truncated;
        return LinkLayers.Cut((data[0] + word - 1) / word * word, ref data) ? LinkLayers.ByVersion(data) : LayerOutcome.Truncated;
    }

    // Family, version and queue; then fields of length, type and value, padded to multiples of four, in the order of the capturing machine,
    // which is little-endian in practice.
    private static LayerOutcome StripNetfilterLog(ref ReadOnlySpan<byte> data)
    {
        const int headLength = 4;
        const int fieldHeadLength = 4;
        const ushort payloadField = 9;
        const ushort typeMask = 0x7fff;
        if (!LinkLayers.Cut(headLength, ref data)) return LayerOutcome.Truncated;
        while (data.Length >= fieldHeadLength)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(data);
            var type = BinaryPrimitives.ReadUInt16LittleEndian(data[2..]) & typeMask;
            if (length < fieldHeadLength) return LayerOutcome.Malformed;
            if (type == payloadField)
            {
                data = data[fieldHeadLength..Math.Min(length, data.Length)];
                return LinkLayers.ByVersion(data);
            }

            if (!LinkLayers.Cut((length + 3) / 4 * 4, ref data)) return LayerOutcome.Truncated;
        }

        return LayerOutcome.NotIp;
    }

    // Time, type, flags, lengths; extension headers of eight octets while the top bit of each type is set; Ethernet behind two octets.
    private static LayerOutcome StripErf(int nesting, ref ReadOnlySpan<byte> data)
    {
        const int headerLength = 16;
        const int typeOffset = 8;
        const int extensionLength = 8;
        const byte hasExtension = 0x80;
        const byte typeMask = 0x7f;
        const int ethernetPad = 2;
        if (data.Length < headerLength) return LayerOutcome.Truncated;
        var type = data[typeOffset] & typeMask;
        var hasMore = (data[typeOffset] & hasExtension) != 0;
        data = data[headerLength..];
        while (hasMore)
        {
            if (data.Length < extensionLength) return LayerOutcome.Truncated;
            hasMore = (data[0] & hasExtension) != 0;
            data = data[extensionLength..];
        }

        switch (type)
        {
            case 2 or 11 or 16 or 20:
                return LinkLayers.Cut(ethernetPad, ref data) ? LinkLayers.StripEthernet(nesting, ref data) : LayerOutcome.Truncated;
            case 22 or 23:
                return LinkLayers.ByVersion(data);
            default:
                return LayerOutcome.NotIp;
        }
    }

    private static LayerOutcome StripPktap(int nesting, ref ReadOnlySpan<byte> data)
    {
        const int linkOffset = 8;
        if (data.Length < linkOffset + 4) return LayerOutcome.Truncated;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(data);
        var link = (LinkType)BinaryPrimitives.ReadUInt32LittleEndian(data[linkOffset..]);
        if (length > (uint)data.Length) return LayerOutcome.Truncated;
        data = data[(int)length..];
        return LinkLayers.Strip(link, nesting, ref data);
    }
}
