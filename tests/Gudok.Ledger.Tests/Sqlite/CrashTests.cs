using System.Diagnostics;
using System.Globalization;
using Gudok.Calls;
using Gudok.Testing;

namespace Gudok.Ledger.Tests;

public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Kills = 5;
    private const int BatchSize = 20;
    private const string FolderVariable = "GUDOK_TEST_CRASH_FOLDER";
    private const string RoundVariable = "GUDOK_TEST_CRASH_ROUND";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_doubled_by_kill_9()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var folder = new TestFolder();
        var told = Path.Combine(folder.Path, "told");
        await File.WriteAllTextAsync(told, "");
        for (var round = 0; round < Kills; round++)
        {
            await RunAndKill(folder.Path, round, told, random);
            await Check(folder.Path, told);
        }
    }

    // Run by the test above in a process of its own; by itself it has nothing to do.
    [Fact]
    public async Task Child_appends_until_it_is_killed()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { } folder) return;
        var round = int.Parse(Environment.GetEnvironmentVariable(RoundVariable)!, CultureInfo.InvariantCulture);
        await using var ledger = await Open(folder);
        await using var told = new StreamWriter(Path.Combine(folder, "told"), append: true) { AutoFlush = true };
        for (var batch = 0; ; batch++)
        {
            var first = round * 1_000_000 + batch * BatchSize;
            var records = Enumerable.Range(first, BatchSize).Select(RecordOf).ToList();
            await ledger.AppendAsync(LedgerEntries.Batch(records.Select(record => LedgerEntries.Entry(record))), None);
            var corrected = LedgerEntries.Correction(records[0] with { SipStatus = 486 }, LedgerEntries.Start);
            await ledger.AppendAsync(new LedgerBatch([], [corrected]), None);
            await told.WriteLineAsync(first.ToString(CultureInfo.InvariantCulture));
            if (batch % 3 == 2) await ledger.SealAsync(None);
            if (batch % 7 == 6) await ledger.CloseSegmentsAsync(None);
        }
    }

    private static CallRecord RecordOf(int number) =>
        LedgerEntries.Record(number, LedgerEntries.Start + TimeSpan.FromSeconds(number % 1_000_000) + TimeSpan.FromDays(number % 3));

    private static async Task<SqliteCallLedger> Open(string folder) => await SqliteCallLedger.OpenAsync(
        new LedgerOptions { Folder = folder, SegmentRecords = 200, OpenSegments = 2 },
        new SeededDayKeys(LedgerFolder.KeySeed),
        await TestHeads.OpenAsync(TimeProvider.System, SqliteHeadStore.Open(folder)),
        TimeProvider.System,
        None);

    private static async Task RunAndKill(string folder, int round, string told, Random random)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Gudok.Ledger.Tests"))
        {
            ArgumentList = { "-method", $"*{nameof(Child_appends_until_it_is_killed)}" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [FolderVariable] = folder, [RoundVariable] = round.ToString(CultureInfo.InvariantCulture) },
        };
        var enough = new FileInfo(told).Length + random.Next(1, 200);
        using var child = Process.Start(start)!;
        var watch = Stopwatch.StartNew();
        while (new FileInfo(told).Length < enough && watch.Elapsed < Deadline && !child.HasExited) await Task.Delay(1);
        await Task.Delay(random.Next(20));
        var wasAlive = !child.HasExited;
        child.Kill();
        await child.WaitForExitAsync();
        Assert.True(wasAlive, "The child ended by itself.");
        Assert.True(new FileInfo(told).Length >= enough, "The child did not append in time.");
    }

    private static async Task Check(string folder, string told)
    {
        await using var ledger = await Open(folder);
        var seen = new List<RecordId>();
        for (var query = new CallQuery { Limit = 1000 }; ;)
        {
            var page = await ledger.QueryAsync(query, None);
            seen.AddRange(page.Records.Select(record => record.Id));
            if (page.Next is null) break;
            query = query with { After = page.Next };
        }

        Assert.Equal(seen.Count, seen.Distinct().Count());
        var there = seen.ToHashSet();
        foreach (var line in await File.ReadAllLinesAsync(told))
        {
            var first = int.Parse(line, CultureInfo.InvariantCulture);
            Assert.All(Enumerable.Range(first, BatchSize), number => Assert.Contains(RecordOf(number).Id, there));
            Assert.Equal(486, (await ledger.FindAsync(RecordOf(first).Id, None))!.SipStatus);
        }

        Assert.Null((await ledger.VerifyAsync(null, None)).Failure);
    }
}
