using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>One connection of an agent: HEP3 frames one after the other.</summary>
internal sealed class HepTcpConnection : ILiveInput, IAsyncDisposable
{
    private const int BlockBytes = 256 * 1024;

    // What an agent sent before it was accepted came at an unknown moment, but hardly earlier than this before.
    private static readonly TimeSpan LongestAccept = TimeSpan.FromSeconds(1);

    private readonly HepDecoder _decoder;
    private readonly TimeProvider _clock;
    private readonly WatchedSocketStream _octets;
    private readonly Stream _stream;
    private readonly PipeReader _reader;

    /// <summary>Takes over a connection.</summary>
    /// <param name="octets">The connection.</param>
    /// <param name="stream">What is read: the connection itself, or TLS above it.</param>
    /// <param name="decoder">Takes the packets.</param>
    /// <param name="clock">Tells when they came.</param>
    public HepTcpConnection(WatchedSocketStream octets, Stream stream, HepDecoder decoder, TimeProvider clock)
    {
        _octets = octets;
        _stream = stream;
        _decoder = decoder;
        _clock = clock;
        _reader = PipeReader.Create(_stream, new StreamPipeReaderOptions(bufferSize: BlockBytes));
    }

    /// <summary>Watches a connection that was accepted.</summary>
    public static WatchedSocketStream Watch(Socket socket, TimeProvider clock) => new(socket, clock, Instant.Now(clock) - LongestAccept);

    /// <inheritdoc />
    public Instant WorkedUpTo(Instant now) => _octets.WorkedUpTo(now);

    /// <summary>Reads until the agent ends the connection.</summary>
    public async Task ReadAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var read = await _reader.ReadAsync(stop).ConfigureAwait(false);
            var consumed = Consume(read.Buffer);
            _reader.AdvanceTo(read.Buffer.GetPosition(consumed), read.Buffer.End);
            if (read.IsCompleted) break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _reader.CompleteAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
        await _octets.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Takes every whole packet; gives how many octets they were. What is no HEP is skipped up to the next magic and counted once.</summary>
    private long Consume(ReadOnlySequence<byte> buffer)
    {
        if (buffer.IsSingleSegment) return Consume(buffer.FirstSpan);
        var length = (int)Math.Min(buffer.Length, int.MaxValue);
        var joined = ArrayPool<byte>.Shared.Rent(length);
        buffer.Slice(0, length).CopyTo(joined);
        var consumed = Consume(joined.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(joined);
        return consumed;
    }

    private long Consume(ReadOnlySpan<byte> bytes)
    {
        var arrival = Instant.Now(_clock);
        var total = 0;
        while (total < bytes.Length)
        {
            var status = HepPacket.TryReadStream(bytes[total..], out var packet, out var consumed, out _);
            if (status == HepReadStatus.NeedMore) break;
            if (status == HepReadStatus.Complete) _decoder.Accept(packet, arrival);
            else _decoder.Refuse();
            total += consumed;
            if (consumed == 0) break;
        }

        return total;
    }
}
