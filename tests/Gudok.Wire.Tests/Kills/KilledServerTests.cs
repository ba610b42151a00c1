using System.Net.Http.Json;
using System.Text.Json;
using Gudok.Capture;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Wire.Tests;

[Trait("Needs", "packages")]
public sealed class KilledServerTests(ITestOutputHelper output)
{
    private const int Kills = 50;
    private const int FewestWholeCalls = 100;
    private static readonly TimeSpan LongestUptime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan UnderWay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MostLost = TimeSpan.FromSeconds(1);
    private static readonly SimulationOptions Traffic = new() { Calls = 2_000, Seed = 11, Rate = 25, MeanTalk = TimeSpan.FromSeconds(2) };

    [Fact]
    public async Task Server_killed_again_and_again_keeps_every_call_it_heard_whole()
    {
        using var installation = await Installation.CreateAsync();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Longest);
        var ports = LoopbackPorts.Find(2);
        var traffic = new PacedTraffic();
        Task? sending = null;
        var shown = new Dictionary<string, string>();
        var lives = new List<(Instant Ready, Instant Killed)>();
        for (var kill = 0; kill < Kills; kill++)
        {
            // Seventeen has no factor in common with fifty: every uptime comes once, long and short ones mixed.
            var uptime = LongestUptime * ((kill * 17 % Kills + 0.5) / Kills);
            await using var server = await RunningServer.StartAsync(installation, ports);
            var ready = Instant.Now(TimeProvider.System);
            // What is sent before anybody was there to hear it is lost without a gap.
            sending ??= traffic.SendAsync(new(System.Net.IPAddress.Loopback, ports.First + 1), Traffic, limit.Token);
            await Task.Delay(uptime, limit.Token);
            foreach (var call in await NewestAsync(server)) shown[call.GetProperty("id").GetString()!] = call.GetRawText();
            var killed = Instant.Now(TimeProvider.System);
            Assert.True(await server.Process.KillAsync());
            lives.Add((ready, killed));
        }

        output.WriteLine($"seed {Traffic.Seed}, {Kills} kills, uptimes to {LongestUptime}");
        await using (var last = await RunningServer.StartAsync(installation, ports))
        {
            await sending!;
            var settled = Instant.Now(TimeProvider.System) + TimeSpan.FromSeconds(8);
            await Eventually.IsSoAsync(() => Instant.Now(TimeProvider.System) > settled);
            Assert.Equal(0, await last.StopAsync());
        }

        var gaps = NotedGap.ReadAll(installation.Data);
        AssertGaps(gaps, lives);
        var calls = await installation.CallsAsync();
        AssertWhole(traffic, gaps, calls);
        var byId = calls.ToDictionary(call => call.GetProperty("id").GetString()!);
        foreach (var once in shown.Where(once => !IsKept(once.Value, byId[once.Key]))) TellChanged(traffic, gaps, once.Value, byId[once.Key]);
        Assert.All(shown, once => Assert.True(IsKept(once.Value, byId[once.Key]), once.Key));
        await installation.VerifyAsync();
    }

    private static async Task<IReadOnlyList<JsonElement>> NewestAsync(RunningServer server)
    {
        using var answer = await server.Http.PostAsJsonAsync("api/v1/calls/search", new { limit = 100 });
        answer.EnsureSuccessStatusCode();
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("calls").EnumerateArray()];
    }

    // Every kill is followed by a gap that covers it, and between the last moment kept and the kill lies no more than was promised.
    private void AssertGaps(IReadOnlyList<NotedGap> gaps, List<(Instant Ready, Instant Killed)> lives)
    {
        var lost = new List<TimeSpan>();
        foreach (var (ready, killed) in lives)
        {
            var gap = gaps.First(gap => gap.EndedAt > killed);
            Assert.True(gap.BeganAt < killed);
            lost.Add(killed - (gap.BeganAt > ready ? gap.BeganAt : ready));
        }

        output.WriteLine($"lost before a kill: {lost.Average(time => time.TotalMilliseconds):0} ms on average, {lost.Max().TotalMilliseconds:0} ms at most");
        Assert.InRange(lost.Max(), TimeSpan.Zero, MostLost);
    }

    private void AssertWhole(PacedTraffic traffic, IReadOnlyList<NotedGap> gaps, IReadOnlyList<JsonElement> calls)
    {
        var byCallId = calls.ToLookup(call => call.GetProperty("sessionId").GetString()!);
        var whole = traffic.Calls.Where(call => traffic.SentOf(call).All(sent => gaps.All(gap => !gap.Touches(sent, UnderWay)))).ToArray();
        var across = whole.Count(call => gaps.Any(gap => gap.BeganAt > call.StartedAt && gap.EndedAt < traffic.SentOf(call)[^1]));
        output.WriteLine($"{traffic.Calls.Count} calls sent, {calls.Count} recorded, {whole.Length} heard whole, {across} of them with a restart between their messages");
        foreach (var call in whole.Where(call => IsOdd(call, [.. byCallId[call.CallId]]))) Tell(traffic, call, gaps, [.. byCallId[call.CallId]]);
        Assert.InRange(whole.Length, FewestWholeCalls, traffic.Calls.Count);
        Assert.InRange(across, 1, whole.Length);
        Assert.All(whole, call => AssertSame(call, Assert.Single(byCallId[call.CallId])));
        Assert.All(byCallId, sameCall => Assert.Single(sameCall));
    }

    private static bool IsOdd(SimulatedCall expected, JsonElement[] calls) =>
        calls is not [var only] || Text(only, "endedAt") != expected.EndedAt?.ToString() || Text(only, "startedAt") != expected.StartedAt.ToString();

    // What a failure is understood from: when the call's messages left, the gaps near them, what was recorded.
    private void Tell(PacedTraffic traffic, SimulatedCall call, IReadOnlyList<NotedGap> gaps, JsonElement[] recorded)
    {
        var sent = traffic.SentOf(call);
        var near = gaps.Where(gap => gap.EndedAt > sent[0] + -TimeSpan.FromSeconds(3) && gap.BeganAt < sent[^1] + TimeSpan.FromSeconds(3));
        output.WriteLine($"{call}\n  sent {string.Join(' ', sent)}\n  gaps {string.Join(' ', near)}");
        foreach (var one in recorded) output.WriteLine($"  recorded {Text(one, "startedAt")} {Text(one, "answeredAt")} {Text(one, "endedAt")} {Text(one, "disposition")}");
    }

    private static void AssertSame(SimulatedCall expected, JsonElement call)
    {
        Assert.Equal(expected.Disposition.ToString(), Text(call, "disposition"), ignoreCase: true);
        Assert.Equal(
            (expected.StartedAt.ToString(), expected.AnsweredAt?.ToString(), expected.EndedAt?.ToString()),
            (Text(call, "startedAt"), Text(call, "answeredAt"), Text(call, "endedAt")));
    }

    // A correction may add the end that was not known; it takes nothing away.
    private static bool IsKept(string shown, JsonElement call)
    {
        using var before = JsonDocument.Parse(shown);
        return before.RootElement.GetProperty("complete").GetBoolean()
            ? RecordSet.Of([before.RootElement]).SequenceEqual(RecordSet.Of([call]))
            : Text(before.RootElement, "sessionId") == Text(call, "sessionId");
    }

    private void TellChanged(PacedTraffic traffic, IReadOnlyList<NotedGap> gaps, string shown, JsonElement call)
    {
        output.WriteLine($"shown {shown}\nkept  {call.GetRawText()}");
        Tell(traffic, traffic.Calls.First(sent => sent.CallId == Text(call, "sessionId")), gaps, [call]);
    }

    private static string? Text(JsonElement call, string member) => call.TryGetProperty(member, out var value) ? value.GetString() : null;
}
