using System.Globalization;
using System.Net;

namespace Gudok.Sip;

/// <summary>An IP address and port without a heap object: what one end of a packet was.</summary>
/// <param name="Address">The address; zero when not known.</param>
/// <param name="Port">The port of UDP, TCP or SCTP; zero when not known.</param>
public readonly record struct NetworkEndpoint(HostAddress Address, ushort Port)
{
    /// <summary>Whether the address is an IPv4 one.</summary>
    public bool IsIPv4 => Address.IsIPv4;

    /// <inheritdoc />
    public bool Equals(NetworkEndpoint other) => Address.Equals(other.Address) && Port == other.Port;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Address.High, Address.Low, Port);

    /// <summary>Makes an endpoint of an IPv4 address in host order (127.0.0.1 is 0x7f000001).</summary>
    public static NetworkEndpoint FromIPv4(uint address, ushort port) => new(HostAddress.FromIPv4(address), port);

    /// <summary>Makes an endpoint of the 16 octets of an IPv6 address in network order.</summary>
    public static NetworkEndpoint FromIPv6(ReadOnlySpan<byte> octets, ushort port) => new(HostAddress.Read(octets), port);

    /// <summary>Makes an endpoint of a framework address.</summary>
    public static NetworkEndpoint From(IPEndPoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        Span<byte> octets = stackalloc byte[HostAddress.Length];
        endpoint.Address.MapToIPv6().TryWriteBytes(octets, out _);
        return FromIPv6(octets, (ushort)endpoint.Port);
    }

    /// <summary>The address as the framework's type, IPv4 unmapped.</summary>
    public IPAddress ToIPAddress()
    {
        Span<byte> octets = stackalloc byte[HostAddress.Length];
        Address.Write(octets);
        return IsIPv4 ? new IPAddress(octets[12..]) : new IPAddress(octets);
    }

    /// <summary><c>192.0.2.1:5060</c> or <c>[2001:db8::1]:5060</c>.</summary>
    public override string ToString() => IsIPv4
        ? string.Create(CultureInfo.InvariantCulture, $"{ToIPAddress()}:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"[{ToIPAddress()}]:{Port}");
}
