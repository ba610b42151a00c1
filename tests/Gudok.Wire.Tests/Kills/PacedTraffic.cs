using System.Net;
using System.Net.Sockets;
using Gudok.Capture;
using Gudok.Sip;

namespace Gudok.Wire.Tests;

/// <summary>Simulated calls sent as HEP in real time, with the truth about each and the moments at which its messages left.</summary>
internal sealed class PacedTraffic
{
    private readonly Dictionary<long, List<Instant>> _sent = [];
    private readonly List<SimulatedCall> _calls = [];

    /// <summary>The calls sent.</summary>
    public IReadOnlyList<SimulatedCall> Calls => _calls;

    /// <summary>When the messages of a call left: for each the moments before and after it did.</summary>
    public IReadOnlyList<Instant> SentOf(SimulatedCall call) => _sent[call.Number];

    /// <summary>Sends everything, whether somebody listens or not.</summary>
    public async Task SendAsync(IPEndPoint to, SimulationOptions options, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var simulator = new CallSimulator(options with { Start = Instant.Now(TimeProvider.System) }, _calls.Add);
        var packet = new byte[HepWriter.MaxPacketLength];
        while (simulator.MoveNext())
        {
            var (due, call, length) = Write(simulator.Current, packet);
            var ahead = due - Instant.Now(TimeProvider.System);
            if (ahead > TimeSpan.FromMilliseconds(1)) await Task.Delay(ahead, cancellationToken);
            if (!_sent.TryGetValue(call, out var moments)) _sent[call] = moments = [];
            moments.Add(Instant.Now(TimeProvider.System));
            await socket.SendToAsync(packet.AsMemory(0, length), to, cancellationToken);
            moments.Add(Instant.Now(TimeProvider.System));
        }
    }

    private static (Instant Due, long Call, int Length) Write(in SimulatedMessage message, byte[] packet)
    {
        Assert.True(HepWriter.TryWrite(packet, message.ToEnvelope(captureAgent: 7), message.Bytes, out var length));
        return (message.Time, message.CallNumber, length);
    }
}
