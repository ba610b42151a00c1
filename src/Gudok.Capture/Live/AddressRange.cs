using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>A network by its prefix, compared without making an object an address. IPv4 stands as IPv6-mapped (RFC 4291 §2.5.5.2).</summary>
internal readonly record struct AddressRange(HostAddress Prefix, HostAddress Mask)
{
    private const int IPv4At = 4;
    private const int IPv6At = 8;
    private const int Bits = 128;
    private const int HalfBits = 64;
    private const int MappedBits = 96;

    /// <summary>Reads <c>192.0.2.0/24</c>, <c>2001:db8::/32</c>, or one address. IPv4 has four decimal parts: <c>10.1</c>, an old way to write 10.0.0.1, is
    /// refused, as who writes it means a network.</summary>
    public static bool TryParse(string text, out AddressRange range)
    {
        range = default;
        if (!IsWrittenOut(text)) return false;
        if (IPNetwork.TryParse(text, out var network)) range = Of(network.BaseAddress, network.PrefixLength);
        else if (IPAddress.TryParse(text, out var address)) range = Of(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : Bits);
        else return false;
        return true;
    }

    private static bool IsWrittenOut(string text)
    {
        var end = text.IndexOf('/', StringComparison.Ordinal);
        var address = end < 0 ? text : text[..end];
        return address.Contains(':', StringComparison.Ordinal) || (IPAddress.TryParse(address, out var read) && read.ToString() == address);
    }

    /// <summary>The address of a peer, as it lies in the kernel's form.</summary>
    public static HostAddress AddressOf(SocketAddress peer)
    {
        var octets = peer.Buffer.Span;
        return peer.Family == AddressFamily.InterNetwork
            ? HostAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(octets[IPv4At..]))
            : HostAddress.Read(octets[IPv6At..]);
    }

    public bool Contains(HostAddress address) => Cut(address, Mask) == Prefix;

    private static AddressRange Of(IPAddress address, int length)
    {
        Span<byte> octets = stackalloc byte[HostAddress.Length];
        address.MapToIPv6().TryWriteBytes(octets, out _);
        var bits = length + (address.AddressFamily == AddressFamily.InterNetwork ? MappedBits : 0);
        var mask = new HostAddress(Ones(bits), Ones(bits - HalfBits));
        return new AddressRange(Cut(HostAddress.Read(octets), mask), mask);
    }

    private static HostAddress Cut(HostAddress address, HostAddress mask) => new(address.High & mask.High, address.Low & mask.Low);

    /// <summary>A half with so many bits set, from its first one on.</summary>
    private static ulong Ones(int bits) => bits <= 0 ? 0 : bits >= HalfBits ? ulong.MaxValue : ulong.MaxValue << (HalfBits - bits);
}
