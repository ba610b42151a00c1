using System.Globalization;

namespace Gudok.Tests;

/// <summary>Changes a data folder thousands of times, a bit or a row at a time, and looks whether a check finds it. The long run:
/// <c>GUDOK_DRILL=10000 dotnet run --project tests/Gudok.Tests -- -class "*TamperDrill*" -showLiveOutput</c>.</summary>
public sealed class TamperDrillTests(ITestOutputHelper output)
{
    private const int UsualChanges = 500;

    // What a check does not cover, and why, stands in docs/ledger-format.md.
    private static readonly string[] NotCovered =
    [
        "marks.number: changed", "marks.witness: changed", "marks: row deleted", "heads: row deleted",
    ];

    [Fact]
    public async Task Every_change_that_means_something_is_caught()
    {
        var changes = int.TryParse(Environment.GetEnvironmentVariable("GUDOK_DRILL"), CultureInfo.InvariantCulture, out var asked) ? asked : UsualChanges;
        var seed = int.TryParse(Environment.GetEnvironmentVariable("GUDOK_DRILL_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var folder = new DrillFolder();
        await folder.FillAsync();
        var truth = await folder.AnswersAsync();
        var originals = Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(folder.Path, path), File.ReadAllBytes);
        var names = originals.Where(file => file.Value.Length > 0).Select(file => file.Key).Order(StringComparer.Ordinal).ToArray();
        var tally = new SortedDictionary<string, (int Made, int Passed)>(StringComparer.Ordinal);
        var missed = new List<string>();
        for (var change = 0; change < changes; change++)
        {
            folder.Begin(originals);
            var file = names[random.Next(names.Length)];
            var path = Path.Combine(folder.Path, file);
            var what = random.Next(2) == 0 && path.EndsWith(".db", StringComparison.Ordinal) ? RowEditor.Edit(path, random) : null;
            what ??= FlipBit(path, originals[file], random);
            var name = $"{Path.GetFileName(path)} {what.Split(':')[0]}";
            var isCaught = await folder.IsCaughtAsync();
            if (!isCaught && !NotCovered.Contains(what) && await folder.AnswersAsync() is var answers && answers != truth) missed.Add($"{change}: {name}: {what}");
            var (made, passed) = tally.GetValueOrDefault(name);
            tally[name] = (made + 1, passed + (isCaught ? 0 : 1));
        }

        foreach (var (name, (made, passed)) in tally) output.WriteLine($"{name}: {made} changes, {passed} met nothing that means anything");
        Assert.True(missed.Count == 0, string.Join('\n', missed));
        folder.Begin(originals);
        Assert.False(await folder.IsCaughtAsync());
    }

    private static string FlipBit(string path, byte[] original, Random random)
    {
        var changed = (byte[])original.Clone();
        var at = random.Next(changed.Length);
        changed[at] ^= (byte)(1 << random.Next(8));
        File.WriteAllBytes(path, changed);
        return string.Create(CultureInfo.InvariantCulture, $"bit: octet {at}");
    }
}
