using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Gudok.Capture;

/// <summary>One connection to the next collector.</summary>
internal sealed class RelayLink : IAsyncDisposable
{
    private const int TcpLevel = 6;
    private const int UserTimeout = 18;

    // So long may the other kernel be silent about what it was sent.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(20);

    private readonly CountedStream _octets;
    private readonly Stream _stream;
    private readonly Task _ended;

    private RelayLink(CountedStream octets, Stream stream)
    {
        _octets = octets;
        _stream = stream;
        _ended = ReadToEndAsync();
    }

    /// <summary>Octets given to the kernel.</summary>
    public long Given => _octets.Written;

    /// <summary>Octets that the other kernel has taken.</summary>
    public long Taken => _octets.Written - Unacknowledged();

    /// <summary>Whether the other side ended the connection.</summary>
    public bool IsEnded => _ended.IsCompleted;

    /// <summary>Connects.</summary>
    /// <param name="place">Host and port.</param>
    /// <param name="tls">TLS above it; null for none.</param>
    /// <param name="clock">Tells which certificates hold.</param>
    /// <param name="stop">Ends the waiting.</param>
    public static async Task<RelayLink> ConnectAsync((string Host, int Port) place, TlsClient? tls, TimeProvider clock, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(place.Host, place.Port, stop).ConfigureAwait(false);
            socket.NoDelay = true;
            socket.SetRawSocketOption(TcpLevel, UserTimeout, BitConverter.GetBytes((int)LongestSilence.TotalMilliseconds));
            var octets = new CountedStream(socket);
            return new RelayLink(octets, tls is null ? octets : await tls.OpenAsync(octets, clock, stop).ConfigureAwait(false));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a block.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task SendAsync(RelayBlock block, CancellationToken stop)
    {
        await _stream.WriteAsync(block.Octets, stop).ConfigureAwait(false);
        await _stream.FlushAsync(stop).ConfigureAwait(false);
    }

    /// <summary>Closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        await _octets.DisposeAsync().ConfigureAwait(false);
        await _ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // A collector has nothing to say; that it ended the connection shows here first.
    private async Task ReadToEndAsync()
    {
        var buffer = new byte[256];
        while (await _stream.ReadAsync(buffer).ConfigureAwait(false) > 0)
        {
            // Whatever it says is no HEP answer: there is none.
        }
    }

    private long Unacknowledged()
    {
        const nuint queuedOctets = 0x5411; // SIOCOUTQ
        return Native.Ask((int)_octets.Socket.SafeHandle.DangerousGetHandle(), queuedOctets, out var queued) == 0 ? queued : 0;
    }

    private static class Native
    {
        [DllImport("libc", EntryPoint = "ioctl", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Ask(int file, nuint what, out int value);
    }
}
