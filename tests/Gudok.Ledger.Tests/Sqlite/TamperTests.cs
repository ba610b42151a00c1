using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Ledger.Tests;

public sealed class TamperTests(ITestOutputHelper output)
{
    private const int Flips = 300;
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Flipped_bit_is_caught_or_changes_no_answer()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var folder = new LedgerFolder();
        var ids = await Fill(folder);
        var truth = await Answers(folder, ids);
        await folder.CloseHeadsAsync();
        var files = folder.Files("*").Where(path => new FileInfo(path).Length > 0).ToArray();
        var originals = files.ToDictionary(path => path, File.ReadAllBytes);
        var harmless = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var flip = 0; flip < Flips; flip++)
        {
            var path = files[random.Next(files.Length)];
            var changed = (byte[])originals[path].Clone();
            var at = random.Next(changed.Length);
            changed[at] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(path, changed);
            var name = Path.GetRelativePath(folder.Path, path);
            if (await Caught(folder) is false)
            {
                // What passes the check must not matter: unused space of SQLite's pages, its counters and caches of plans.
                Assert.True(truth == await Answers(folder, ids), $"{name} at {at}: an answer changed and no check failed.");
                harmless[name] = harmless.GetValueOrDefault(name) + 1;
            }

            await Restore(folder, originals);
        }

        foreach (var (name, count) in harmless) output.WriteLine($"{name}: {count} of {Flips} flips met nothing that means anything");
        Assert.True(truth == await Answers(folder, ids));
    }

    [Theory]
    [InlineData("update calls set caller=caller+1 where row=5")]
    [InlineData("update calls set start=start+1 where row=5")]
    [InlineData("update calls set dialled=77 where row=5")]
    [InlineData("update calls set facts=(select facts from calls where row=6) where row=5")]
    [InlineData("update calls set leaf=(select leaf from calls where row=6) where row=5")]
    [InlineData("delete from calls where row=5")]
    [InlineData("delete from pages where first=1")]
    [InlineData("update pages set position=position+1")]
    [InlineData("update pages set commitments=x'00'")]
    [InlineData("update rollups set calls=calls+1")]
    [InlineData("delete from corrections")]
    [InlineData("update corrections set made=made+1")]
    [InlineData("update corrections set callee=callee+1")]
    [InlineData("update corrections set row=row+1")]
    [InlineData("delete from amendments")]
    [InlineData("delete from amendments where n=1")]
    [InlineData("update amendments set made=made+1")]
    [InlineData("update amendments set version=version+1")]
    [InlineData("update amendments set leaf=zeroblob(32)")]
    [InlineData("update amendments set row=row+1")]
    public async Task Edited_row_is_caught(string sql)
    {
        using var folder = new LedgerFolder();
        await Fill(folder);
        foreach (var path in folder.Files("000.db"))
        {
            using var db = LedgerDb.OpenToWrite(path, "select 1");
            db.Execute(sql);
            db.Checkpoint();
        }

        Assert.True(await Caught(folder));
    }

    [Theory]
    [InlineData("delete from messages where place=7")]
    [InlineData("update messages set place=4000 where place=7")]
    [InlineData("update messages set place=8 where place=7; ", "delete from messages where place=8")]
    [InlineData("update messages set keys=(select keys from messages where place=8),data=(select data from messages where place=8) where place=7")]
    [InlineData("update messages set id=(select id from messages where place=8) where place=7")]
    public async Task Kept_messages_deleted_moved_or_swapped_are_named(string sql, string before = "")
    {
        using var folder = new LedgerFolder();
        var ids = await Fill(folder);
        using (var db = LedgerDb.OpenToWrite(folder.Files("messages.db").Order(StringComparer.Ordinal).First(), "select 1"))
        {
            db.Execute(before + (before.Length > 0 ? ";" : "") + sql);
            db.Checkpoint();
        }

        await using var ledger = await folder.OpenAsync();
        var failure = (await ledger.VerifyAsync(null, None)).Failure;
        Assert.Equal(LedgerFaults.Damaged, failure?.Fault);
        Assert.Contains(failure!.Record, new[] { ids[6].ToString(), ids[7].ToString() });
    }

    [Fact]
    public async Task Messages_of_a_whole_day_may_go()
    {
        using var folder = new LedgerFolder();
        await Fill(folder);
        File.Delete(folder.Files("messages.db").Order(StringComparer.Ordinal).First());
        await using var ledger = await folder.OpenAsync();
        Assert.Null((await ledger.VerifyAsync(null, None)).Failure);
    }

    [Fact]
    public async Task A_party_that_nobody_knows_is_named_by_its_record()
    {
        using var folder = new LedgerFolder();
        var ids = await Fill(folder);
        await using var ledger = await folder.OpenAsync();
        Assert.True((await ledger.VerifyAsync(new VerifyRequest { IsAccountedFor = _ => true }, None)).IsOk);
        var request = new VerifyRequest { IsAccountedFor = party => party != LedgerEntries.Record(12, LedgerEntries.Start).Caller };
        var failure = (await ledger.VerifyAsync(request, None)).Failure;
        Assert.Equal((ids[11].ToString(), LedgerFaults.Damaged), (failure!.Record, failure.Fault));
        Assert.Contains("Restore vault.db", failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_that_a_changed_table_description_hides_are_caught()
    {
        using var folder = new LedgerFolder();
        await Fill(folder);
        foreach (var path in folder.Files("messages.db"))
        {
            // With another word for the type, the place is no longer the row's own number, and no message is found by it.
            using var db = LedgerDb.OpenToWrite(path, "select 1");
            db.Execute("pragma writable_schema=on; update sqlite_schema set sql=replace(sql,'place integer','place antegir') where name='messages'");
            db.Checkpoint();
        }

        Assert.True(await Caught(folder));
    }

    [Fact]
    public async Task Removed_segment_is_caught()
    {
        using var folder = new LedgerFolder();
        await Fill(folder);
        foreach (var path in folder.Files("000.*").Take(2)) File.Delete(path);
        Assert.True(await Caught(folder));
    }

    [Fact]
    public async Task First_failure_names_day_and_record()
    {
        using var folder = new LedgerFolder();
        var ids = await Fill(folder);
        using (var db = LedgerDb.OpenToWrite(folder.Files("000.db").First(), "select 1"))
        {
            db.Execute("update calls set leaf=zeroblob(32) where row=3");
            db.Checkpoint();
        }

        await using var ledger = await folder.OpenAsync();
        var failure = (await ledger.VerifyAsync(null, None)).Failure;
        Assert.Equal(("2026-11-21", ids[2].ToString(), LedgerFaults.Damaged), (failure!.Day, failure.Record, failure.Fault));
    }

    private static async Task<List<RecordId>> Fill(LedgerFolder folder)
    {
        await using var ledger = await folder.OpenAsync();
        var records = Enumerable.Range(1, 30)
            .Select(n => LedgerEntries.Record(n, LedgerEntries.Start + TimeSpan.FromSeconds(n) + TimeSpan.FromDays(n > 20 ? 1 : 0)) with { Cause = n })
            .ToList();
        await ledger.AppendAsync(
            LedgerEntries.Batch(records.Select(r => LedgerEntries.Entry(r, new SealedMessages([r.Caller], new byte[] { 1, 2, 3 })))), None);
        var corrections = records.Take(5).Select(r => LedgerEntries.Correction(r with { SipStatus = 486 }, LedgerEntries.Start));
        await ledger.AppendAsync(new LedgerBatch([], [.. corrections]), None);
        foreach (var topic in (string[])["a", "b"])
        {
            var note = new SealedNote([records[2].Caller], new byte[] { 1 });
            await ledger.AmendAsync(
                LedgerEntries.Amendment(records[2].Id, LedgerEntries.Start, new AmendedValues { Topic = topic, Note = note }), null, None);
        }

        await ledger.CloseSegmentsAsync(None);
        return [.. records.Select(record => record.Id)];
    }

    private static async Task<bool> Caught(LedgerFolder folder)
    {
        try
        {
            await using var ledger = await folder.OpenAsync();
            return !(await ledger.VerifyAsync(null, None)).IsOk;
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            return true;
        }
    }

    // Whole, because a ledger that opens mends what can be made again.
    private static async Task Restore(LedgerFolder folder, Dictionary<string, byte[]> originals)
    {
        await folder.CloseHeadsAsync();
        foreach (var path in folder.Files("*").Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)).ToList()) File.Delete(path);
        foreach (var (path, bytes) in originals) await File.WriteAllBytesAsync(path, bytes);
    }

    private static async Task<string> Answers(LedgerFolder folder, List<RecordId> ids)
    {
        await using var ledger = await folder.OpenAsync();
        var lines = new List<string> { ledger.Position.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        var page = await ledger.QueryAsync(new CallQuery { Limit = 1000 }, None);
        lines.AddRange(page.Records.Select(RecordText.Of));
        page = await ledger.QueryAsync(new CallQuery { Parties = [new PartyId(1003), new PartyId(1025)] }, None);
        lines.AddRange(page.Records.Select(RecordText.Of));
        var rollups = await ledger.RollupsAsync(new Instant(0), LedgerEntries.Start + TimeSpan.FromDays(9), None);
        lines.AddRange(rollups.Rollups.Select(rollup => rollup.ToString()));
        foreach (var id in ids)
        {
            lines.Add(RecordText.Of((await ledger.FindAsync(id, None))!));
            lines.AddRange((await ledger.CorrectionsAsync(id, None)).Select(c => $"{c.MadeAt} {RecordText.Of(c.Record)}"));
            lines.AddRange((await ledger.AmendmentsAsync(id, None)).Select(a => $"{a.MadeAt} {a.Actor} {RecordText.Of(a.Changes)}"));
            lines.Add(Convert.ToHexString((await ledger.MessagesAsync(id, None))!.Data.Span));
        }

        return string.Join('\n', lines);
    }
}
