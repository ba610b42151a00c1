using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Capture.Tests.Interface;

/// <summary>Hears the loopback of this machine: it needs the right to (CAP_NET_RAW).</summary>
[Trait("Needs", "packages")]
public sealed class InterfaceReceiverTests : IDisposable
{
    private readonly CaptureCounters _counters = new();
    private readonly LogLines _log = new();
    private readonly InterfaceOptions _options = new();
    private readonly Socket _callee = new(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp) { DualMode = true };
    private readonly Socket _other = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Socket _caller = new(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp) { DualMode = true };

    public InterfaceReceiverTests()
    {
        BindAside(_callee);
        _other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _options.Ports.Add(Port.ToString(CultureInfo.InvariantCulture));
    }

    private int Port => ((IPEndPoint)_callee.LocalEndPoint!).Port;

    public void Dispose()
    {
        _caller.Dispose();
        _callee.Dispose();
        _other.Dispose();
    }

    [Theory]
    [InlineData("lo", "127.0.0.1")]
    [InlineData("lo", "::1")]
    public async Task A_message_on_the_interface_is_taken_once_and_names_it(string name, string address)
    {
        using var sink = new SlowSink();
        using var receiver = Start(name, sink);
        _caller.SendTo(Invite(), new IPEndPoint(IPAddress.Parse(address).MapToIPv6(), Port));
        await Eventually.IsSoAsync(() => sink.Taken > 0);
        var sent = Instant.Now(TimeProvider.System);
        await Eventually.IsSoAsync(() => receiver.WorkedUpTo(Instant.Now(TimeProvider.System)) >= sent);
        Assert.Equal((1, 1, $"interface:{name}"), (sink.Taken, _counters.Packets, sink.Source));
        var source = Assert.Single(_counters.Sources.Read(sent));
        Assert.Equal(($"interface:{name}", 1), (source.Name, source.Packets));
        Assert.InRange(source.ClockOffset!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task All_interfaces_together_hear_what_one_hears()
    {
        using var sink = new SlowSink();
        using var receiver = Start("any", sink);
        _caller.SendTo(Invite(), new IPEndPoint(IPAddress.Loopback.MapToIPv6(), Port));
        var sent = Instant.Now(TimeProvider.System);
        await Eventually.IsSoAsync(() => sink.Taken > 0 && receiver.WorkedUpTo(Instant.Now(TimeProvider.System)) >= sent);
        Assert.Equal((1, 1, "interface:any"), (sink.Taken, _counters.Packets, sink.Source));
    }

    [Fact]
    public async Task What_goes_to_other_ports_costs_nothing_and_large_messages_come_whole()
    {
        using var sink = new SlowSink();
        using var receiver = Start("lo", sink);
        for (var sent = 0; sent < 100; sent++) _other.SendTo(Invite(), _other.LocalEndPoint!);
        _caller.SendTo(Invite(bodyLength: 30_000), new IPEndPoint(IPAddress.Loopback.MapToIPv6(), Port));
        await Eventually.IsSoAsync(() => sink.Taken == 1);
        Assert.Equal(1, _counters.Packets);
    }

    [Fact]
    public async Task Messages_over_TCP_are_put_together()
    {
        using var sink = new SlowSink();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _options.Ports.Add(((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture));
        using var receiver = Start("lo", sink);
        using var agent = new TcpClient();
        await agent.ConnectAsync((IPEndPoint)listener.LocalEndpoint, TestContext.Current.CancellationToken);
        var both = (byte[])[.. Invite(), .. Invite()];
        await agent.GetStream().WriteAsync(both.AsMemory(0, 50), TestContext.Current.CancellationToken);
        await agent.GetStream().WriteAsync(both.AsMemory(50), TestContext.Current.CancellationToken);
        await Eventually.IsSoAsync(() => sink.Taken == 2);
    }

    [Fact]
    public void Every_packet_sent_is_taken_or_counted_as_dropped_when_nobody_keeps_up()
    {
        const int sent = 20_000;
        _options.RingBytes = 4 << 20;
        using var sink = new SlowSink { IsBlocked = true };
        var receiver = Start("lo", sink);
        var to = new IPEndPoint(IPAddress.Loopback.MapToIPv6(), Port);
        for (var packet = 0; packet < sent; packet++) _caller.SendTo(Invite(), to);
        sink.Release();
        receiver.Dispose();
        Assert.InRange(_counters.Dropped(DropPlace.Interface), 1, sent - 1);
        Assert.Equal(sent, _counters.Packets + _counters.Dropped(DropPlace.Interface));
        Assert.Equal(_counters.Packets, sink.Taken);
    }

    [Fact]
    public async Task Several_threads_share_an_interface_and_each_message_is_taken_once()
    {
        _options.Threads = 3;
        using var sink = new SlowSink();
        var locked = new LockedSink(sink);
        var group = new FanoutGroup();
        using var first = Start("lo", locked, group);
        using var second = Start("lo", locked, group);
        using var third = Start("lo", locked, group);
        var callers = Enumerable.Range(0, 30).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)).ToArray();
        foreach (var caller in callers) caller.SendTo(Invite(), new IPEndPoint(IPAddress.Loopback, Port));
        await Eventually.IsSoAsync(() => sink.Taken == callers.Length);
        Assert.Equal(callers.Length, _counters.Packets);
        foreach (var caller in callers) caller.Dispose();
    }

    [Fact]
    public async Task Programs_that_share_an_interface_with_threads_of_their_own_each_hear_all()
    {
        _options.Threads = 2;
        using var ours = new SlowSink();
        using var theirs = new SlowSink();
        var (ourGroup, theirGroup) = (new FanoutGroup(), new FanoutGroup());
        var (ourSink, theirSink) = (new LockedSink(ours), new LockedSink(theirs));
        using var first = Start("lo", ourSink, ourGroup);
        using var second = Start("lo", ourSink, ourGroup);
        using var third = Start("lo", theirSink, theirGroup);
        using var fourth = Start("lo", theirSink, theirGroup);
        for (var sent = 0; sent < 20; sent++)
        {
            using var caller = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            caller.SendTo(Invite(), new IPEndPoint(IPAddress.Loopback, Port));
        }

        await Eventually.IsSoAsync(() => ours.Taken + theirs.Taken == 40);
        Assert.Equal((20, 20), (ours.Taken, theirs.Taken));
    }

    [Fact]
    public void An_interface_that_is_not_there_is_named_beside_those_that_are()
    {
        using var sink = new SlowSink();
        var fault = Assert.Throws<CaptureException>(() => Start("eth77", sink));
        Assert.Equal(CaptureFaults.NoSuchInterface, fault.Code);
        Assert.Matches("^there is no network interface \"eth77\"; this machine has .*lo.*, and any stands for all$", fault.Message);
    }

    /// <summary>Takes a port below those that the kernel gives to connections: what tests beside this one send is not to be heard.</summary>
    private static void BindAside(Socket socket)
    {
        for (var port = 20_000; ; port++)
        {
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
                return;
            }
            catch (SocketException) when (port < 30_000)
            {
                // Another's; the next one may be free.
            }
        }
    }

    private static byte[] Invite(int bodyLength = 0)
    {
        var invite = SipText.Invite("a-call", "sip:alice@example.org", "sip:bob@example.org");
        return bodyLength == 0 ? invite.ToBytes() : invite.Body("text/plain", new string('x', bodyLength)).ToBytes();
    }

    private InterfaceReceiver Start(string name, ILiveSink sink, FanoutGroup? group = null)
    {
        var receiver = new InterfaceReceiver(name, _options, group ?? new FanoutGroup(), sink, _counters, TimeProvider.System, _log);
        receiver.Start();
        return receiver;
    }

    private sealed class LockedSink(ILiveSink sink) : ILiveSink
    {
        private readonly Lock _turn = new();

        public void Accept(in SipFrame frame, string source)
        {
            lock (_turn) sink.Accept(frame, source);
        }

        public void AcceptMedia(in RtpSample sample, string source)
        {
            lock (_turn) sink.AcceptMedia(sample, source);
        }

        public void AcceptReport(in MediaReport report, string source)
        {
            lock (_turn) sink.AcceptReport(report, source);
        }
    }
}
