using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Ledger.Tests;

public sealed class SqliteAmendmentTests : CallAmendmentContract
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly LedgerFolder _folder = new();

    protected override async ValueTask<ICallLedger> OpenAsync() => await _folder.OpenAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "")]
    [InlineData(false, "latest.db*")]
    [InlineData(true, "latest.db*")]
    [InlineData(true, "*.idx")]
    public async Task Amendments_survive_a_restart_and_the_loss_of_what_is_derived(bool isClosed, string lost)
    {
        var record = LedgerEntries.Record(1, LedgerEntries.Start);
        await using (var ledger = await _folder.OpenAsync())
        {
            await ledger.AppendAsync(LedgerEntries.Batch(LedgerEntries.Entry(record)), None);
            foreach (var topic in (string[])["a", "b"])
            {
                await ledger.AmendAsync(
                    LedgerEntries.Amendment(record.Id, LedgerEntries.Start + TimeSpan.FromDays(1), new AmendedValues { Topic = topic }), null, None);
            }

            if (isClosed) await ledger.CloseSegmentsAsync(None);
        }

        if (lost.Length > 0) foreach (var path in _folder.Files(lost).ToList()) File.Delete(path);
        await using var again = await _folder.OpenAsync();
        Assert.Equal(3, again.Position);
        Assert.Equal(("b", 2), ((await again.FindAsync(record.Id, None))!.Amended!.Topic, (await again.FindAsync(record.Id, None))!.Version));
        Assert.IsType<AmendOutcome.Made>(await again.AmendAsync(
            LedgerEntries.Amendment(record.Id, LedgerEntries.Start, new AmendedValues { Topic = "c" }), 2, None));
        Assert.Equal(new VerifyReport(2, 1, 0, null) { Amendments = 3 }, (await again.VerifyAsync(null, None)) with { Heads = HeadsReport.None });
    }

    [Fact]
    public async Task What_was_amended_cannot_be_read_without_the_key_of_the_calls_day()
    {
        var keys = new EphemeralDayKeys();
        var options = new LedgerOptions { Folder = _folder.Path };
        var record = LedgerEntries.Record(1, LedgerEntries.Start);
        await using var ledger = await SqliteCallLedger.OpenAsync(options, keys, await TestHeads.OpenAsync(_folder.Clock), _folder.Clock, None);
        await ledger.AppendAsync(LedgerEntries.Batch(LedgerEntries.Entry(record)), None);
        var amendment = LedgerEntries.Amendment(record.Id, LedgerEntries.Start + TimeSpan.FromDays(1), new AmendedValues { Topic = "тайна" }, "petrova");
        await ledger.AmendAsync(amendment, null, None);
        await ledger.CloseSegmentsAsync(None);
        foreach (var path in _folder.Files("*.db"))
        {
            var bytes = await File.ReadAllBytesAsync(path, None);
            Assert.Equal(-1, bytes.AsSpan().IndexOf("тайна"u8));
            Assert.Equal(-1, bytes.AsSpan().IndexOf("petrova"u8));
        }

        keys.Destroy(DayPart.OfDefault(new DateOnly(2026, 11, 21)));
        await Assert.ThrowsAnyAsync<Exception>(async () => await ledger.AmendmentsAsync(record.Id, None));
    }

    [Fact]
    public async Task A_segment_of_before_amendments_reads_and_verifies()
    {
        await using (var ledger = await _folder.OpenAsync())
        {
            await ledger.AppendAsync(LedgerEntries.Batch(LedgerEntries.Entry(LedgerEntries.Record(1, LedgerEntries.Start))), None);
            await ledger.CloseSegmentsAsync(None);
        }

        using (var db = LedgerDb.OpenToWrite(_folder.Files("000.db").Single(), "select 1"))
        {
            db.Execute("drop table amendments");
            db.Checkpoint();
        }

        await using var again = await _folder.OpenAsync();
        Assert.Equal(new VerifyReport(1, 1, 0, null), (await again.VerifyAsync(null, None)) with { Heads = HeadsReport.None });
        Assert.Empty(await again.AmendmentsAsync(LedgerEntries.Record(1, LedgerEntries.Start).Id, None));
    }
}
