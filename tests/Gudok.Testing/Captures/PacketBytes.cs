using System.Buffers.Binary;
using System.Net;

namespace Gudok.Testing;

/// <summary>Builds packets layer by layer from the inside out, as the standards describe them; checksums are left at zero, for
/// captures are full of wrong ones and a reader must not care.</summary>
public static class PacketBytes
{
    public const string Alice = "192.0.2.1";
    public const string Bob = "192.0.2.2";

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    public static byte[] U16(int value) => [(byte)(value >> 8), (byte)value];

    public static byte[] U32(uint value) => [.. U16((int)(value >> 16)), .. U16((int)(value & 0xffff))];

    public static byte[] Ethernet(int type, byte[] payload) => Join(new byte[12], U16(type), payload);

    public static byte[] Sll(int type, byte[] payload) => Join(new byte[14], U16(type), payload);

    public static byte[] Sll2(int type, byte[] payload) => Join(U16(type), new byte[18], payload);

    /// <summary>A tag and the type behind it; goes where the payload of its EtherType goes.</summary>
    public static byte[] Vlan(int id, int type, byte[] payload) => Join(U16(id), U16(type), payload);

    public static byte[] Mpls(uint label, bool isBottom, byte[] payload) => Join(U32(label << 12 | (isBottom ? 0x100u : 0) | 64), payload);

    public static byte[] Pppoe(byte[] ppp) => Join([0x11, 0], U16(1), U16(ppp.Length), ppp);

    public static byte[] Udp(int source, int destination, byte[] payload) =>
        Join(U16(source), U16(destination), U16(payload.Length + 8), U16(0), payload);

    public static byte[] Tcp(int source, int destination, uint sequence, int flags, byte[] payload, byte[]? options = null)
    {
        options ??= [];
        return Join(U16(source), U16(destination), U32(sequence), U32(0), [(byte)((20 + options.Length) / 4 << 4), (byte)flags], U16(1000), U32(0), options, payload);
    }

    // The argument "pieces" is flags and fragment offset as on the wire: 0x2000 and units of eight octets.
    public static byte[] IPv4(
        int protocol, byte[] payload, string source = Alice, string destination = Bob, int id = 0, int pieces = 0, byte[]? options = null)
    {
        options ??= [];
        return Join(
            [(byte)(0x45 + options.Length / 4), 0],
            U16(20 + options.Length + payload.Length),
            U16(id),
            U16(pieces),
            [64, (byte)protocol],
            U16(0),
            IPAddress.Parse(source).GetAddressBytes(),
            IPAddress.Parse(destination).GetAddressBytes(),
            options,
            payload);
    }

    public static byte[] IPv6(int next, byte[] payload, string source = "2001:db8::1", string destination = "2001:db8::2") => Join(
        U32(0x60000000),
        U16(payload.Length),
        [(byte)next, 64],
        IPAddress.Parse(source).GetAddressBytes(),
        IPAddress.Parse(destination).GetAddressBytes(),
        payload);

    // The argument "pieces" is the offset in octets, always a multiple of eight, and the bit of more fragments.
    public static byte[] IPv6Fragment(int next, uint id, int pieces, byte[] payload) => Join([(byte)next, 0], U16(pieces), U32(id), payload);

    public static byte[] Gre(int type, byte[] payload, int flags = 0, byte[]? fields = null) => Join(U16(flags), U16(type), fields ?? [], payload);

    public static byte[] Gtp(byte[] payload, int flags = 0x30, byte[]? fields = null) =>
        Join([(byte)flags, 255], U16(payload.Length + (fields?.Length ?? 0)), U32(77), fields ?? [], payload);

    public static byte[] Vxlan(byte[] frame) => Join(U32(0x08000000), U32(42 << 8), frame);

    /// <summary>An Ethernet frame with a UDP datagram over IPv4 from Alice to Bob.</summary>
    public static byte[] UdpFrame(byte[] payload, int source = 5060, int destination = 5060) =>
        Ethernet(0x0800, IPv4(17, Udp(source, destination, payload)));

    /// <summary>An Ethernet frame with a TCP segment over IPv4 from Alice to Bob.</summary>
    public static byte[] TcpFrame(uint sequence, byte[] payload, int flags = 0x10, int source = 5060, int destination = 5060) =>
        Ethernet(0x0800, IPv4(6, Tcp(source, destination, sequence, flags, payload)));

    /// <summary>Reads what is not in the test's own words: a number in network order.</summary>
    public static uint ReadU32(ReadOnlySpan<byte> octets) => BinaryPrimitives.ReadUInt32BigEndian(octets);
}
