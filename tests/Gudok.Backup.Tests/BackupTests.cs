using Gudok.Numbers;

namespace Gudok.Backup.Tests;

/// <summary>Runs of backups and what can be restored of them.</summary>
public sealed class BackupTests
{
    [Fact]
    public async Task Backup_made_while_records_are_appended_restores_to_one_moment_that_verifies()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        await folder.AddAsync(0, 700);
        var session = folder.Session();
        var adding = Task.Run(async () =>
        {
            for (var batch = 0; batch < 40; batch++) await folder.AddAsync(700 + batch * 100, 100);
        });
        do await session.RunAsync(default);
        while (!adding.IsCompleted);
        await adding;
        var last = await session.RunAsync(default);
        session.Dispose();
        var records = await folder.RecordsAsync();

        var (restored, report) = await folder.RestoreAsync();
        Assert.Equal((last.Run, 0), (report.Run, report.Passed.Count));
        await folder.ReopenAsync(restored);
        Assert.Equal(records, await folder.RecordsAsync());
        Assert.Equal(4700, records.Count);
        Assert.True((await folder.Ledger.VerifyAsync(null, default)).IsOk);
        Assert.Equal(4700, folder.Vault.State.Living);
    }

    [Fact]
    public async Task Every_run_made_beside_appends_restores_to_a_whole_ledger()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        folder.Options.Points = 1000;
        using (var session = folder.Session())
        {
            var adding = Task.Run(async () =>
            {
                for (var batch = 0; batch < 30; batch++) await folder.AddAsync(batch * 70, 70, days: 6);
            });
            do await session.RunAsync(default);
            while (!adding.IsCompleted);
            await adding;
            await session.RunAsync(default);
        }

        var sizes = new HashSet<long>();
        foreach (var run in Directory.GetFiles(Path.Combine(folder.Place, "keys"), "*.manifest").OrderDescending())
        {
            var (restored, _) = await folder.RestoreAsync($"restored-{Path.GetFileNameWithoutExtension(run)}");
            await folder.ReopenAsync(restored);
            var verified = await folder.Ledger.VerifyAsync(null, default);
            Assert.True(verified.IsOk, verified.Failure?.Text);
            Assert.True(folder.Vault.State.Living >= verified.Records);
            sizes.Add(verified.Records);
            File.Delete(run);
        }

        Assert.InRange(sizes.Count, 2, int.MaxValue);
        Assert.Equal(2100, sizes.Max());
    }

    [Fact]
    public async Task A_second_run_copies_only_what_changed()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        await folder.AddAsync(0, 3_000);
        var first = await folder.BackUpAsync();
        await folder.AddAsync(3_000, 1);
        var second = await folder.BackUpAsync();
        var third = await folder.BackUpAsync();

        Assert.InRange(first.CopiedOctets, 1_000_000, long.MaxValue);
        Assert.InRange(second.CopiedOctets, 1, 200_000);
        Assert.Equal((2L, false, 0L), (third.Run, third.IsNew, third.CopiedOctets));
        // The first five segments were closed before the first run: no later run wrote a part of them.
        var later = Directory.GetFiles(Path.Combine(folder.Place, "ledger"), "0000000002-*.part");
        Assert.InRange(later.Length, 1, 3);
    }

    [Fact]
    public async Task Many_small_runs_are_folded_and_old_ones_let_go()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        await folder.AddAsync(0, 400);
        using (var session = folder.Session())
        {
            await session.RunAsync(default);
            for (var run = 0; run < FileCopy.MostParts * 2 + 20; run++)
            {
                await folder.AddAsync(400 + run, 1);
                await session.RunAsync(default);
            }
        }

        var keys = Directory.GetFiles(Path.Combine(folder.Place, "keys"));
        Assert.Equal(folder.Options.Points, keys.Count(file => file.EndsWith(".manifest", StringComparison.Ordinal)));
        Assert.InRange(keys.Length, 5, FileCopy.MostParts * 2);
        var records = await folder.RecordsAsync();
        var (restored, _) = await folder.RestoreAsync();
        await folder.ReopenAsync(restored);
        Assert.Equal(records, await folder.RecordsAsync());
        Assert.True((await folder.Ledger.VerifyAsync(null, default)).IsOk);
    }

    [Fact]
    public async Task What_was_dropped_leaves_the_place_when_no_kept_run_needs_it()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        folder.Options.Points = 2;
        await folder.AddAsync(0, 2_400);
        await folder.Ledger.CloseSegmentsAsync(default);
        await folder.BackUpAsync();
        var before = Size(folder);
        await folder.Ledger.DropDaysAsync([DayPart.OfDefault(new DateOnly(2026, 11, 21))], default);
        // As every run of retention does behind a drop.
        await folder.Ledger.SettlePartiesAsync(await folder.Ledger.OwedPartiesAsync(default), default);
        for (var run = 0; run < 3; run++)
        {
            await folder.AddAsync(100_000 + run, 1);
            await folder.BackUpAsync();
        }

        Assert.InRange(Size(folder), 1, before / 2);

        static long Size(BackedUpFolder folder) => Directory.GetFiles(Path.Combine(folder.Place, "ledger")).Sum(file => new FileInfo(file).Length);
    }

    [Fact]
    public async Task A_run_that_was_cut_short_costs_nothing_of_what_was_there()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        await folder.AddAsync(0, 900);
        await folder.BackUpAsync();
        await folder.AddAsync(900, 300);
        // What a kill leaves: parts of a run whose last manifest is not there.
        var second = await folder.BackUpAsync();
        File.Delete(Path.Combine(folder.Place, "keys", SetFolder.ManifestName(second.Run)));
        await File.WriteAllTextAsync(Path.Combine(folder.Place, "keys", "0000000002-0009.part.tmp"), "half");

        var (early, report) = await folder.RestoreAsync("early");
        Assert.Equal(1, report.Run);
        Assert.Contains("keys/0000000002.manifest", Assert.Single(report.Passed), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(early, "vault.db")));

        var again = await folder.BackUpAsync();
        Assert.Equal((2L, true), (again.Run, again.IsNew));
        Assert.Empty(Directory.GetFiles(folder.Place, "*.tmp", SearchOption.AllDirectories));
        var records = await folder.RecordsAsync();
        var (restored, _) = await folder.RestoreAsync();
        await folder.ReopenAsync(restored);
        Assert.Equal(records, await folder.RecordsAsync());
    }

    [Fact]
    public async Task What_a_class_of_retention_has_of_a_day_is_restored_and_can_still_go_alone()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        await folder.Ledger.KeepClassesAsync([new Ledger.RetentionTerms("emergency", "calls to 112", 30, 7)], default);
        await folder.AddAsync(0, 20);
        await folder.AddAsync(20, 30, retentionClass: 1);
        await folder.BackUpAsync();
        var records = await folder.RecordsAsync();
        await folder.ReopenAsync((await folder.RestoreAsync()).Folder);
        Assert.Equal(records, await folder.RecordsAsync());
        Assert.Equal(30, folder.Ledger.Classes[1].Terms.RecordDays);
        await folder.Ledger.DropDaysAsync([new Numbers.DayPart(new DateOnly(2026, 11, 21), 1)], default);
        Assert.Equal(20, (await folder.RecordsAsync()).Count);
        Assert.True((await folder.Ledger.VerifyAsync(null, default)).IsOk);
    }

    [Fact]
    public async Task A_run_takes_its_moment_of_the_ledger_between_two_appends()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        await using var other = await BackedUpFolder.OpenAsync();
        await folder.AddAsync(0, 10);
        await other.AddAsync(0, 10);
        using var mayEnd = new ManualResetEventSlim();
        var isUnderWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // Listeners are told before an append gives up its turn: this one keeps it under way.
        using var listening = folder.Ledger.OnAppended(_ =>
        {
            isUnderWay.SetResult();
            mayEnd.Wait();
        });
        var adding = Task.Run(() => folder.AddAsync(10, 1));
        await isUnderWay.Task;
        var running = folder.BackUpAsync();
        try
        {
            // The same work where nothing is under way says when it would have been done.
            for (var run = 0; run < 3; run++)
            {
                await other.BackUpAsync();
                await other.AddAsync(10 + run, 1);
            }

            Assert.False(running.IsCompleted);
        }
        finally
        {
            mayEnd.Set();
            await adding;
        }

        Assert.Equal(1, (await running).Run);
        var records = await folder.RecordsAsync();
        await folder.ReopenAsync((await folder.RestoreAsync()).Folder);
        Assert.Equal(records, await folder.RecordsAsync());
    }

    [Fact]
    public async Task A_folder_that_keeps_its_keys_within_itself_is_not_backed_up()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        await File.WriteAllTextAsync(Path.Combine(folder.Data, "demo.key"), "");
        var refusal = Assert.Throws<BackupException>(() => folder.Session());
        Assert.Equal(("GDK-8007", BackupFaults.KeysInFolder), (refusal.Code, BackupFaults.KeysInFolder));
        Assert.Contains("Use a key source outside", refusal.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Place));
    }

    [Fact]
    public async Task Places_that_will_not_do_are_refused()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        await folder.AddAsync(0, 1);
        Assert.Equal(BackupFaults.PlaceInside, Assert.Throws<BackupException>(() => folder.Session(Path.Combine(folder.Data, "backup"))).Code);
        using (var session = folder.Session())
        {
            await session.RunAsync(default);
            using var other = folder.Session();
            Assert.Equal(BackupFaults.PlaceTaken, (await Assert.ThrowsAsync<BackupException>(() => other.RunAsync(default))).Code);
        }

        await using var stranger = await BackedUpFolder.OpenAsync();
        await stranger.AddAsync(0, 1);
        using var foreign = stranger.Session(folder.Place);
        Assert.Equal(BackupFaults.ForeignPlace, (await Assert.ThrowsAsync<BackupException>(() => foreign.RunAsync(default))).Code);
    }
}
