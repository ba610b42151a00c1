using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;

namespace Gudok.Wire.Tests;

/// <summary>A cable that passes Ethernet frames between two interfaces; of RTP and RTCP it loses, delays and reorders what it is told to, and remembers what it did.</summary>
/// <remarks>Does what netem does, the queueing discipline of Linux, which is a module of the kernel that not every machine has, and which tells nobody what it did.</remarks>
internal sealed class FaultyCable : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private const int UdpAt = 34;
    private const int PayloadAt = 42;

    private readonly Socket _left;
    private readonly Socket _right;
    private readonly Func<uint, WayFaults> _faultsOf;
    private readonly int _packets;
    private readonly int _seed;
    private readonly Dictionary<(bool IsRightward, uint Ssrc), CableStream> _streams = [];
    private readonly PriorityQueue<(byte[] Frame, bool IsRightward), long> _under = new();
    private readonly Lock _turn = new();
    private readonly PunctualThread[] _working;

    /// <summary>Lays the cable.</summary>
    /// <param name="left">One end; becomes its own.</param>
    /// <param name="right">The other.</param>
    /// <param name="faultsOf">What it does to the media of a source.</param>
    /// <param name="packets">How many packets of RTP each source sends, numbered from 0.</param>
    /// <param name="seed">Of what it does by chance.</param>
    public FaultyCable(Socket left, Socket right, Func<uint, WayFaults> faultsOf, int packets, int seed)
    {
        (_left, _right, _faultsOf, _packets, _seed) = (left, right, faultsOf, packets, seed);
        _working = [new(thread => Hear(thread, isRightward: true)), new(thread => Hear(thread, isRightward: false)), new(Pass)];
    }

    /// <summary>What it did to the media of a source that came at the left end.</summary>
    public CableStream Rightward(uint ssrc) => StreamOf(isRightward: true, ssrc);

    /// <summary>What it did to the media of a source that came at the right end.</summary>
    public CableStream Leftward(uint ssrc) => StreamOf(isRightward: false, ssrc);

    /// <summary>Whether so many packets of a source have come and left.</summary>
    public bool HasPassed(CableStream stream, int packets)
    {
        lock (_turn) return stream.Came.Count == packets && stream.Passed.Count + stream.Lost == packets;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var thread in _working) thread.Stop();
        await Task.WhenAll(_working.Select(thread => thread.Ended));
        foreach (var thread in _working) thread.Dispose();
        _left.Dispose();
        _right.Dispose();
    }

    private CableStream StreamOf(bool isRightward, uint ssrc)
    {
        lock (_turn) return _streams.TryGetValue((isRightward, ssrc), out var known) ? known : _streams[(isRightward, ssrc)] = new CableStream(_faultsOf(ssrc), _packets, (_seed * 10_000) + ((isRightward ? 0 : 5_000) + (int)ssrc));
    }

    private void Hear(PunctualThread thread, bool isRightward)
    {
        var (from, to) = isRightward ? (_left, _right) : (_right, _left);
        var buffer = new byte[2048];
        while (!thread.IsStopped)
        {
            if (!from.Poll(20 * Tick, SelectMode.SelectRead)) continue;
            var frame = buffer.AsSpan(0, from.Receive(buffer)).ToArray();
            // The host left it to a network card to make it.
            if (IsUdp(frame)) frame.AsSpan(UdpAt + 6, 2).Clear();
            if (IsMedia(frame)) Take(frame, isRightward);
            else to.Send(frame);
        }
    }

    private void Take(byte[] frame, bool isRightward)
    {
        var now = Stopwatch.GetTimestamp();
        var isReport = IsReport(frame);
        var ssrc = SsrcOf(frame);
        var stream = StreamOf(isRightward, ssrc);
        lock (_turn)
        {
            if (!isReport)
            {
                stream.Came.Add((CableStream.TimestampOf(frame.AsSpan(PayloadAt)), Milliseconds(now)));
                if (stream.Loses(BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(PayloadAt + 2))))
                {
                    stream.Lost++;
                    return;
                }
            }

            var delayMs = stream.NextDelayMs();
            if (!isReport) stream.SetMs[CableStream.TimestampOf(frame.AsSpan(PayloadAt))] = delayMs;
            _under.Enqueue((frame, isRightward), now + (long)(delayMs * Stopwatch.Frequency / 1000));
        }
    }

    private void Pass(PunctualThread thread)
    {
        var next = 0L;
        while (!thread.IsStopped)
        {
            while (TryTake(out var frame, out var isRightward, out next))
            {
                (isRightward ? _right : _left).Send(frame);
                Note(frame, isRightward, Stopwatch.GetTimestamp());
            }

            PunctualThread.WaitUntil(next);
        }
    }

    private void Note(byte[] frame, bool isRightward, long leftAt)
    {
        var stream = StreamOf(isRightward, SsrcOf(frame));
        lock (_turn)
        {
            if (!IsReport(frame)) stream.Passed.Add((CableStream.TimestampOf(frame.AsSpan(PayloadAt)), Milliseconds(leftAt)));
        }
    }

    private bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out byte[]? frame, out bool isRightward, out long next)
    {
        lock (_turn)
        {
            (frame, isRightward, next) = (null, false, long.MaxValue);
            if (!_under.TryPeek(out _, out var due)) return false;
            next = due;
            if (due > Stopwatch.GetTimestamp()) return false;
            (frame, isRightward) = _under.Dequeue();
            return true;
        }
    }

    private static double Milliseconds(long ticks) => ticks * 1000.0 / Stopwatch.Frequency;

    // Hosts of these tests send neither IPv6 nor options of IP nor fragments.
    private static bool IsUdp(byte[] frame) => frame.Length >= PayloadAt && BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(12)) == 0x0800 && frame[23] == 17;

    // Version 2, where SIP has a letter.
    private static bool IsMedia(byte[] frame) => IsUdp(frame) && frame.Length >= PayloadAt + 12 && frame[PayloadAt] >> 6 == 2;

    private static bool IsReport(byte[] frame) => frame[PayloadAt + 1] is >= 200 and <= 207;

    private static uint SsrcOf(byte[] frame) => BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(PayloadAt + (IsReport(frame) ? 4 : 8)));
}
