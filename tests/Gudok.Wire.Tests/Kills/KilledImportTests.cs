using System.Globalization;

namespace Gudok.Wire.Tests;

[Trait("Needs", "packages")]
public sealed class KilledImportTests(ITestOutputHelper output)
{
    private const int Calls = 12_000;
    private const int Seed = 7;
    private const int Kills = 50;
    private const int Folders = 25;
    private const int Measurements = 3;

    // What comes after it is the end of the process, when everything is closed.
    private const double Share = 0.95;
    private const int FewestHits = 42;

    private const int MostRepeated = 20;
    private const double Sooner = 0.9;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    [Fact]
    public async Task Import_killed_at_any_moment_and_begun_again_ends_as_one_left_alone()
    {
        WireTools.SkipUnlessInstalled(WireTools.Script);
        using var undisturbed = await Installation.CreateAsync();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Longest);
        var file = undisturbed.PathOf("simulated.pcap");
        (await undisturbed.RunAsync("simulate", "--calls", Text(Calls), "--seed", Text(Seed), "--out", file)).Sound();
        await undisturbed.ImportAsync(file);
        var expected = RecordSet.Of(await undisturbed.CallsAsync());
        Assert.Equal(Calls, expected.Count);
        var whole = await MeasureAsync(file);
        output.WriteLine($"seed {Seed}, {Calls} calls, a run takes {whole.TotalMilliseconds:0} ms");

        var hits = 0;
        var again = MostRepeated;
        for (var folder = 0; folder < Folders; folder++)
        {
            var hit = await KillTwiceAsync(file, folder, whole, expected, limit.Token);
            // The machine has become faster since it was measured: the same once more, sooner.
            for (; hit < Kills / Folders && again > 0; again--) hit = await KillTwiceAsync(file, folder, whole *= Sooner, expected, limit.Token);
            hits += hit;
        }

        output.WriteLine($"{hits} of {Kills} kills hit a live process");
        Assert.InRange(hits, FewestHits, Kills);
    }

    /// <summary>Kills two imports into one folder and lets a third end; how many of the two lived when they were killed.</summary>
    private async Task<int> KillTwiceAsync(string file, int folder, TimeSpan whole, IReadOnlyList<string> expected, CancellationToken cancellationToken)
    {
        using var installation = await Installation.CreateAsync();
        var hits = 0;
        // The late kill first: what a run finds recorded makes it faster, so that a late one after an early one would come too late.
        for (var kill = Kills - 1 - folder; kill >= 0; kill -= Folders)
        {
            var (isHit, shown) = await KillAsync(installation, file, whole * (Share * (kill + 0.5) / Kills), cancellationToken);
            if (isHit) hits++;
            // No call of this capture is corrected later: what the line counts are different calls.
            var kept = shown > 0 ? (await installation.CallsAsync()).Count : 0;
            output.WriteLine($"kill {kill} hit {isHit}: {shown} calls shown, {kept} kept");
            Assert.InRange(kept, shown, Calls);
        }

        await installation.ImportAsync(file);
        Assert.Equal(expected, RecordSet.Of(await installation.CallsAsync()));
        await installation.VerifyAsync();
        return hits;
    }

    private static async Task<TimeSpan> MeasureAsync(string file)
    {
        // The shortest of some: others are slowed down by something else, and a kill timed by them would come after the end.
        var shortest = TimeSpan.MaxValue;
        for (var measurement = 0; measurement < Measurements; measurement++)
        {
            using var installation = await Installation.CreateAsync();
            var started = TimeProvider.System.GetTimestamp();
            await installation.ImportAsync(file);
            var elapsed = TimeProvider.System.GetElapsedTime(started);
            if (elapsed < shortest) shortest = elapsed;
        }

        return shortest;
    }

    private static async Task<(bool IsHit, long Shown)> KillAsync(Installation installation, string file, TimeSpan after, CancellationToken cancellationToken)
    {
        await using var import = await ScreenedImport.StartAsync(installation, file);
        await Task.Delay(after, cancellationToken);
        var isHit = await import.KillAsync();
        return (isHit, import.Shown);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
