using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>The one's complement sum that IP, UDP and TCP guard themselves with (RFC 1071).</summary>
internal static class InternetChecksum
{
    /// <summary>Adds octets to a running sum; an odd last octet counts as the high half of a word.</summary>
    public static uint Add(uint sum, ReadOnlySpan<byte> octets)
    {
        ulong total = sum;
        while (octets.Length >= 4)
        {
            total += BinaryPrimitives.ReadUInt32BigEndian(octets);
            octets = octets[4..];
        }

        if (octets.Length >= 2)
        {
            total += BinaryPrimitives.ReadUInt16BigEndian(octets);
            octets = octets[2..];
        }

        if (octets.Length == 1) total += (uint)octets[0] << 8;
        return Fold(total);
    }

    /// <summary>The value for the header field: the complement of the folded sum.</summary>
    public static ushort Finish(uint sum) => (ushort)~Fold(sum);

    private static uint Fold(ulong total)
    {
        while (total > 0xffff) total = (total & 0xffff) + (total >> 16);
        return (uint)total;
    }
}
