using System.Text.Json;

namespace Gudok.Wire.Tests;

/// <summary>Rotations of keys of the built program that are killed, and backups from before a rotation.</summary>
public sealed class KilledRotationTests(ITestOutputHelper output)
{
    private const int Calls = 6_000;
    private const int Kills = 10;
    private const int FewestHits = 6;
    private const int Probes = 3;
    private const int Measurements = 3;

    // What comes after it is the end of the process, when everything is closed.
    private const double Share = 0.95;

    [Theory]
    [InlineData("--master")]
    [InlineData("--index")]
    public async Task Rotation_killed_at_any_moment_loses_no_search_and_ends_when_begun_again(string key)
    {
        using var installation = await Installation.CreateAsync();
        var truth = await FillAsync(installation);
        var whole = await MeasureAsync(installation, key);
        var hits = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await using (var rotation = installation.Start("keys", "rotate", key))
            {
                await Task.Delay(whole * (Share * (kill + 0.5) / Kills), TestContext.Current.CancellationToken);
                if (await rotation.KillAsync()) hits++;
            }

            await AssertFoundAsync(installation, installation.Data, truth);
            (await installation.RunAsync("keys", "rotate", key)).Sound();
            var status = await StatusAsync(installation);
            Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (status.GetProperty("master").ValueKind, status.GetProperty("index").ValueKind));
            await installation.VerifyAsync();
        }

        await AssertFoundAsync(installation, installation.Data, truth);
        output.WriteLine($"a rotation takes {whole.TotalMilliseconds:0} ms; {hits} of {Kills} kills hit a live process");
        Assert.InRange(hits, FewestHits, Kills);
    }

    [Fact]
    public async Task Backup_from_before_both_rotations_is_restored_and_found_in()
    {
        using var installation = await Installation.CreateAsync();
        var truth = await FillAsync(installation);
        var place = installation.PathOf("place");
        (await installation.RunAsync("backup", "--to", place)).Sound();
        foreach (var key in (string[])["--index", "--master", "--index"]) (await installation.RunAsync("keys", "rotate", key)).Sound();

        // The old index key is destroyed: what was backed up under it is computed anew.
        var restored = installation.PathOf("restored");
        var run = (await installation.RunOnAsync(restored, "restore", place)).Sound();
        Assert.Contains("Everything agrees with its seals.", run.Output, StringComparison.Ordinal);
        await AssertFoundAsync(installation, restored, truth);
        (await installation.RunOnAsync(restored, "verify")).Sound();

        // What the restored folder does to the weekly keys must not lock the first one out: they share them.
        await AssertFoundAsync(installation, installation.Data, truth);
        await installation.VerifyAsync();
    }

    // The shortest of some: others are slowed down by something else, and a kill timed by them would come after the end.
    private static async Task<TimeSpan> MeasureAsync(Installation installation, string key)
    {
        var shortest = TimeSpan.MaxValue;
        for (var measurement = 0; measurement < Measurements; measurement++)
        {
            var started = TimeProvider.System.GetTimestamp();
            (await installation.RunAsync("keys", "rotate", key)).Sound();
            var elapsed = TimeProvider.System.GetElapsedTime(started);
            if (elapsed < shortest) shortest = elapsed;
        }

        return shortest;
    }

    /// <summary>Calls of some numbers, by number.</summary>
    private static async Task<Dictionary<string, string[]>> FillAsync(Installation installation)
    {
        var file = installation.PathOf("simulated.pcap");
        (await installation.RunAsync("simulate", "--calls", $"{Calls}", "--seed", "21", "--all-new", "--out", file)).Sound();
        await installation.ImportAsync("--no-messages", file);
        var calls = await installation.CallsAsync(isRevealed: true);
        var numbers = calls.Select(CallerOf).Where(text => text.StartsWith('+'));
        var truth = new Dictionary<string, string[]>();
        foreach (var number in numbers.Distinct().Where((_, at) => at % 1000 == 0).Take(Probes)) truth[number] = await FindAsync(installation, installation.Data, number);
        Assert.Equal(Probes, truth.Count);
        Assert.All(truth.Values, Assert.NotEmpty);
        return truth;
    }

    // A withheld one is not told.
    private static string CallerOf(JsonElement call) =>
        call.TryGetProperty("caller", out var caller) && caller.TryGetProperty("text", out var text) ? text.GetString()! : "";

    private static async Task AssertFoundAsync(Installation installation, string data, Dictionary<string, string[]> truth)
    {
        foreach (var (number, ids) in truth) Assert.Equal(ids, await FindAsync(installation, data, number));
    }

    private static async Task<string[]> FindAsync(Installation installation, string data, string number)
    {
        var run = (await installation.RunOnAsync(data, "calls", "--number", number, "--format", "jsonl", "--limit", "0")).Sound();
        return [.. run.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!).Order(StringComparer.Ordinal)];
    }

    private static async Task<JsonElement> StatusAsync(Installation installation)
    {
        using var document = JsonDocument.Parse((await installation.RunAsync("keys", "status", "--json")).Sound().Output);
        return document.RootElement.Clone();
    }
}
