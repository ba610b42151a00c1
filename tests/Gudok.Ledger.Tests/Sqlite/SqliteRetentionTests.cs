using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Seals;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Ledger.Tests;

public sealed class SqliteRetentionTests : CallRetentionContract
{
    private readonly TestFolder _folder = new();
    private readonly EphemeralDayKeys _keys = new();

    private HeadChain? _heads;

    protected override async ValueTask<IRetainingLedger> OpenAsync()
    {
        if (_heads is not null) await _heads.DisposeAsync();
        _heads = await TestHeads.OpenAsync(Clock, SqliteHeadStore.Open(_folder.Path));
        return await SqliteCallLedger.OpenAsync(new LedgerOptions { Folder = _folder.Path, MessageDays = 3650 }, _keys, _heads, Clock, None);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_heads is not null) await _heads.DisposeAsync();
        _folder.Dispose();
    }

    protected override async ValueTask<IRetainingLedger?> ReopenRobbedAsync(IRetainingLedger ledger, DayPart part)
    {
        await ledger.DisposeAsync();
        var folder = Path.Combine(_folder.Path, "ledger", SegmentName.FolderName(part));
        using (var db = LedgerDb.OpenToWrite(Path.Combine(folder, "000.db"), "select 1")) db.Execute("delete from calls where row=(select max(row) from calls)");
        return await OpenAsync();
    }

    protected override async ValueTask<IRetainingLedger?> ReopenWithChangedMessagesAsync(IRetainingLedger ledger, DayPart part)
    {
        await ledger.DisposeAsync();
        var folder = Path.Combine(_folder.Path, "ledger", SegmentName.FolderName(part));
        using (var db = LedgerDb.OpenToWrite(Path.Combine(folder, "messages.db"), "select 1")) db.Execute("update messages set data=x'00'");
        return await OpenAsync();
    }

    protected override async ValueTask<IRetainingLedger?> ReopenWithEmptyAsync(IRetainingLedger ledger, DayPart part)
    {
        await ledger.DisposeAsync();
        SegmentFiles.Create(Path.Combine(_folder.Path, "ledger"), new SegmentName(part, 0));
        return await OpenAsync();
    }

    protected override async ValueTask<int> DroppedHeadsAsync() =>
        (await _heads!.Store.ReadAsync(1, 1000, None)).Count(line => line.Contains("dropped", StringComparison.Ordinal));

    [Fact]
    public async Task Files_and_key_of_a_dropped_day_are_gone_and_no_party_of_it_is_left()
    {
        await using var ledger = await OpenAsync();
        var record = await FillAsync(ledger);
        await ledger.CloseSegmentsAsync(None);
        await ledger.DropDaysAsync([FirstPart], None);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "ledger", "2026-11-21")));
        Assert.False(_keys.TryGet(FirstPart, out _));
        var party = BitConverter.GetBytes(record.Caller.Value);
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*.run", SearchOption.AllDirectories))
        {
            Assert.Equal(-1, (await File.ReadAllBytesAsync(file, None)).AsSpan().IndexOf(party));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Files_and_key_of_a_class_are_gone_and_those_of_the_others_keep_every_octet(bool isCutShort)
    {
        var (part, copy) = (FirstPart with { Class = 1 }, Path.Combine(_folder.Path, "copy"));
        var (theirs, others) = (Path.Combine(_folder.Path, "ledger", "2026-11-21.001"), Path.Combine(_folder.Path, "ledger", "2026-11-21"));
        Dictionary<string, string> before;
        await using (var ledger = await OpenAsync())
        {
            await ledger.KeepClassesAsync([new RetentionTerms("emergency", "calls to 112", 30, 30)], None);
            await ledger.AppendAsync(LedgerEntries.Batch(Enumerable.Range(1, 4).Select(n => LedgerEntries.Entry(LedgerEntries.Record(n, LedgerEntries.Start)) with { Class = n % 2 })), None);
            await ledger.CloseSegmentsAsync(None);
            before = Hashes(others);
            Copy(theirs, copy);
            await ledger.DropDaysAsync([part], None);
        }

        if (isCutShort)
        {
            _keys.GetOrCreate(part);
            Copy(copy, theirs);
            using var db = LedgerDb.OpenToWrite(Path.Combine(_folder.Path, "ledger", "held.db"), "select 1");
            db.Execute("update drops set done=0");
        }

        await using var again = await OpenAsync();
        Assert.False(Directory.Exists(theirs));
        Assert.False(_keys.TryGet(part, out _));
        Assert.True(_keys.TryGet(FirstPart, out _));
        Assert.Equal(before, Hashes(others));
        Assert.Equal("emergency", again.Classes[1].Terms.Name);
        Assert.Equal(new VerifyReport(1, 2, 0, null), (await again.VerifyAsync(null, None)) with { Heads = HeadsReport.None });
        Assert.Equal([2, 4], (await again.QueryAsync(new CallQuery(), None)).Records.Select(record => (int)record.Caller.Value - 1000).Order());
    }

    [Fact]
    public async Task A_class_whose_terms_were_lost_is_kept_as_long_as_the_others()
    {
        await using (var ledger = await OpenAsync())
        {
            await ledger.KeepClassesAsync([new RetentionTerms("emergency", "calls to 112", 30, 30)], None);
            await ledger.AppendAsync(LedgerEntries.Batch(LedgerEntries.Entry(LedgerEntries.Record(1, LedgerEntries.Start)) with { Class = 1 }), None);
        }

        using (var db = LedgerDb.OpenToWrite(Path.Combine(_folder.Path, "ledger", "held.db"), "select 1")) db.Execute("delete from classes");
        await using var again = await OpenAsync();
        await again.KeepClassesAsync([new RetentionTerms("complaints", "roads", 1, 1)], None);
        Assert.Equal(["default", "class-001", "complaints"], again.Classes.Select(one => one.Terms.Name));
        Assert.Equal(1826, again.Classes[1].Terms.RecordDays);
        Assert.True((await again.VerifyAsync(null, None)).IsOk);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Drops_holds_and_held_records_survive_a_restart(bool isLatestLost)
    {
        CallRecord record;
        await using (var ledger = await OpenAsync())
        {
            record = await FillAsync(ledger);
            await ledger.KeepHoldAsync(new LegalHold { Id = Guid.NewGuid(), Party = record.Caller, Actor = "a", Reason = "b", MadeAt = new Instant(5) }, None);
            await ledger.DropDaysAsync([FirstPart], None);
        }

        if (isLatestLost) File.Delete(Path.Combine(_folder.Path, "ledger", "latest.db"));
        await using var again = await OpenAsync();
        Assert.Equal(record.Caller, Assert.Single(await again.HoldsAsync(None)).Party);
        Assert.Contains(record.Caller, await again.OwedPartiesAsync(None));
        Assert.Equal("held", (await again.FindAsync(record.Id, None))!.Amended!.Topic);
        Assert.Equal(2, (await again.QueryAsync(new CallQuery(), None)).Records.Count);
        Assert.Equal(4, again.Position);
        var report = await again.VerifyAsync(null, None);
        Assert.Equal(new VerifyReport(1, 1, 1, null) { Amendments = 1 }, report with { Heads = HeadsReport.None });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task What_was_added_to_the_calls_of_a_day_is_there_again_without_latest_db_if_another_class_was_dropped(int dropped)
    {
        var next = LedgerEntries.Start + TimeSpan.FromDays(1);
        var records = Enumerable.Range(1, 2).Select(n => LedgerEntries.Record(n, LedgerEntries.Start)).ToArray();
        await using (var ledger = await OpenAsync())
        {
            await ledger.KeepClassesAsync([new RetentionTerms("emergency", "calls to 112", 30, 30)], None);
            await ledger.AppendAsync(LedgerEntries.Batch([.. records.Select((record, at) => LedgerEntries.Entry(record) with { Class = at })]), None);
            foreach (var record in records)
            {
                await ledger.AppendAsync(new LedgerBatch([], [LedgerEntries.Correction(record with { Disposition = CallDisposition.Busy }, next)]), None);
                await ledger.AmendAsync(LedgerEntries.Amendment(record.Id, next, new AmendedValues { Topic = "held" }), null, None);
            }

            await ledger.DropDaysAsync([FirstPart with { Class = dropped }], None);
        }

        File.Delete(Path.Combine(_folder.Path, "ledger", "latest.db"));
        await using var again = await OpenAsync();
        var (gone, stays) = (records[dropped], records[1 - dropped]);
        Assert.Null(await again.FindAsync(gone.Id, None));
        var found = Assert.Single((await again.QueryAsync(new CallQuery(), None)).Records);
        Assert.Equal((stays.Id, CallDisposition.Busy, "held"), (found.Id, found.Disposition, found.Amended?.Topic));
        Assert.Single(await again.CorrectionsAsync(stays.Id, None));
        Assert.Single(await again.AmendmentsAsync(stays.Id, None));
        Assert.True((await again.VerifyAsync(null, None)).IsOk);
    }

    [Fact]
    public async Task A_drop_cut_short_is_ended_when_the_ledger_opens()
    {
        CallRecord record;
        string copy;
        await using (var ledger = await OpenAsync())
        {
            record = await FillAsync(ledger);
            await ledger.CloseSegmentsAsync(None);
            copy = Path.Combine(_folder.Path, "copy");
            Copy(Path.Combine(_folder.Path, "ledger", "2026-11-21"), copy);
            await ledger.DropDaysAsync([FirstPart], None);
        }

        // As if the process had died after the statement was durable: the day's files and its key are there still.
        _keys.GetOrCreate(FirstPart);
        Copy(copy, Path.Combine(_folder.Path, "ledger", "2026-11-21"));
        using (var db = LedgerDb.OpenToWrite(Path.Combine(_folder.Path, "ledger", "held.db"), "select 1")) db.Execute("update drops set done=0");
        await using var again = await OpenAsync();
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "ledger", "2026-11-21")));
        Assert.Null(await again.FindAsync(record.Id, None));
        Assert.True((await again.VerifyAsync(null, None)).IsOk);
    }

    [Fact]
    public async Task A_key_that_cannot_be_destroyed_is_told_keeps_no_other_and_goes_at_the_next_run()
    {
        await using var ledger = await OpenAsync();
        await FillAsync(ledger);
        var second = FirstPart with { Day = Second };
        _keys.Stuck = FirstPart;
        var fault = await Assert.ThrowsAsync<LedgerException>(async () => await ledger.DropDaysAsync([FirstPart, second], None));
        Assert.Equal(LedgerFaults.CannotWrite, fault.Fault);
        Assert.Contains("2026-11-21", fault.Message, StringComparison.Ordinal);
        Assert.False(_keys.TryGet(second, out _));
        Assert.Empty((await ledger.QueryAsync(new CallQuery(), None)).Records);
        Assert.Empty(await ledger.DaysAsync(None));
        await Assert.ThrowsAsync<LedgerException>(async () => await ledger.ReleaseHeldAsync(None));
        _keys.Stuck = null;
        await ledger.ReleaseHeldAsync(None);
        Assert.False(_keys.TryGet(FirstPart, out _));
        Assert.True((await ledger.VerifyAsync(null, None)).IsOk);
    }

    [Fact]
    public async Task A_missing_day_is_told_with_its_name_and_the_way_out()
    {
        await using (var ledger = await OpenAsync())
        {
            await FillAsync(ledger);
            await ledger.CloseSegmentsAsync(None);
        }

        Directory.Delete(Path.Combine(_folder.Path, "ledger", "2026-11-21"), recursive: true);
        var fault = await Assert.ThrowsAsync<LedgerException>(async () => await OpenAsync());
        Assert.Equal(LedgerFaults.FileMissing, fault.Fault);
        Assert.Contains("2026-11-21", fault.Message, StringComparison.Ordinal);
        Directory.Delete(Path.Combine(_folder.Path, "ledger", "parties"), recursive: true);
        await using var rest = await OpenAsync();
        Assert.Single((await rest.QueryAsync(new CallQuery(), None)).Records);
    }

    [Theory]
    [InlineData("update records set sealed=zeroblob(length(sealed))")]
    [InlineData("update messages set data=x'00'")]
    [InlineData("delete from drops")]
    [InlineData("update residue set calls=calls+1")]
    public async Task A_change_in_held_db_is_caught(string sql)
    {
        await using (var ledger = await OpenAsync())
        {
            var record = await FillAsync(ledger);
            await ledger.KeepHoldAsync(new LegalHold { Id = Guid.NewGuid(), Call = record.Id, Actor = "a", Reason = "b", MadeAt = new Instant(5) }, None);
            await ledger.DropDaysAsync([FirstPart], None);
        }

        using (var db = LedgerDb.OpenToWrite(Path.Combine(_folder.Path, "ledger", "held.db"), "select 1")) db.Execute(sql);
        bool isCaught;
        try
        {
            await using var again = await OpenAsync();
            isCaught = !(await again.VerifyAsync(null, None)).IsOk;
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            isCaught = true;
        }

        Assert.True(isCaught);
    }

    [Fact]
    public async Task A_released_record_leaves_no_octet_of_itself()
    {
        await using var ledger = await OpenAsync();
        var record = await FillAsync(ledger);
        var hold = new LegalHold { Id = Guid.NewGuid(), Call = record.Id, Actor = "a", Reason = "b", MadeAt = new Instant(5) };
        await ledger.KeepHoldAsync(hold, None);
        await ledger.DropDaysAsync([FirstPart], None);
        var path = Path.Combine(_folder.Path, "ledger", "held.db");
        byte[] sealedBytes;
        using (var db = LedgerDb.OpenToRead(path, isImmutable: false))
        {
            using var row = db.Prepare("select sealed from records");
            Assert.True(row.Step());
            sealedBytes = row.Blob(0)[..32].ToArray();
        }

        await ledger.KeepHoldAsync(hold with { ReleasedAt = new Instant(6), ReleasedBy = "a" }, None);
        await ledger.ReleaseHeldAsync(None);
        foreach (var file in (string[])[path, path + "-wal"])
        {
            if (!File.Exists(file)) continue;
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, None);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(sealedBytes));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_day_whose_pages_do_not_open_stays_is_told_and_keeps_no_other_waiting(bool isSealed)
    {
        await using (var ledger = await OpenAsync())
        {
            await FillAsync(ledger);
            await ledger.AppendAsync(LedgerEntries.Batch(LedgerEntries.Entry(LedgerEntries.Record(3, LedgerEntries.Start + TimeSpan.FromDays(2)))), None);
            await ledger.CloseSegmentsAsync(None);
        }

        var path = Path.Combine(_folder.Path, "ledger", "2026-11-22", "000.db");
        var octets = await File.ReadAllBytesAsync(path, None);
        octets.AsSpan(4096).Fill(0xff);
        await File.WriteAllBytesAsync(path, octets, None);
        if (!isSealed)
        {
            await _heads!.DisposeAsync();
            _heads = null;
            foreach (var file in Directory.GetFiles(_folder.Path, "heads.db*", SearchOption.AllDirectories)) File.Delete(file);
        }

        await using var again = await OpenAsync();
        var report = await RetainAsync(again);
        Assert.Equal([new DateOnly(2026, 11, 23)], report.Dropped.Select(drop => drop.Day));
        Assert.Contains(report.Faults, line => line.StartsWith("GDK-4014: what class default has of 2026-11-22 is due, ", StringComparison.Ordinal));
        // What was corrected and amended on the damaged day cannot be told any more.
        Assert.Contains(report.Faults, line => line.StartsWith("GDK-4014: what class default has of 2026-11-21 is due, ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_day_that_lacks_an_amendment_that_was_signed_stays_is_told_and_keeps_no_other_waiting()
    {
        await using (var ledger = await OpenAsync())
        {
            var records = Enumerable.Range(0, 2).Select(n => LedgerEntries.Record(n + 1, LedgerEntries.Start + TimeSpan.FromDays(n))).ToArray();
            await ledger.AppendAsync(LedgerEntries.Batch([.. records.Select(record => LedgerEntries.Entry(record))]), None);
            await ledger.AmendAsync(LedgerEntries.Amendment(records[0].Id, LedgerEntries.Start, new AmendedValues { Topic = "held" }), null, None);
        }

        using (var db = LedgerDb.OpenToWrite(Path.Combine(_folder.Path, "ledger", "2026-11-21", "000.db"), "select 1")) db.Execute("delete from amendments");
        await using var again = await OpenAsync();
        var report = await RetainAsync(again);
        Assert.Equal([Second], report.Dropped.Select(drop => drop.Day));
        Assert.StartsWith("GDK-4014: what class default has of 2026-11-21 is due, ", Assert.Single(report.Faults), StringComparison.Ordinal);
        Assert.Equal(1, await DroppedHeadsAsync());
    }

    /// <summary>A run of retention behind all terms.</summary>
    private async Task<RetentionReport> RetainAsync(IRetainingLedger ledger)
    {
        await using var vault = new EphemeralVault();
        using var keys = KeyRing.CreateEphemeral();
        using var intake = new CallIntake(ledger, vault, keys, Clock);
        var retention = new RecordRetention(ledger, vault, intake, Clock);
        Clock.Advance(TimeSpan.FromDays(3000));
        Assert.NotEmpty((await retention.PlanAsync(None)).Days);
        return await retention.RunAsync(None);
    }

    /// <summary>A call of 21 November, corrected and amended the day after, and one of 22 November.</summary>
    private static async Task<CallRecord> FillAsync(IRetainingLedger ledger)
    {
        var record = LedgerEntries.Record(1, LedgerEntries.Start);
        var next = LedgerEntries.Start + TimeSpan.FromDays(1);
        var messages = new SealedMessages([record.Caller], new byte[] { 1, 2, 3 });
        await ledger.AppendAsync(LedgerEntries.Batch(LedgerEntries.Entry(record, messages), LedgerEntries.Entry(LedgerEntries.Record(2, next))), None);
        await ledger.AppendAsync(new LedgerBatch([], [LedgerEntries.Correction(record with { Disposition = CallDisposition.Busy }, next)]), None);
        await ledger.AmendAsync(LedgerEntries.Amendment(record.Id, next, new AmendedValues { Topic = "held" }), null, None);
        return record;
    }

    private static Dictionary<string, string> Hashes(string folder) => Directory.EnumerateFiles(folder).ToDictionary(
        file => Path.GetFileName(file), file => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
    }
}
