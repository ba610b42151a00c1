using System.Net;
using System.Net.Sockets;
using System.Text;
using Gudok.Testing;

namespace Gudok.Seals.Tests;

public sealed class WitnessTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly SealOptions _options = new() { WitnessBatch = 4 };
    private HeadChain? _chain;

    private static CancellationToken None => CancellationToken.None;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_takes_each_head_once_a_line()
    {
        var file = FileWitnessPath();
        await Sign(9);
        await using (var relay = Relay())
        {
            await relay.DeliverAsync(None);
            Assert.Equal(new WitnessState(file, 9, 0, 9, 0, null), Assert.Single(relay.States));
        }

        await Sign(2);
        await using (var again = Relay()) await again.DeliverAsync(None);
        Assert.Equal(await Lines(), await File.ReadAllLinesAsync(file, None));
    }

    [Fact]
    public async Task A_line_cut_short_by_a_crash_spoils_no_other()
    {
        var file = FileWitnessPath();
        await File.WriteAllTextAsync(file, "gudok-head/1 7 tr", None);
        await Sign(2);
        await using var relay = Relay();
        await relay.DeliverAsync(None);
        var written = await File.ReadAllLinesAsync(file, None);
        Assert.Equal("gudok-head/1 7 tr", written[0]);
        Assert.Equal(await Lines(), written.Skip(1));
    }

    [Fact]
    public async Task A_witness_that_fails_is_counted_and_told_and_gets_all_of_it_later()
    {
        _options.Witnesses.Add(Path.Combine(_folder.Path, "absent", "heads"));
        await Sign(3);
        await using var relay = Relay();
        await relay.DeliverAsync(None);
        var failed = Assert.Single(relay.States);
        Assert.Equal((0, 3, 1), (failed.Taken, failed.Behind, failed.Failures));
        Assert.NotNull(failed.Fault);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "absent"));
        await relay.DeliverAsync(None);
        Assert.Equal((3, 0, null), (relay.States[0].Taken, relay.States[0].Behind, relay.States[0].Fault));
    }

    [Fact]
    public async Task While_running_heads_are_given_as_they_are_signed_and_failures_tried_again()
    {
        _options.Witnesses.Add(Path.Combine(_folder.Path, "absent", "heads"));
        _options.WitnessRetry = TimeSpan.FromMilliseconds(1);
        _chain = await TestHeads.OpenAsync(_clock);
        await using var relay = Relay();
        relay.Start();
        await Sign(2);
        await Eventually.IsSoAsync(() => relay.States[0].Failures > 0);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "absent"));
        await Eventually.IsSoAsync(() => relay.States[0].Taken == 2);
        await Sign(1);
        await Eventually.IsSoAsync(() => relay.States[0].Taken == 3);
    }

    [Theory]
    [InlineData("udp")]
    [InlineData("tcp")]
    [InlineData("unix")]
    public async Task Syslog_gets_a_message_of_rfc_5424_for_each_head(string way)
    {
        using var server = Listen(way, out var address);
        var receiving = Task.Run(() => Receive(server, way, 3));
        _options.Witnesses.Add(address);
        await Sign(3);
        await using var relay = Relay();
        await relay.DeliverAsync(None);
        Assert.Null(relay.States[0].Fault);
        var messages = await receiving.WaitAsync(TimeSpan.FromSeconds(30), None);
        Assert.Equal(await Lines(), messages.Select(message => message[message.IndexOf("gudok-head/1", StringComparison.Ordinal)..]));
        Assert.All(messages, message => Assert.Matches(@"^<109>1 2026-11-22T12:00:00\.000000Z \S+ gudok \d+ head - gudok-head/1 ", message));
    }

    [Theory]
    [InlineData(204, 5)]
    [InlineData(500, 0)]
    public async Task An_address_gets_heads_by_post_and_keeps_those_that_it_answers_well(int status, int taken)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = Task.Run(() => HttpPeer.ServeAsync(listener, status, status == 204 ? 2 : 1));
        _options.Witnesses.Add($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/heads");
        await Sign(5);
        await using var relay = Relay();
        await relay.DeliverAsync(None);
        Assert.Equal(taken, relay.States[0].Taken);
        var bodies = await serving.WaitAsync(TimeSpan.FromSeconds(30), None);
        Assert.Equal((await Lines()).Take(status == 204 ? 5 : 4), string.Concat(bodies).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_witness_that_never_answers_does_not_hold_up_for_longer_than_its_limit()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _options.Witnesses.Add($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        _options.WitnessTimeout = TimeSpan.FromMilliseconds(1);
        await Sign(1);
        await using var relay = Relay();
        await relay.DeliverAsync(None);
        Assert.Equal("It did not answer in time.", relay.States[0].Fault);
    }

    [Theory]
    [InlineData("/var/lib/heads", true)]
    [InlineData("syslog+udp://192.0.2.1", true)]
    [InlineData("syslog+tcp://[2001:db8::1]:601", true)]
    [InlineData("syslog+unix:///dev/log", true)]
    [InlineData("https://witness.example/heads", true)]
    [InlineData("https://user:secret@witness.example/", false)]
    [InlineData("heads", false)]
    [InlineData("/var/lib/", false)]
    [InlineData("ftp://witness.example", false)]
    [InlineData("syslog+unix:", false)]
    [InlineData("", false)]
    public void Only_what_can_be_given_to_is_a_witness(string text, bool isValid) => Assert.Equal(isValid, WitnessAddress.IsValid(text));

    private WitnessRelay Relay() => new(_chain!, _options, _clock);

    private string FileWitnessPath()
    {
        var path = Path.Combine(_folder.Path, "heads");
        _options.Witnesses.Add(path);
        return path;
    }

    private async Task Sign(int count)
    {
        _chain ??= await TestHeads.OpenAsync(_clock);
        for (var n = 0; n < count; n++)
        {
            await _chain.SignAsync([new TreeState(new TreeName("calls", new DateOnly(2026, 11, 21)), HeadKind.Tree, 1, new byte[32], new byte[32])], None);
        }
    }

    private ValueTask<IReadOnlyList<string>> Lines() => _chain!.Store.ReadAsync(1, 100, None);

    private Socket Listen(string way, out string address)
    {
        if (way == "unix")
        {
            var path = Path.Combine(_folder.Path, "log");
            var local = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            local.Bind(new UnixDomainSocketEndPoint(path));
            address = "syslog+unix://" + path;
            return local;
        }

        var socket = way == "udp" ? new Socket(SocketType.Dgram, ProtocolType.Udp) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
        if (way == "tcp") socket.Listen();
        address = $"syslog+{way}://[::1]:{((IPEndPoint)socket.LocalEndPoint!).Port}";
        return socket;
    }

    private static List<string> Receive(Socket server, string way, int count)
    {
        var messages = new List<string>();
        var buffer = new byte[65536];
        if (way != "tcp")
        {
            while (messages.Count < count) messages.Add(Encoding.ASCII.GetString(buffer, 0, server.Receive(buffer)));
            return messages;
        }

        using var connection = server.Accept();
        var text = new StringBuilder();
        for (var read = connection.Receive(buffer); read > 0; read = connection.Receive(buffer)) text.Append(Encoding.ASCII.GetString(buffer, 0, read));
        for (var rest = text.ToString(); rest.Length > 0;)
        {
            var blank = rest.IndexOf(' ', StringComparison.Ordinal);
            var length = int.Parse(rest[..blank], System.Globalization.CultureInfo.InvariantCulture);
            messages.Add(rest.Substring(blank + 1, length));
            rest = rest[(blank + 1 + length)..];
        }

        return messages;
    }
}
