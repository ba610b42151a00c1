using System.Net;
using System.Net.Sockets;

namespace Gudok.Wire.Tests;

/// <summary>Takes datagrams on loopback and keeps them.</summary>
internal sealed class HepReceiver : IAsyncDisposable
{
    private const int BufferLength = 8_000_000;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = BufferLength };
    private readonly CancellationTokenSource _stop = new();
    private readonly List<byte[]> _packets = [];
    private readonly Task _receiving;

    public HepReceiver()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _receiving = ReceiveAsync();
    }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>Ends the receiving and gives what came.</summary>
    public async Task<IReadOnlyList<byte[]>> FinishAsync()
    {
        await _stop.CancelAsync();
        await _receiving;
        return _packets;
    }

    public async ValueTask DisposeAsync()
    {
        await FinishAsync();
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[65_535];
        try
        {
            while (true) _packets.Add(buffer[..await _socket.ReceiveAsync(buffer, _stop.Token)]);
        }
        catch (OperationCanceledException)
        {
            // The end of the test, not of the traffic.
        }
    }
}
