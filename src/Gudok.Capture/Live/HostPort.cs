using System.Globalization;
using System.Net;

namespace Gudok.Capture;

/// <summary>Host and port as settings name them.</summary>
internal static class HostPort
{
    /// <summary>Reads <c>host:port</c>, IPv6 in brackets; null if it is none.</summary>
    public static (string Host, int Port)? TryRead(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is 0 or > 65535) return null;
        var host = text[..colon].Trim('[', ']');
        return Uri.CheckHostName(host) == UriHostNameType.Unknown ? null : (host, port);
    }

    /// <summary>Whether a host is this machine.</summary>
    public static bool IsHere(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
