using System.Net;
using System.Net.Sockets;

namespace Gudok.Access;

/// <summary>Address ranges that a program may come from.</summary>
internal static class ClientNetworks
{
    /// <summary>Reads ranges as <c>10.0.0.0/8</c> or one address.</summary>
    /// <exception cref="AccessException">GDK-7102: one of them is none.</exception>
    public static string? Read(IReadOnlyList<string> ranges) => ranges.Count == 0 ? null : string.Join(' ', ranges.Select(Read));

    /// <summary>Whether an address lies in one of the ranges.</summary>
    public static bool Hold(string? ranges, IPAddress? address)
    {
        if (ranges is null) return true;
        if (address is null) return false;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return ranges.Split(' ').Any(range => IPNetwork.Parse(range).Contains(address));
    }

    private static string Read(string range)
    {
        var text = range.Trim();
        if (IPAddress.TryParse(text, out var one)) text = $"{one}/{(one.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)}";
        return IPNetwork.TryParse(text, out var network)
            ? network.ToString()
            : throw new AccessException(AccessFaults.ClientWrong, $"\"{range}\" is no range of addresses: give one such as 10.1.0.0/16");
    }
}
