using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Gudok.Wire.Tests;

/// <summary>What a way does to packets.</summary>
/// <param name="LossPercent">Share of them that is lost.</param>
/// <param name="DelayMs">How long each takes at least.</param>
/// <param name="SpreadMs">How much longer some take: evenly spread, so that a spread above the time between two packets puts them out of order.</param>
internal sealed record WayFaults(double LossPercent, double DelayMs, double SpreadMs);

/// <summary>A way from one end to another that loses, delays and reorders, and remembers what it did. What it lets pass leaves the sender's own socket.</summary>
/// <remarks>Stands for the network: the queueing disciplines that do the same are a module of the kernel that not every machine has.</remarks>
internal sealed class FaultyWay : IAsyncDisposable
{
    private readonly Socket _from;
    private readonly IPEndPoint _to;
    private readonly WayFaults _faults;
    private readonly Random _random;
    private readonly PriorityQueue<(byte[] Packet, long GivenAt), long> _under = new();
    private readonly Lock _turn = new();
    private readonly PunctualThread _passing;

    public FaultyWay(Socket from, IPEndPoint to, WayFaults faults, int seed)
    {
        (_from, _to, _faults, _random) = (from, to, faults, new Random(seed));
        _passing = new PunctualThread(Pass);
    }

    /// <summary>How many were lost.</summary>
    public int Lost { get; private set; }

    /// <summary>What passed, with the moment in milliseconds at which it left.</summary>
    public List<(byte[] Packet, double At)> Passed { get; } = [];

    /// <summary>How long they took together, in milliseconds: on a busy machine longer than was set.</summary>
    public double TookMs { get; private set; }

    /// <summary>Sends a packet on its way.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="isSpared">Whether it is not lost: at both ends of a stream nothing would tell.</param>
    public void Send(byte[] packet, bool isSpared)
    {
        lock (_turn)
        {
            if (!isSpared && _random.NextDouble() * 100 < _faults.LossPercent)
            {
                Lost++;
                return;
            }

            var delay = _faults.DelayMs + (_random.NextDouble() * _faults.SpreadMs);
            var now = Stopwatch.GetTimestamp();
            _under.Enqueue((packet, now), now + (long)(delay * Stopwatch.Frequency / 1000));
        }
    }

    /// <summary>Waits until everything has arrived, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _passing.Stop();
        await _passing.Ended;
        _passing.Dispose();
    }

    private void Pass(PunctualThread thread)
    {
        var next = 0L;
        while (!(thread.IsStopped && IsEmpty()))
        {
            while (TryTake(out var packet, out var givenAt, out next))
            {
                _from.SendTo(packet, _to);
                TookMs += Stopwatch.GetElapsedTime(givenAt).TotalMilliseconds;
                Passed.Add((packet, Stopwatch.GetTimestamp() * 1000.0 / Stopwatch.Frequency));
            }

            PunctualThread.WaitUntil(next);
        }
    }

    private bool IsEmpty()
    {
        lock (_turn) return _under.Count == 0;
    }

    private bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out byte[]? packet, out long givenAt, out long next)
    {
        lock (_turn)
        {
            (packet, givenAt, next) = (null, 0, long.MaxValue);
            if (!_under.TryPeek(out _, out var due)) return false;
            next = due;
            if (due > Stopwatch.GetTimestamp()) return false;
            (packet, givenAt) = _under.Dequeue();
            return true;
        }
    }
}
