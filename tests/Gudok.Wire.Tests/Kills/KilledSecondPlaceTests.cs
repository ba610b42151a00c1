using System.Globalization;
using System.Text;
using System.Text.Json;
using Gudok.Sip;

namespace Gudok.Wire.Tests;

/// <summary>The second place of a server that was killed: everything acknowledged more than five seconds before stands in it.</summary>
public sealed class KilledSecondPlaceTests(ITestOutputHelper output)
{
    private const int CallsPerPost = 20;
    private static readonly TimeSpan MostBehind = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan[] Uptimes = [TimeSpan.FromSeconds(6.1), TimeSpan.FromSeconds(7.3), TimeSpan.FromSeconds(8.2), TimeSpan.FromSeconds(9.7)];

    [Fact]
    public async Task Second_place_of_a_killed_server_has_all_that_was_acknowledged_five_seconds_before()
    {
        using var installation = await Installation.CreateAsync();
        var place = installation.PathOf("place");
        Directory.CreateDirectory(installation.Data);
        await File.WriteAllTextAsync(
            Path.Combine(installation.Data, "gudok.json"), $$"""{ "Backup": { "Place": "{{place}}", "Continuous": true } }""");
        var acknowledged = new List<(string SessionId, Instant At)>();
        for (var kill = 0; kill < Uptimes.Length; kill++)
        {
            var killed = await ServeAndKillAsync(installation, Uptimes[kill], acknowledged);
            var restored = installation.PathOf($"restored-{kill}");
            var run = (await installation.RunOnAsync(restored, "restore", place, "--json")).Sound();
            Assert.True(JsonDocument.Parse(run.Output).RootElement.GetProperty("ok").GetBoolean());
            var calls = (await installation.RunOnAsync(restored, "calls", "--format", "jsonl", "--limit", "0")).Sound();
            var there = calls.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("sessionId").GetString()!).ToHashSet();
            var due = acknowledged.Where(call => call.At + MostBehind < killed).ToList();
            var behind = acknowledged.Where(call => !there.Contains(call.SessionId)).Select(call => (killed - call.At).TotalSeconds).DefaultIfEmpty().Max();
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"kill {kill}: {acknowledged.Count} acknowledged, {there.Count} restored, the oldest that is not there {behind:0.0} s old"));
            Assert.NotEmpty(due);
            Assert.DoesNotContain(due, call => !there.Contains(call.SessionId));
        }

        await installation.VerifyAsync();
    }

    private static async Task<Instant> ServeAndKillAsync(Installation installation, TimeSpan uptime, List<(string SessionId, Instant At)> acknowledged)
    {
        await using var server = await RunningServer.StartAsync(installation);
        using var program = await server.EnterAsProgramAsync(installation, "calls.post");
        // From the first answer on: a server that has just begun is slow with its first.
        Instant? end = null;
        while (end is null || Instant.Now(TimeProvider.System) < end)
        {
            var numbers = Enumerable.Range(acknowledged.Count, CallsPerPost).ToList();
            using var body = new StringContent($"[{string.Join(',', numbers.Select(Call))}]", Encoding.UTF8, "application/json");
            using var answer = await program.PostAsync(new Uri("api/v1/calls", UriKind.Relative), body);
            answer.EnsureSuccessStatusCode();
            var now = Instant.Now(TimeProvider.System);
            end ??= now + uptime;
            acknowledged.AddRange(numbers.Select(number => (IdOf(number), now)));
        }

        var killed = Instant.Now(TimeProvider.System);
        Assert.True(await server.Process.KillAsync());
        return killed;
    }

    private static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"call-{number}@test");

    private static string Call(int number) => $$"""
        { "sessionId": "{{IdOf(number)}}", "caller": "+7495{{number:D7}}", "callee": "+74951230000",
          "startedAt": "{{Instant.Now(TimeProvider.System)}}", "endedAt": "{{Instant.Now(TimeProvider.System) + TimeSpan.FromSeconds(1)}}", "disposition": "busy", "sipStatus": 486 }
        """;
}
