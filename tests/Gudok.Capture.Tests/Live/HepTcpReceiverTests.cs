using System.Net;
using System.Net.Sockets;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Capture.Tests;

public sealed class HepTcpReceiverTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly CaptureCounters _counters = new();
    private readonly LogLines _log = new();

    [Fact]
    public async Task Receiver_has_worked_up_to_no_moment_after_a_packet_that_still_waits()
    {
        using var sink = new SlowSink { IsBlocked = true };
        using var agent = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await using var receiver = Start(sink, TimeProvider.System, out var endpoint);
        await agent.ConnectAsync(endpoint);
        await agent.SendAsync(InvitePacket.Make());
        Assert.True(SpinWait.SpinUntil(() => _counters.Packets == 1, Longest));
        var first = Instant.Now(TimeProvider.System);
        Assert.True(SpinWait.SpinUntil(() => Instant.Now(TimeProvider.System) > first + TimeSpan.FromMilliseconds(100), Longest));
        await agent.SendAsync(InvitePacket.Make());
        var whileWaiting = receiver.WorkedUpTo(Instant.Now(TimeProvider.System));
        sink.Release();
        Assert.True(whileWaiting <= first);
        Assert.True(SpinWait.SpinUntil(() => receiver.WorkedUpTo(Instant.Now(TimeProvider.System)) > first && sink.Taken == 2, Longest));
        Assert.Equal(2, _counters.Packets);
    }

    [Fact]
    public async Task Receiver_that_waits_for_nothing_has_worked_up_to_the_moment()
    {
        using var sink = new SlowSink();
        using var agent = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await using var receiver = Start(sink, TimeProvider.System, out var endpoint);
        await agent.ConnectAsync(endpoint);
        await agent.SendAsync(InvitePacket.Make());
        Assert.True(SpinWait.SpinUntil(() => sink.Taken == 1, Longest));
        var now = Instant.Now(TimeProvider.System);
        Assert.True(SpinWait.SpinUntil(() => receiver.WorkedUpTo(now) == now, Longest));
        agent.Close();
        // Its end is read too, and for that moment it holds the others back.
        Assert.True(SpinWait.SpinUntil(() => receiver.WorkedUpTo(now) == now, Longest));
    }

    [Fact]
    public async Task Intake_outlives_a_system_that_has_no_descriptor_left()
    {
        using var sink = new SlowSink();
        using var agent = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var attempts = 0;
        var clock = new HurryingClock(DateTimeOffset.UnixEpoch);
        await using var receiver = Start(sink, clock, out _, stop => ++attempts <= 90
            ? ValueTask.FromException<Socket>(new SocketException((int)SocketError.TooManyOpenSockets)) : listener.AcceptAsync(stop));
        await agent.ConnectAsync(listener.LocalEndPoint!);
        await agent.SendAsync(InvitePacket.Make());
        Assert.True(SpinWait.SpinUntil(() => sink.Taken == 1, Longest));
        Assert.Equal((90, 0), (_counters.AcceptFailures, _counters.Dropped(DropPlace.Connection)));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(90), clock.GetUtcNow());
        Assert.Equal(3, _log.All.Count);
        Assert.All(_log.All.Take(2), line => Assert.Matches("^Error GDK-5008: HEP connections over TCP cannot be accepted: .*ulimit -n", line));
        Assert.Equal("Warning HEP connections over TCP are accepted again.", _log.All[^1]);
    }

    [Fact]
    public async Task Agent_that_is_gone_before_it_was_looked_at_does_not_end_the_intake()
    {
        using var sink = new SlowSink();
        using var agent = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var gone = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var isFirst = true;
        await using var receiver = Start(sink, TimeProvider.System, out _, stop =>
        {
            if (!isFirst) return listener.AcceptAsync(stop);
            isFirst = false;
            return ValueTask.FromResult(gone);
        });
        await agent.ConnectAsync(listener.LocalEndPoint!);
        await agent.SendAsync(InvitePacket.Make());
        Assert.True(SpinWait.SpinUntil(() => sink.Taken == 1, Longest));
        Assert.Equal((0, 1), (_counters.AcceptFailures, _counters.Dropped(DropPlace.Connection)));
        Assert.True(gone.SafeHandle.IsClosed);
    }

    private HepTcpReceiver Start(
        SlowSink sink, TimeProvider clock, out IPEndPoint endpoint, Func<CancellationToken, ValueTask<Socket>>? accept = null)
    {
        using (var free = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            free.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            endpoint = (IPEndPoint)free.LocalEndPoint!;
        }

        var options = new HepOptions();
        var receiver = new HepTcpReceiver(endpoint, options, HepAdmission.Of(options), sink, _counters, clock, _log, accept);
        receiver.Start();
        return receiver;
    }
}
