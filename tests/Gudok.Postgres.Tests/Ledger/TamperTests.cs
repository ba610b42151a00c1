using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Ledger.Postgres;
using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Postgres.Tests;

/// <summary>Whoever edits a table by hand is caught by <c>verify</c>.</summary>
[Trait("Needs", "packages")]
public sealed class TamperTests(SharedCluster shared)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("update gudok.calls set callee=callee+1 where row=3")]
    [InlineData("update gudok.calls set start=start+1 where row=3")]
    [InlineData("update gudok.calls set facts=(select facts from gudok.corrections) where row=3")]
    [InlineData("update gudok.calls set leaf=decode(repeat('00',32),'hex') where row=3")]
    [InlineData("update gudok.calls set talk=talk+1 where row=3")]
    [InlineData("update gudok.calls set way=way+1 where row=3")]
    [InlineData("update gudok.calls set key_low=key_low+1 where row=3")]
    [InlineData("delete from gudok.calls where row=40")]
    [InlineData("delete from gudok.calls where row=3")]
    [InlineData("insert into gudok.calls select start,key_low,caller,callee,dialled,41,talk,key_high,slot,way,facts,leaf from gudok.calls where row=40")]
    [InlineData("delete from gudok.pages where first=33")]
    [InlineData("update gudok.pages set position=position+1 where first=1")]
    [InlineData("update gudok.pages set commitments=commitments||'\\x00'::bytea where first=1")]
    [InlineData("update gudok.pages set details=set_byte(details, 60, get_byte(details, 60) # 1) where first=1")]
    [InlineData("delete from gudok.stands")]
    [InlineData("update gudok.stands set party=party+1")]
    [InlineData("delete from gudok.corrections")]
    [InlineData("update gudok.corrections set made=made+1")]
    [InlineData("update gudok.corrections set of_row=of_row+1")]
    [InlineData("update gudok.corrections set callee=callee+1")]
    [InlineData("delete from gudok.latest")]
    [InlineData("update gudok.latest set start=start+1")]
    [InlineData("update gudok.latest set parties='{}'")]
    [InlineData("delete from gudok.amendments where n=1")]
    [InlineData("update gudok.amendments set version=version+1 where n=2")]
    [InlineData("update gudok.rollups set talk=talk+1")]
    [InlineData("update gudok.messages set data='\\x00'")]
    [InlineData("delete from gudok.messages where id in (select id from gudok.messages limit 1)")]
    [InlineData("update gudok.days set rows=rows+1 where rows>0")]
    [InlineData("update gudok.days set id=decode(repeat('00',16),'hex')")]
    public async Task An_edited_table_is_caught(string sql)
    {
        await using var ledgers = new OpenedLedgers(shared, new ManualClock(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero)));
        await using var ledger = await ledgers.OpenAsync();
        await FillAsync(ledger);
        Assert.True((await ledger.VerifyAsync(null, None)).IsOk);
        await shared.Cluster.ExecuteAsync(ledgers.Server!.Connection.Split(';')[2]["Database=".Length..], sql);
        var failure = (await ledger.VerifyAsync(null, None)).Failure;
        Assert.Equal(LedgerFaults.Damaged, failure?.Fault);
    }

    private static async Task FillAsync(PostgresCallLedger ledger)
    {
        var records = Enumerable.Range(1, 40).Select(number => LedgerEntries.Record(number, LedgerEntries.Start + TimeSpan.FromSeconds(number))).ToList();
        records[4] = records[4] with { Dialled = new PartyId(77) };
        var entries = records.Select(record => LedgerEntries.Entry(record, new SealedMessages([record.Caller], new byte[] { 1, 2, 3 })));
        await ledger.AppendAsync(LedgerEntries.Batch(entries), None);
        var correction = LedgerEntries.Correction(records[0] with { SipStatus = 486 }, LedgerEntries.Start + TimeSpan.FromDays(1));
        await ledger.AppendAsync(new LedgerBatch([], [correction]), None);
        foreach (var topic in (string[])["a", "b"])
        {
            await ledger.AmendAsync(LedgerEntries.Amendment(records[1].Id, LedgerEntries.Start, new AmendedValues { Topic = topic }), null, None);
        }
    }
}
