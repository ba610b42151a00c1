using System.Net.Sockets;

namespace Gudok;

/// <summary>Who sits at the other end of a Unix socket (Linux, SO_PEERCRED).</summary>
internal static class PeerUser
{
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;
    private const int CredentialsLength = 12;

    /// <summary>Whether the peer runs under the same user as this process.</summary>
    public static bool IsOurs(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[CredentialsLength];
        return socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials) == CredentialsLength
            && BitConverter.ToUInt32(credentials[4..8]) == OwnUserId();
    }

    private static uint OwnUserId()
    {
        foreach (var line in File.ReadLines("/proc/self/status"))
        {
            if (line.StartsWith("Uid:", StringComparison.Ordinal))
                return uint.Parse(line.Split('\t', StringSplitOptions.RemoveEmptyEntries)[2], System.Globalization.CultureInfo.InvariantCulture);
        }

        throw new InvalidDataException("/proc/self/status tells no user id.");
    }
}
