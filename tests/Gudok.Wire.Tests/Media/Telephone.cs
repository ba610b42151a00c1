using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Gudok.Testing;

namespace Gudok.Wire.Tests;

/// <summary>An end of a call: speaks G.711 in RTP and tells in RTCP what it was sent, as RFC 3550 §6.4 says.</summary>
internal sealed class Telephone : IAsyncDisposable
{
    private const int SamplesPerPacket = 160;

    // Far more often than a telephone does, so that a few seconds are enough.
    private const int PacketsPerReport = 10;

    // Seconds of NTP before those of Unix.
    private const ulong NtpBefore = 2_208_988_800;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly uint _ssrc;
    private readonly Socket _rtp;
    private readonly Socket _rtcp;
    private readonly FaultyWay _voice;
    private readonly FaultyWay _reports;
    private readonly PunctualThread _hearing;
    private volatile HeardReport? _heard;

    public Telephone(IPEndPoint at, IPEndPoint other, uint ssrc, WayFaults faults, Func<IPEndPoint, Socket>? bind = null)
    {
        _ssrc = ssrc;
        bind ??= Bind;
        (_rtp, _rtcp) = (bind(at), bind(Control(at)));
        _voice = new FaultyWay(_rtp, other, faults, (int)ssrc);
        _reports = new FaultyWay(_rtcp, Control(other), faults with { LossPercent = 0 }, (int)ssrc + 1);
        _hearing = new PunctualThread(Hear);
    }

    /// <summary>What the way did to its voice.</summary>
    public FaultyWay Voice => _voice;

    /// <summary>What the way did to its reports.</summary>
    public FaultyWay Reports => _reports;

    /// <summary>Round trips to the other end and back in milliseconds, as it tells them from the other's reports of its own (RFC 3550 §6.4.1).</summary>
    public List<double> RoundTripsMs { get; } = [];

    /// <summary>Speaks for so many packets of 20 ms.</summary>
    public async Task SpeakAsync(int packets)
    {
        using var speaking = new PunctualThread(thread => Speak(thread, packets));
        await speaking.Ended;
    }

    public async ValueTask DisposeAsync()
    {
        await _voice.DisposeAsync();
        await _reports.DisposeAsync();
        _hearing.Stop();
        await _hearing.Ended;
        _hearing.Dispose();
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    private void Speak(PunctualThread thread, int packets)
    {
        var began = Stopwatch.GetTimestamp();
        for (var number = 0; number < packets && !thread.IsStopped; number++)
        {
            // By the moment at which it is due, not from one to the next: what is late once is not late for ever.
            var due = began + ((number + 1) * Stopwatch.Frequency / 50);
            while (Stopwatch.GetTimestamp() < due) PunctualThread.WaitUntil(due);
            _voice.Send(Packet(number), isSpared: number < 5 || number >= packets - 5);
            if (number % PacketsPerReport == 0) _reports.Send(Report(), isSpared: true);
        }
    }

    private byte[] Packet(int number)
    {
        var packet = new byte[12 + SamplesPerPacket];
        (packet[0], packet[1]) = (0x80, 8);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)number);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), (uint)(number * SamplesPerPacket));
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), _ssrc);
        packet.AsSpan(12).Fill(0x2a);
        return packet;
    }

    private byte[] Report()
    {
        var now = TimeProvider.System.GetUtcNow();
        var middle = MiddleOf(now);
        if (_heard is not { } heard) return RtcpBytes.SenderReport(_ssrc, middle);
        var delay = (uint)((now - heard.At).TotalSeconds * 65_536);
        return RtcpBytes.SenderReport(_ssrc, middle, RtcpBytes.Block(heard.Ssrc, lastSr: heard.NtpMiddle, delay: delay));
    }

    private void Hear(PunctualThread thread)
    {
        var buffer = new byte[1500];
        while (!thread.IsStopped)
        {
            if (!_rtcp.Poll(20 * Tick, SelectMode.SelectRead)) continue;
            var length = _rtcp.Receive(buffer);
            var now = TimeProvider.System.GetUtcNow();
            if (length < 16 || buffer[1] != 200) continue;
            var middle = (BinaryPrimitives.ReadUInt32BigEndian(buffer.AsSpan(8)) << 16) | (BinaryPrimitives.ReadUInt32BigEndian(buffer.AsSpan(12)) >> 16);
            _heard = new HeardReport(BinaryPrimitives.ReadUInt32BigEndian(buffer.AsSpan(4)), middle, now);
            NoteRoundTrip(buffer.AsSpan(0, length), now);
        }
    }

    // A block of the report stands behind its head, with the time of our own report that it answers and how long that was held back.
    private void NoteRoundTrip(ReadOnlySpan<byte> report, DateTimeOffset now)
    {
        const int blockAt = 28, blockLength = 24;
        if (report.Length < blockAt + blockLength || BinaryPrimitives.ReadUInt32BigEndian(report[(blockAt + 16)..]) is not (not 0 and var answered)) return;
        RoundTripsMs.Add((MiddleOf(now) - answered - BinaryPrimitives.ReadUInt32BigEndian(report[(blockAt + 20)..])) * 1000.0 / 65_536);
    }

    // The middle 32 bits of an NTP time.
    private static uint MiddleOf(DateTimeOffset moment)
    {
        var ticks = (ulong)(moment - DateTimeOffset.UnixEpoch).Ticks;
        var seconds = (ticks / TimeSpan.TicksPerSecond) + NtpBefore;
        var fraction = ((ticks % TimeSpan.TicksPerSecond) << 16) / TimeSpan.TicksPerSecond;
        return (uint)((seconds << 16) | fraction);
    }

    private static Socket Bind(IPEndPoint at)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(at);
        return socket;
    }

    private static IPEndPoint Control(IPEndPoint media) => new(media.Address, media.Port + 1);

    private sealed record HeardReport(uint Ssrc, uint NtpMiddle, DateTimeOffset At);
}
