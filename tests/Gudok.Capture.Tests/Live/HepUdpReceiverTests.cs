using System.Net;
using System.Net.Sockets;
using Gudok.Sip;

namespace Gudok.Capture.Tests;

/// <summary>Sockets over loopback: what was sent is counted once, wherever it ended.</summary>
public sealed class HepUdpReceiverTests
{
    private const int Sent = 20_000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly CaptureCounters _counters = new();

    [Fact]
    public void Every_datagram_sent_is_a_packet_or_a_counted_loss_when_nobody_keeps_up()
    {
        using var sink = new SlowSink { IsBlocked = true };
        var options = new HepOptions { Endpoint = "127.0.0.1:0", QueueBytes = 1 << 20 };
        using (var receiver = Start(options, sink))
        {
            Send(receiver.Endpoint);
            sink.Release();
        }

        Assert.InRange(_counters.Dropped(DropPlace.Queue), 1, Sent);
        Assert.Equal(Sent, _counters.Packets + _counters.Dropped(DropPlace.Queue) + _counters.Dropped(DropPlace.Kernel));
        Assert.Equal(_counters.Packets, sink.Taken);
    }

    [Fact]
    public void What_the_kernel_drops_is_counted()
    {
        var options = new HepOptions { Endpoint = "127.0.0.1:0", ReceiveBufferBytes = 64 << 10 };
        using var sink = new SlowSink();
        using (var receiver = new HepUdpReceiver(IPEndPoint.Parse(options.Endpoint), options, HepAdmission.Of(options), sink, _counters, TimeProvider.System))
        {
            Send(receiver.Endpoint);
            receiver.Start();
        }

        Assert.InRange(_counters.Dropped(DropPlace.Kernel), 1, Sent);
        Assert.Equal(Sent, _counters.Packets + _counters.Dropped(DropPlace.Kernel));
    }

    [Fact]
    public void What_was_received_before_the_end_is_worked_off()
    {
        using var sink = new SlowSink();
        using (var receiver = Start(new HepOptions { Endpoint = "127.0.0.1:0" }, sink)) Send(receiver.Endpoint);
        Assert.Equal(Sent, sink.Taken + _counters.Dropped(DropPlace.Kernel));
        Assert.Equal(0, _counters.Dropped(DropPlace.Queue));
    }

    [Fact]
    public void Receiver_has_worked_up_to_no_moment_after_a_datagram_that_still_waits()
    {
        using var sink = new SlowSink { IsBlocked = true };
        using var receiver = Start(new HepOptions { Endpoint = "127.0.0.1:0" }, sink);
        var before = Instant.Now(TimeProvider.System);
        Send(receiver.Endpoint, 2);
        var sent = Instant.Now(TimeProvider.System);
        var isTaken = SpinWait.SpinUntil(() => _counters.Packets == 1 && Instant.Now(TimeProvider.System) > sent + TimeSpan.FromMilliseconds(100), Longest);
        var whileWaiting = receiver.WorkedUpTo(Instant.Now(TimeProvider.System));
        sink.Release();
        Assert.True(isTaken);
        Assert.True(whileWaiting <= sent);
        Assert.True(SpinWait.SpinUntil(() => receiver.WorkedUpTo(Instant.Now(TimeProvider.System)) > sent, Longest));
        Assert.Equal(2, sink.Taken);
        Assert.Equal(before, receiver.WorkedUpTo(before));
    }

    private HepUdpReceiver Start(HepOptions options, ILiveSink sink)
    {
        var receiver = new HepUdpReceiver(IPEndPoint.Parse(options.Endpoint), options, HepAdmission.Of(options), sink, _counters, TimeProvider.System);
        receiver.Start();
        return receiver;
    }

    private static void Send(IPEndPoint to, int count = Sent)
    {
        var packet = InvitePacket.Make();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        for (var sent = 0; sent < count; sent++) socket.SendTo(packet, to);
    }
}
