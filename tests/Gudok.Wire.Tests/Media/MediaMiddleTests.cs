using System.Globalization;
using System.Net;
using System.Text.Json;
using Gudok.Testing;

namespace Gudok.Wire.Tests;

/// <summary>Calls between two hosts through Kamailio and rtpengine, over a cable on either side that loses, delays and reorders; the running program hears both cables, each at its right end.</summary>
/// <remarks>The cables are our own: netem is not to be had everywhere. Kernels, Kamailio and rtpengine are real.</remarks>
[Trait("Needs", "packages")]
public sealed class MediaMiddleTests
{
    private const int Packets = 400;
    private const string Caller = "10.77.1.1", MiddleLeft = "10.77.1.2", MiddleRight = "10.77.2.1", Callee = "10.77.2.2";
    private const int CallersMedia = 40_000, CalleesMedia = 41_000, ProbePort = 5090;

    // What a busy machine may add in milliseconds: to a jitter that the cable knows, to one that telephone and proxy made before it too, and to a round trip.
    private const double Waking = 0.5, WakingOfAll = 1, FourWakings = 4;

    private static readonly string _filter = Text($"udp portrange 5060-{ProbePort} or udp portrange {MediaMiddle.FirstMediaPort}-{MediaMiddle.LastMediaPort}");

    private static readonly string[] _directions = ["callerToCallee", "calleeToCaller"];

    // Of each call what the left cable does and what the right one does, both ways.
    private static readonly (WayFaults Left, WayFaults Right)[] _ways =
    [
        (new(0, 5, 0), new(0, 10, 0)), (new(2, 50, 12), new(1, 60, 6)), (new(7, 80, 50), new(5, 90, 20)),
    ];

    [Fact]
    public async Task What_the_cables_did_to_each_leg_of_a_call_is_what_is_measured_live_and_by_import()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var installation = await Installation.CreateAsync();
        await using var network = await OwnNetwork.CreateAsync("caller", "switch", "middle", "callee");
        await network.JoinAsync(("caller", "eth0", Caller + "/24"), ("switch", "left-out", null));
        await network.JoinAsync(("switch", "left-in", null), ("middle", "left", MiddleLeft + "/24"));
        await network.JoinAsync(("middle", "right", MiddleRight + "/24"), ("switch", "right-in", null));
        await network.JoinAsync(("switch", "right-out", null), ("callee", "eth0", Callee + "/24"));
        await using var left = await LayAsync(network, "left-out", "left-in", way => way.Left, seed: 1);
        await using var right = await LayAsync(network, "right-in", "right-out", way => way.Right, seed: 2);
        await using var middle = await MediaMiddle.StartAsync(network, "middle", MiddleLeft, MiddleRight, installation.PathOf(""));
        installation.Through = network.Enter("switch");
        installation.Set("Interface:Ports:0", Text($"5060-{ProbePort}"));
        installation.Set("Interface:Ports:1", Text($"{MediaMiddle.FirstMediaPort}-{MediaMiddle.LastMediaPort}"));
        await using var server = await RunningServer.StartAsync(installation, more: ["--interface", "left-in", "--interface", "right-out"]);
        await using var witness = await WatchAsync(network, installation.PathOf(""), cancellationToken);

        var roundTrips = await Task.WhenAll(_ways.Select((_, number) => CallAsync(network, number, left, right)));
        await Eventually.IsSoAsync(async () => (await installation.CallsAsync()).Count == _ways.Length);
        var live = (await installation.CallsAsync()).ToDictionary(SessionOf);
        var capture = await witness.FinishWholeAsync(cancellationToken);
        using var second = await Installation.CreateAsync();
        await second.ImportAsync(capture);
        var imported = (await second.CallsAsync()).ToDictionary(SessionOf);

        for (var number = 0; number < _ways.Length; number++)
        {
            var id = Id(number);
            AssertAsSet(live[id], number, left, right, roundTrips[number]);
            foreach (var direction in _directions) AssertAlike(Measured(live[id], direction), Measured(imported[id], direction));
        }

        // The whole way of the first call loses nothing; each further one loses more, and its second leg more than its first.
        var scores = _ways.Select((_, number) => Measured(live[Id(number)], "callerToCallee").Select(stream => Figure(stream, "mos")).ToArray()).ToArray();
        Assert.True(scores[0][1] > 4.3 && scores[1][1] < scores[1][0] && scores[1][0] < scores[0][0] && scores[2][1] < scores[2][0] && scores[2][0] < scores[1][1], string.Join(' ', scores.SelectMany(pair => pair)));
    }

    private static void AssertAsSet(JsonElement call, int number, FaultyCable left, FaultyCable right, double roundTripMs)
    {
        var (set, caller, callee) = (_ways[number], CallerOf(number), CalleeOf(number));
        var (toMiddle, toCallee) = (left.Rightward(caller), right.Rightward(caller));
        var (toMiddleBack, toCaller) = (right.Leftward(callee), left.Leftward(callee));
        // What the caller says is heard behind the cable that it has passed, what the callee says before it.
        var there = Measured(call, "callerToCallee");
        var both = set.Left.LossPercent + set.Right.LossPercent - (set.Left.LossPercent * set.Right.LossPercent / 100);
        AssertStream(there[0], toMiddle.Passed, toMiddle.Lost, set.Left.LossPercent, SetJitter(toMiddle.SetMs));
        AssertStream(there[1], toCallee.Passed, toMiddle.Lost + toCallee.Lost, both, SetJitter(toCallee.SetMs, toMiddle.SetMs));
        var back = Measured(call, "calleeToCaller");
        AssertStream(back[0], toMiddleBack.Came, 0, 0, 0);
        AssertStream(back[1], toCaller.Came, toMiddleBack.Lost, set.Right.LossPercent, SetJitter(toMiddleBack.SetMs));

        // Both ways over both cables.
        var whole = 2 * (set.Left.DelayMs + (set.Left.SpreadMs / 2) + set.Right.DelayMs + (set.Right.SpreadMs / 2));
        foreach (var stream in (IEnumerable<JsonElement>)[.. there, .. back])
        {
            Near(roundTripMs, Figure(stream, "rttMs"), 0.1, 2, "round trip");
            Near(whole, Figure(stream, "rttMs"), 0.1, FourWakings, "round trip as it was set");
            // What wakes late makes a way longer, never shorter.
            Assert.True(Figure(stream, "rttMs") > 0.9 * whole, Text($"round trip: {Figure(stream, "rttMs")} where {whole} was set"));
            Near(Model(stream), Figure(stream, "mos"), 0, 0.1, "score");
        }
    }

    private static void AssertStream(JsonElement stream, List<(double Timestamp, double At)> packets, int lost, double set, double setJitter)
    {
        Assert.Equal((packets.Count, lost), ((int)Figure(stream, "packets"), (int)Figure(stream, "lost")));
        Assert.Equal(set, Figure(stream, "lossPercent"), 0.5);
        Assert.Equal(0, Figure(stream, "silentPercent"));
        Near(CableStream.JitterOf(packets), Figure(stream, "jitterMs"), 0.1, Waking, "jitter");
        Near(setJitter, Figure(stream, "jitterMs"), 0.1, WakingOfAll, "jitter as it was set");
    }

    /// <summary>The jitter of voice that leaves every 20 ms to the moment and takes just what was set, over one cable or two.</summary>
    private static double SetJitter(Dictionary<double, double> last, Dictionary<double, double>? first = null) => CableStream.JitterOf(
        [.. last.Select(packet => (Timestamp: packet.Key, At: packet.Key + packet.Value + (first?[packet.Key] ?? 0))).OrderBy(packet => packet.At)]);

    private static void AssertAlike(IReadOnlyList<JsonElement> live, IReadOnlyList<JsonElement> imported)
    {
        foreach (var (one, other) in live.Zip(imported))
        {
            foreach (var name in (string[])["packets", "lost", "lossPercent"]) Assert.Equal(Figure(one, name), Figure(other, name));
            foreach (var name in (string[])["jitterMs", "rttMs", "mos"]) Near(Figure(one, name), Figure(other, name), 0.02, 0.05, name);
        }
    }

    // ITU-T G.107 and the table for G.711 of G.113 Appendix I, with losses by chance: written from there, not from our constants.
    private static double Model(JsonElement stream)
    {
        var (loss, delay) = (Figure(stream, "lossPercent"), 40 + (2 * Figure(stream, "jitterMs")) + (Figure(stream, "rttMs") / 2));
        var x = Math.Log2(delay / 100);
        var delayed = delay <= 100 ? 0 : 25 * (Math.Pow(1 + Math.Pow(x, 6), 1.0 / 6) - (3 * Math.Pow(1 + Math.Pow(x / 3, 6), 1.0 / 6)) + 2);
        var r = 93.2 - delayed - (95 * loss / (loss + 25.1));
        return 1 + (0.035 * r) + (r * (r - 60) * (100 - r) * 7e-6);
    }

    /// <summary>Within a share, and what the wakings of a busy machine may add.</summary>
    private static void Near(double expected, double actual, double share, double slack, string what) =>
        Assert.True(Math.Abs(expected - actual) <= (share * expected) + slack, Text($"{what}: {actual} for {expected}"));

    /// <summary>The two legs in the order in which their voice passes them.</summary>
    private static JsonElement[] Measured(JsonElement call, string direction)
    {
        var legs = call.GetProperty("media").EnumerateArray().Where(stream => stream.GetProperty("origin").GetString() == "measured" && stream.GetProperty("direction").GetString() == direction)
            .OrderBy(stream => stream.GetProperty("startedAt").GetDateTimeOffset()).ToArray();
        Assert.Equal(2, legs.Length);
        return legs;
    }

    private static double Figure(JsonElement stream, string name) => stream.TryGetProperty(name, out var figure) ? figure.GetDouble() : double.NaN;

    /// <summary>Plays a call and gives the mean round trip as its ends tell it, in milliseconds.</summary>
    private static async Task<double> CallAsync(OwnNetwork network, int number, FaultyCable left, FaultyCable right)
    {
        var (callersMedia, calleesMedia) = (new IPEndPoint(IPAddress.Parse(Caller), CallersMedia + (2 * number)), new IPEndPoint(IPAddress.Parse(Callee), CalleesMedia + (2 * number)));
        var called = new IPEndPoint(IPAddress.Parse(Callee), 5061 + number);
        using var callersSip = new SipTelephone(network.OpenUdp("caller", new IPEndPoint(IPAddress.Parse(Caller), 5061 + number)), callersMedia);
        using var calleesSip = new SipTelephone(network.OpenUdp("callee", called), calleesMedia);
        var answering = calleesSip.AnswerAsync();
        var toCallee = await callersSip.CallAsync(Id(number), new IPEndPoint(IPAddress.Parse(MiddleLeft), MediaMiddle.SipPort), called);
        var toCaller = await answering;

        // What the ways do is the cables' part here.
        var none = new WayFaults(0, 0, 0);
        List<double> roundTrips;
        await using (var caller = new Telephone(callersMedia, toCallee, CallerOf(number), none, at => network.OpenUdp("caller", at)))
        await using (var callee = new Telephone(calleesMedia, toCaller, CalleeOf(number), none, at => network.OpenUdp("callee", at)))
        {
            await Task.WhenAll(caller.SpeakAsync(Packets), callee.SpeakAsync(Packets));
            await ArrivesAsync(left, left.Rightward(CallerOf(number)), right, right.Rightward(CallerOf(number)));
            await ArrivesAsync(right, right.Leftward(CalleeOf(number)), left, left.Leftward(CalleeOf(number)));
            roundTrips = [.. caller.RoundTripsMs, .. callee.RoundTripsMs];
        }

        await Task.WhenAll(callersSip.HangUpAsync(Id(number)), calleesSip.HearTheEndAsync());
        return roundTrips.Average();
    }

    private static async Task ArrivesAsync(FaultyCable first, CableStream atFirst, FaultyCable second, CableStream atSecond)
    {
        await Eventually.IsSoAsync(() => first.HasPassed(atFirst, Packets));
        await Eventually.IsSoAsync(() => second.HasPassed(atSecond, Packets - atFirst.Lost));
    }

    private static async Task<FaultyCable> LayAsync(OwnNetwork network, string one, string other, Func<(WayFaults Left, WayFaults Right), WayFaults> side, int seed) => new(
        await CableEnd.OpenAsync(network, "switch", one), await CableEnd.OpenAsync(network, "switch", other),
        ssrc => side(_ways[ssrc % 1000]), Packets, seed);

    private static Task<TsharkCapture> WatchAsync(OwnNetwork network, string folder, CancellationToken cancellationToken) => TsharkCapture.StartAsync(
        folder, network.Enter("switch"), _filter,
        [("left-in", probe => ProbeAsync(network, "caller", Caller, MiddleLeft, probe)), ("right-out", probe => ProbeAsync(network, "callee", Callee, MiddleRight, probe))],
        cancellationToken);

    private static async Task ProbeAsync(OwnNetwork network, string host, string from, string to, byte[] probe)
    {
        using var socket = network.OpenUdp(host, new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.SendToAsync(probe, new IPEndPoint(IPAddress.Parse(to), ProbePort));
    }

    private static uint CallerOf(int number) => (uint)(1000 + number);

    private static uint CalleeOf(int number) => (uint)(2000 + number);

    private static string Id(int number) => Text($"middle-{number}");

    private static string SessionOf(JsonElement call) => call.GetProperty("sessionId").GetString()!;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
