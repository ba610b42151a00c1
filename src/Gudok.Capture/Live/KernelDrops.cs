using System.Globalization;
using System.Net;

namespace Gudok.Capture;

/// <summary>Reads how many datagrams the kernel threw away because a socket's buffer was full (Linux, /proc/net/udp).</summary>
internal static class KernelDrops
{
    private const int LocalAddressColumn = 1;

    /// <summary>The count of the socket bound to an endpoint; null where the system does not tell.</summary>
    public static long? Read(IPEndPoint endpoint)
    {
        var table = endpoint.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? "/proc/net/udp6" : "/proc/net/udp";
        if (!File.Exists(table)) return null;
        var port = endpoint.Port.ToString("X4", CultureInfo.InvariantCulture);
        long? drops = null;
        foreach (var line in File.ReadLines(table))
        {
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length < 3 || !columns[LocalAddressColumn].EndsWith(":" + port, StringComparison.Ordinal)) continue;
            if (long.TryParse(columns[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)) drops = (drops ?? 0) + count;
        }

        return drops;
    }
}
