using System.Net;
using System.Net.Sockets;

namespace Gudok.Access;

/// <summary>Whom an address counts for: IPv4 each for itself, IPv6 all of the 64-bit network that one connection is given, else whoever has one would have addresses without end.</summary>
public static class NetworkKey
{
    private const int NetworkOctets = 8;

    /// <summary>The key of an address; what is none stands for itself.</summary>
    public static string Of(string address) => IPAddress.TryParse(address, out var read) ? Of(read) : address;

    /// <summary>The key of an address.</summary>
    public static string Of(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4().ToString();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        var octets = address.GetAddressBytes();
        octets.AsSpan(NetworkOctets).Clear();
        return new IPAddress(octets) + "/64";
    }
}
