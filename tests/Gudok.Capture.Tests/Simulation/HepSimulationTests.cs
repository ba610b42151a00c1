using System.Net;
using System.Net.Sockets;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Capture.Tests;

public sealed class HepSimulationTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Every_message_goes_out_as_HEP3_when_it_is_due()
    {
        using var listener = Listen(out var endpoint);
        var clock = new HurryingClock(Start);
        var options = new SimulationOptions { Calls = 12, Rate = 5, CaptureAgent = 99 };

        var done = await HepSimulation.RunAsync(endpoint, options, clock, cancellationToken: TestContext.Current.CancellationToken);

        var expected = new CallSimulator(options with { Start = Instant.From(Start) });
        var buffer = new byte[65_535];
        for (var messages = 0L; messages < done.Messages; messages++)
        {
            Assert.True(expected.MoveNext());
            var length = listener.Receive(buffer);
            Assert.Equal(HepReadStatus.Complete, HepPacket.TryRead(buffer.AsSpan(0, length), out var packet, out _, out _));
            Assert.Equal(expected.Current.Bytes, packet.Payload);
            Assert.Equal(expected.Current.Time, packet.Time);
            Assert.Equal((expected.Current.Source, expected.Current.Destination), (packet.Source, packet.Destination));
            Assert.Equal((TransportKind.Udp, HepPayloadKind.Sip, 99u), (packet.Transport, packet.PayloadKind, packet.CaptureAgent));
        }

        Assert.False(expected.MoveNext());
        Assert.InRange(clock.GetUtcNow() - Start, TimeSpan.FromSeconds(2), TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Endless_simulation_ends_when_it_is_cancelled()
    {
        using var listener = Listen(out var endpoint);
        using var stop = new CancellationTokenSource();
        var progress = new StopAfter(1000, stop);

        var done = await HepSimulation.RunAsync(
            endpoint, new SimulationOptions { Calls = 0, Rate = 100 }, new HurryingClock(Start), null, progress, stop.Token);

        Assert.InRange(done.Messages, 1000, 2000);
    }

    private static Socket Listen(out IPEndPoint endpoint)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4_000_000, ReceiveTimeout = 10_000 };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        endpoint = (IPEndPoint)socket.LocalEndPoint!;
        return socket;
    }

    private sealed class StopAfter(long messages, CancellationTokenSource stop) : IProgress<SimulationProgress>
    {
        public void Report(SimulationProgress value)
        {
            if (value.Messages >= messages) stop.Cancel();
        }
    }
}
