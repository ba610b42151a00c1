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

    private readonly Socket _socket;
    private readonly HepDecoder _decoder;
    private readonly TimeProvider _clock;
    private readonly NetworkStream _stream;
    private readonly PipeReader _reader;
    private long _workedUpTo;
    private volatile bool _isWorking;

    public HepTcpConnection(Socket socket, HepDecoder decoder, TimeProvider clock)
    {
        _socket = socket;
        _decoder = decoder;
        _clock = clock;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = PipeReader.Create(_stream, new StreamPipeReaderOptions(bufferSize: BlockBytes));
        _workedUpTo = (Instant.Now(clock) - LongestAccept).Micros;
    }

    /// <inheritdoc />
    public Instant WorkedUpTo(Instant now)
    {
        try
        {
            // In this order: what the kernel no longer holds is being worked on, or has been.
            var isTaken = _socket.Available == 0;
            return isTaken && !_isWorking ? now : new Instant(Volatile.Read(ref _workedUpTo));
        }
        catch (ObjectDisposedException)
        {
            // The agent has gone meanwhile, and with it what it had not sent whole.
            return now;
        }
    }

    /// <summary>Reads until the agent ends the connection.</summary>
    public async Task ReadAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            // Waits without taking: until we say that we work on it, what came lies in the kernel.
            await _socket.ReceiveAsync(Memory<byte>.Empty, stop).ConfigureAwait(false);
            var began = Instant.Now(_clock);
            // The wait may end for octets that were taken already: then the read waits too, and nobody works.
            _isWorking = _socket.Available > 0;
            var read = await _reader.ReadAsync(stop).ConfigureAwait(false);
            _isWorking = true;
            var consumed = Consume(read.Buffer);
            _reader.AdvanceTo(read.Buffer.GetPosition(consumed), read.Buffer.End);
            Volatile.Write(ref _workedUpTo, began.Micros);
            _isWorking = false;
            if (read.IsCompleted) break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _reader.CompleteAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
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
