using System.Text.Json;
using Gudok.Testing;

namespace Gudok.Wire.Tests;

[Trait("Needs", "packages")]
public sealed class ServeKamailioTests
{
    private const int CallsOfALoad = 63;
    private const int RateOfALoad = 6;
    private const double ToleranceMs = 20;

    [Fact]
    public async Task Server_records_each_call_that_a_Kamailio_mirrors_once_and_right()
    {
        WireTools.SkipUnlessInstalled(WireTools.Kamailio, WireTools.Sipp, WireTools.Tshark);
        var cancellationToken = TestContext.Current.CancellationToken;
        using var installation = await Installation.CreateAsync();
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(installation);
        WireLoad[] loads = [.. Enum.GetValues<WireOutcome>().Select(outcome => new WireLoad(outcome, CallsOfALoad, RateOfALoad))];

        var file = await WireRun.PlayAsync(folder.Path, server.Hep.Port, loads, cancellationToken);
        var expected = await TsharkCall.ReadAsync(file, cancellationToken);
        Assert.Equal(CallsOfALoad * loads.Length, expected.Count);
        await Eventually.IsSoAsync(async () => await server.MetricAsync("gudok_capture_calls_total") >= expected.Count);
        await Eventually.IsSoAsync(async () => (await installation.CallsAsync()).Count >= expected.Count);

        var recorded = await installation.CallsAsync(isRevealed: true);
        Assert.Equal(expected.Count, recorded.Count);
        var byCallId = recorded.ToDictionary(call => call.GetProperty("sessionId").GetString()!);
        Assert.All(expected, call => AssertSame(call, byCallId[call.CallId]));
        Assert.Equal(0, await server.MetricAsync("gudok_capture_dropped_total"));

        var import = await installation.ImportAsync(file);
        Assert.Equal((expected.Count, 0, expected.Count), (Count(import, "calls"), Count(import, "added"), Count(import, "known")));
        Assert.Equal(0, await server.StopAsync());
        Assert.Equal(expected.Count, (await installation.CallsAsync()).Count);
        await installation.VerifyAsync();
    }

    // The mirror's stamps are Kamailio's, tshark's the kernel's.
    private static void AssertSame(TsharkCall expected, JsonElement call)
    {
        Assert.Equal(expected.Disposition.ToString(), Text(call, "disposition"), ignoreCase: true);
        Assert.Equal(expected.EndedBy.ToString(), Text(call, "endedBy"), ignoreCase: true);
        Assert.Equal(expected.SipStatus, call.GetProperty("sipStatus").GetInt32());
        Assert.Equal((expected.Caller, expected.Dialled), (Party(call, "caller"), Party(call, "dialled")));
        Assert.Equal(expected.Talk is null, !call.TryGetProperty("answeredAt", out var answer) || answer.ValueKind == JsonValueKind.Null);
        var talk = expected.Talk ?? TimeSpan.Zero;
        Assert.InRange(Math.Abs(call.GetProperty("talkMs").GetInt64() - talk.TotalMilliseconds), 0, ToleranceMs);
    }

    private static string? Text(JsonElement call, string member) => call.GetProperty(member).GetString();

    private static string? Party(JsonElement call, string member) => Text(call.GetProperty(member), "text");

    private static int Count(JsonElement import, string member) => import.GetProperty(member).GetInt32();
}
