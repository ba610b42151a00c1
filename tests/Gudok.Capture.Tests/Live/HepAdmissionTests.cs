using System.Net;
using System.Net.Sockets;
using Gudok.Sip;
using Gudok.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gudok.Capture.Tests;

public sealed class HepAdmissionTests
{
    private readonly CaptureCounters _counters = new();
    private readonly HepOptions _options = new() { Endpoint = "127.0.0.1:0" };

    [Theory]
    [InlineData("192.0.2.0/24", "192.0.2.255", true)]
    [InlineData("192.0.2.0/24", "192.0.3.0", false)]
    [InlineData("192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("0.0.0.0/0", "203.0.113.9", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("192.0.2.0/24", "::ffff:192.0.2.9", true)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("::/0", "192.0.2.1", true)]
    public void Address_is_admitted_if_it_lies_in_a_network(string network, string address, bool isAdmitted)
    {
        _options.Networks.Add(network);
        var peer = new IPEndPoint(IPAddress.Parse(address), 9060).Serialize();
        Assert.Equal(isAdmitted, HepAdmission.Of(_options).Admits(peer));
    }

    [Theory]
    [InlineData("10.1")]
    [InlineData("10")]
    [InlineData("10.1/16")]
    [InlineData("0x0a000001")]
    [InlineData("010.0.0.1")]
    [InlineData("10.0.0.1.")]
    [InlineData("192.0.2.7/33")]
    [InlineData("")]
    public void Address_that_is_not_written_out_in_full_is_refused(string network)
    {
        _options.Networks.Add(network);
        Assert.Equal("Hep:Networks:0: a network such as 192.0.2.0/24, or an address written out in full", Assert.Single(_options.Validate()));
    }

    [Theory]
    [InlineData(7u, "correct horse", "hep:7;auth=key")]
    [InlineData(7u, "new horse", "hep:7;auth=key")]
    [InlineData(7u, "correct horsf", null)]
    [InlineData(7u, "", null)]
    [InlineData(8u, "correct horse", null)]
    [InlineData(9u, "", "hep:9")]
    [InlineData(9u, "whatever", "hep:9")]
    [InlineData(10u, "any agent's", "hep:10;auth=key")]
    public void Packet_is_admitted_by_the_id_and_the_key_of_its_agent(uint agent, string key, string? source)
    {
        _options.Agents.Add(new HepAgentOptions { CaptureId = 7, Key = "correct horse" });
        _options.Agents.Add(new HepAgentOptions { CaptureId = 7, Key = "new horse" });
        _options.Agents.Add(new HepAgentOptions { CaptureId = 9 });
        _options.Agents.Add(new HepAgentOptions { Key = "any agent's" });
        AssertReceived(InvitePacket.Make(agent, key), source);
    }

    [Theory]
    [InlineData("127.0.0.0/8", "", "hep:3;auth=address")]
    [InlineData("127.0.0.0/8", "k", "hep:3;auth=address+key")]
    [InlineData("192.0.2.0/24", "", null)]
    public void Datagram_is_admitted_by_the_address_it_comes_from(string network, string key, string? source)
    {
        _options.Networks.Add(network);
        if (key.Length > 0) _options.Agents.Add(new HepAgentOptions { CaptureId = 3, Key = key });
        AssertReceived(InvitePacket.Make(3, key), source);
    }

    [Fact]
    public async Task Connection_from_elsewhere_is_closed_and_counted()
    {
        _options.Networks.Add("192.0.2.0/24");
        using var sink = new SlowSink();
        var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var endpoint = (IPEndPoint)free.LocalEndpoint;
        free.Stop();
        await using var receiver = new HepTcpReceiver(endpoint, _options, HepAdmission.Of(_options), sink, _counters, TimeProvider.System, NullLogger.Instance);
        receiver.Start();
        using var agent = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await agent.ConnectAsync(endpoint, TestContext.Current.CancellationToken);
        Assert.Equal(0, await agent.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken));
        Assert.Equal((1, 1), (_counters.Ignored(IgnoreReason.HepRefused), _counters.Packets));
    }

    [Fact]
    public void Key_comes_from_the_first_line_of_a_file()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "agent.key");
        File.WriteAllText(path, "from a file \nand not this\n");
        _options.Agents.Add(new HepAgentOptions { KeyFile = path });
        AssertReceived(InvitePacket.Make(5, "from a file"), "hep:5;auth=key");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("\n")]
    public void Key_file_without_a_key_is_named(string? text)
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "agent.key");
        if (text is not null) File.WriteAllText(path, text);
        _options.Agents.Add(new HepAgentOptions { KeyFile = path });
        var fault = Assert.Throws<CaptureException>(() => HepAdmission.Of(_options));
        Assert.Equal(CaptureFaults.KeyUnreadable, fault.Code);
        Assert.Contains("Hep:Agents:0:KeyFile", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mistake_in_the_lists_is_named()
    {
        _options.Networks.Add("192.0.2.0/33");
        _options.Agents.Add(new HepAgentOptions());
        _options.Agents.Add(new HepAgentOptions { Key = new string('k', 257) });
        _options.Agents.Add(new HepAgentOptions { Key = "k", KeyFile = "f" });
        Assert.Equal(["Hep:Networks:0:", "Hep:Agents:0:", "Hep:Agents:1:Key:", "Hep:Agents:2:"], _options.Validate().Select(mistake => mistake.Split(' ')[0]));
    }

    private void AssertReceived(byte[] packet, string? source)
    {
        using var sink = new SlowSink();
        using (var receiver = new HepUdpReceiver(IPEndPoint.Parse(_options.Endpoint), _options, HepAdmission.Of(_options), sink, _counters, TimeProvider.System))
        {
            receiver.Start();
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.SendTo(packet, receiver.Endpoint);
        }

        Assert.Equal(source, sink.Source);
        Assert.Equal((1, source is null ? 1 : 0), (_counters.Packets, _counters.Ignored(IgnoreReason.HepRefused)));
    }
}
