using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Gudok.Testing;

namespace Gudok.Wire.Tests;

/// <summary>Calls between two ends over ways that lose, delay and reorder, heard on the loopback interface by the running program.</summary>
[Trait("Needs", "packages")]
public sealed class MediaPathTests
{
    private const int Packets = 400;
    private static readonly IPAddress _caller = IPAddress.Parse("127.0.0.21"), _callee = IPAddress.Parse("127.0.0.22");
    private static readonly WayFaults[] _ways = [new(0, 10, 0), new(3, 60, 15), new(12, 150, 50)];

    [Fact]
    public async Task What_a_way_did_to_a_call_is_what_is_measured_live_and_by_import()
    {
        WireTools.SkipUnlessInstalled(WireTools.Tshark);
        var cancellationToken = TestContext.Current.CancellationToken;
        using var installation = await Installation.CreateAsync();
        var ports = LoopbackPorts.Find(2 + (4 * _ways.Length));
        var range = string.Create(CultureInfo.InvariantCulture, $"{ports.First}-{ports.First + 1 + (4 * _ways.Length)}");
        installation.Set("Interface:Ports:0", range);
        await using var server = await RunningServer.StartAsync(installation, more: ["--interface", "lo"]);
        await using var witness = await TsharkCapture.StartAsync(installation.PathOf(""), $"udp portrange {range}", ports.First + 1, cancellationToken);

        var truths = await Task.WhenAll(_ways.Select((way, number) => CallAsync(number, way, ports.First)));
        await Eventually.IsSoAsync(async () => (await installation.CallsAsync()).Count == _ways.Length);
        var live = (await installation.CallsAsync()).ToDictionary(SessionOf);
        var capture = await witness.FinishWholeAsync(cancellationToken);
        using var second = await Installation.CreateAsync();
        await second.ImportAsync(capture);
        var imported = (await second.CallsAsync()).ToDictionary(SessionOf);

        var scores = new List<double>();
        for (var number = 0; number < _ways.Length; number++)
        {
            var id = Id(number);
            scores.Add(Figure(Measured(live[id], "callerToCallee"), "mos"));
            AssertAsSet(live[id], _ways[number], truths[number]);
            foreach (var direction in (string[])["callerToCallee", "calleeToCaller"]) AssertAlike(Measured(live[id], direction), Measured(imported[id], direction));
        }

        Assert.True(scores[0] > 4.3 && scores[1] < scores[0] - 0.2 && scores[2] < scores[1] - 0.5, string.Join(' ', scores));
    }

    private static void AssertAsSet(JsonElement call, WayFaults set, (Telephone Caller, Telephone Callee) truth)
    {
        // What was set, and what a busy machine added to it.
        var roundTrip = Mean(truth.Caller.Reports) + Mean(truth.Callee.Reports);
        Assert.True(roundTrip >= 2 * set.DelayMs);
        foreach (var (direction, way) in (ReadOnlySpan<(string, FaultyWay)>)[("callerToCallee", truth.Caller.Voice), ("calleeToCaller", truth.Callee.Voice)])
        {
            var stream = Measured(call, direction);
            Assert.Equal((way.Passed.Count, way.Lost), ((int)Figure(stream, "packets"), (int)Figure(stream, "lost")));
            Assert.Equal(100.0 * way.Lost / Packets, Figure(stream, "lossPercent"), 0.5);
            Near(JitterOf(way), Figure(stream, "jitterMs"), 0.1, 0.5, "jitter");
            Near(roundTrip, Figure(stream, "rttMs"), 0.1, 4, "round trip");
            Near(2 * (set.DelayMs + (set.SpreadMs / 2)), Figure(stream, "rttMs"), 0.1, 4, "round trip as it was set");
        }
    }

    private static void AssertAlike(JsonElement live, JsonElement imported)
    {
        foreach (var name in (string[])["packets", "lost", "lossPercent"]) Assert.Equal(Figure(live, name), Figure(imported, name));
        foreach (var name in (string[])["jitterMs", "rttMs", "mos"]) Near(Figure(live, name), Figure(imported, name), 0.02, 0.05, name);
    }

    /// <summary>Within a share, and what the wakings of a busy machine may add.</summary>
    private static void Near(double expected, double actual, double share, double slack, string what) =>
        Assert.True(Math.Abs(expected - actual) <= (share * expected) + slack, string.Create(CultureInfo.InvariantCulture, $"{what}: {actual} for {expected}"));

    private static double JitterOf(FaultyWay way) => CableStream.JitterOf([.. way.Passed.Select(packet => (CableStream.TimestampOf(packet.Packet), packet.At))]);

    private static double Mean(FaultyWay way) => way.TookMs / way.Passed.Count;

    private static async Task<(Telephone Caller, Telephone Callee)> CallAsync(int number, WayFaults way, int firstPort)
    {
        var port = firstPort + 2 + (4 * number);
        port += port % 2;
        var (from, to) = (new IPEndPoint(_caller, port), new IPEndPoint(_callee, port));
        using var callersSip = Bind(new IPEndPoint(_caller, firstPort));
        using var calleesSip = Bind(new IPEndPoint(_callee, firstPort));
        var ladder = new Ladder();
        var leg = ladder.Leg(Id(number), "alice", "bob").Send(0, "INVITE", edit: Description(from)).Answer(10, 180, "b").Answer(20, 200, "b", edit: Description(to)).Send(30, "ACK", "b");
        await SendAsync(ladder, callersSip, calleesSip);
        var caller = new Telephone(from, to, (uint)(1000 + number), way);
        var callee = new Telephone(to, from, (uint)(2000 + number), way);
        await Task.WhenAll(caller.SpeakAsync(Packets), callee.SpeakAsync(Packets));
        await caller.DisposeAsync();
        await callee.DisposeAsync();

        ladder.Steps.Clear();
        leg.Send(10_000, "BYE", "b", cseq: 2).Answer(10_010, 200, "b", "BYE", cseq: 2);
        await SendAsync(ladder, callersSip, calleesSip);
        return (caller, callee);
    }

    private static async Task SendAsync(Ladder ladder, Socket caller, Socket callee)
    {
        foreach (var step in ladder.InOrder)
        {
            var isCallers = step.ToFrame().Source == ladder.Host("alice");
            await (isCallers ? caller : callee).SendToAsync(step.Bytes, (isCallers ? callee : caller).LocalEndPoint!);
        }
    }

    private static Func<SipText, SipText> Description(IPEndPoint at) => text => text.Body(
        "application/sdp", string.Create(CultureInfo.InvariantCulture, $"v=0\no=- 1 1 IN IP4 {at.Address}\ns=-\nc=IN IP4 {at.Address}\nt=0 0\nm=audio {at.Port} RTP/AVP 8\na=sendrecv\n"));

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"path-{number}");

    private static string SessionOf(JsonElement call) => call.GetProperty("sessionId").GetString()!;

    private static JsonElement Measured(JsonElement call, string direction) => Assert.Single(
        call.GetProperty("media").EnumerateArray(), stream => stream.GetProperty("origin").GetString() == "measured" && stream.GetProperty("direction").GetString() == direction);

    private static double Figure(JsonElement stream, string name) => stream.TryGetProperty(name, out var figure) ? figure.GetDouble() : double.NaN;

    private static Socket Bind(IPEndPoint at)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(at);
        return socket;
    }
}
