using System.Globalization;
using System.Net;

namespace Gudok.Sip;

/// <summary>An IP address and port without a heap object: what one end of a packet was.</summary>
/// <param name="Address">The address as a 128-bit number; IPv4 as an IPv4-mapped address (RFC 4291 §2.5.5.2). Zero when not known.</param>
/// <param name="Port">The port of UDP, TCP or SCTP; zero when not known.</param>
public readonly record struct NetworkEndpoint(UInt128 Address, ushort Port)
{
    private const ulong MappedPrefix = 0xffffUL << 32;

    /// <summary>Whether the address is an IPv4 one.</summary>
    public bool IsIPv4 => (ulong)(Address >> 64) == 0 && ((ulong)Address & 0xffffffff00000000UL) == MappedPrefix;

    /// <summary>Makes an endpoint of an IPv4 address in host order (127.0.0.1 is 0x7f000001).</summary>
    public static NetworkEndpoint FromIPv4(uint address, ushort port) => new(new UInt128(0, MappedPrefix | address), port);

    /// <summary>Makes an endpoint of the 16 octets of an IPv6 address in network order.</summary>
    public static NetworkEndpoint FromIPv6(ReadOnlySpan<byte> octets, ushort port) =>
        new(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(octets), port);

    /// <summary>Makes an endpoint of a framework address.</summary>
    public static NetworkEndpoint From(IPEndPoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        Span<byte> octets = stackalloc byte[16];
        endpoint.Address.MapToIPv6().TryWriteBytes(octets, out _);
        return FromIPv6(octets, (ushort)endpoint.Port);
    }

    /// <summary>The address as the framework's type, IPv4 unmapped.</summary>
    public IPAddress ToIPAddress()
    {
        Span<byte> octets = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(octets, Address);
        return IsIPv4 ? new IPAddress(octets[12..]) : new IPAddress(octets);
    }

    /// <summary><c>192.0.2.1:5060</c> or <c>[2001:db8::1]:5060</c>.</summary>
    public override string ToString() => IsIPv4
        ? string.Create(CultureInfo.InvariantCulture, $"{ToIPAddress()}:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"[{ToIPAddress()}]:{Port}");
}
