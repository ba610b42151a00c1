using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Receives HEP3 over TCP: frames one after the other on each connection.</summary>
internal sealed class HepTcpReceiver : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly HepOptions _options;
    private readonly ILiveSink _sink;
    private readonly CaptureCounters _counters;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private int _connections;
    private Task _accepting = Task.CompletedTask;

    public HepTcpReceiver(IPEndPoint endpoint, HepOptions options, ILiveSink sink, CaptureCounters counters, TimeProvider clock)
    {
        _options = options;
        _sink = sink;
        _counters = counters;
        _clock = clock;
        _listener = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Bind(endpoint);
        _listener.Listen();
    }

    public void Start() => _accepting = AcceptAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var socket = await _listener.AcceptAsync(_stop.Token).ConfigureAwait(false);
            if (Interlocked.Increment(ref _connections) > _options.MaxConnections)
            {
                Interlocked.Decrement(ref _connections);
                _counters.CountDropped(DropPlace.Connection);
                socket.Dispose();
                continue;
            }

            _ = ReadAsync(socket);
        }
    }

    private async Task ReadAsync(Socket socket)
    {
        var decoder = new HepDecoder(_sink, _counters, _options);
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 256 * 1024));
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                var read = await reader.ReadAsync(_stop.Token).ConfigureAwait(false);
                var consumed = Consume(read.Buffer, decoder);
                reader.AdvanceTo(read.Buffer.GetPosition(consumed), read.Buffer.End);
                if (read.IsCompleted) break;
            }
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException)
        {
            // The agent went away in the middle of a packet: what it had sent whole is taken, the rest never came.
            if (!_stop.IsCancellationRequested) _counters.CountDropped(DropPlace.Connection);
        }
        finally
        {
            await reader.CompleteAsync().ConfigureAwait(false);
            Interlocked.Decrement(ref _connections);
        }
    }

    /// <summary>Takes every whole packet; gives how many octets they were. What is no HEP is skipped up to the next magic and counted once.</summary>
    private long Consume(ReadOnlySequence<byte> buffer, HepDecoder decoder)
    {
        if (buffer.IsSingleSegment) return Consume(buffer.FirstSpan, decoder);
        var length = (int)Math.Min(buffer.Length, int.MaxValue);
        var joined = ArrayPool<byte>.Shared.Rent(length);
        buffer.Slice(0, length).CopyTo(joined);
        var consumed = Consume(joined.AsSpan(0, length), decoder);
        ArrayPool<byte>.Shared.Return(joined);
        return consumed;
    }

    private long Consume(ReadOnlySpan<byte> bytes, HepDecoder decoder)
    {
        var arrival = Instant.Now(_clock);
        var total = 0;
        while (total < bytes.Length)
        {
            var status = HepPacket.TryReadStream(bytes[total..], out var packet, out var consumed, out _);
            if (status == HepReadStatus.NeedMore) break;
            if (status == HepReadStatus.Complete) decoder.Accept(packet, arrival);
            else decoder.Refuse();
            total += consumed;
            if (consumed == 0) break;
        }

        return total;
    }
}
