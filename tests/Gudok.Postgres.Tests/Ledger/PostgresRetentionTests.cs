using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Ledger.Postgres;
using Gudok.Numbers;
using Gudok.Numbers.Postgres;
using Gudok.Sip;
using Gudok.Testing;
using Npgsql;

namespace Gudok.Postgres.Tests;

[Trait("Needs", "packages")]
public sealed class PostgresRetentionTests : CallRetentionContract
{
    private static readonly DayPart Day = DayPart.OfDefault(new DateOnly(2026, 11, 21));
    private readonly SharedCluster _shared;
    private readonly OpenedLedgers _ledgers;
    private readonly EphemeralDayKeys _keys = new();

    public PostgresRetentionTests(SharedCluster shared)
    {
        _shared = shared;
        _ledgers = new OpenedLedgers(shared, Clock) { MessageDays = 3650 };
    }

    private string Database => _ledgers.Server!.Connection.Split(';')[2]["Database=".Length..];

    protected override async ValueTask<IRetainingLedger> OpenAsync() => await _ledgers.OpenAsync(_keys);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _ledgers.DisposeAsync();
    }

    [Fact]
    public async Task Tables_and_key_of_a_dropped_day_are_gone_and_those_of_another_class_stay()
    {
        await using var ledger = await OpenAsync();
        await ledger.KeepClassesAsync([new RetentionTerms("emergency", "calls to 112", 30, 30)], None);
        await ledger.AppendAsync(
            LedgerEntries.Batch(Enumerable.Range(1, 4).Select(n => LedgerEntries.Entry(LedgerEntries.Record(n, LedgerEntries.Start)) with { Class = n % 2 })), None);
        await ledger.DropDaysAsync([Day with { Class = 1 }], None);
        Assert.False(_keys.TryGet(Day with { Class = 1 }, out _));
        Assert.Equal("calls_20261121,pages_20261121", await TablesAsync());
        await ledger.DropDaysAsync([Day], None);
        Assert.False(_keys.TryGet(Day, out _));
        Assert.Equal("", await TablesAsync());
    }

    [Fact]
    public async Task The_key_that_a_drop_left_when_it_was_cut_short_is_destroyed_at_the_next_opening()
    {
        await using (var ledger = await OpenAsync()) await HoldAndDropAsync(ledger);
        _keys.GetOrCreate(Day);
        await _shared.Cluster.ExecuteAsync(Database, "update gudok.drops set done=false");
        await using var again = await _ledgers.OpenAsync(_ledgers.Server!, _keys);
        Assert.False(_keys.TryGet(Day, out _));
        Assert.Equal("t", await _shared.Cluster.ExecuteAsync(Database, "select done from gudok.drops"));
        Assert.True((await again.VerifyAsync(null, None)).IsOk);
    }

    [Theory]
    [InlineData("update gudok.held set sealed=set_byte(sealed, 40, get_byte(sealed, 40) # 1)")]
    [InlineData("update gudok.held_messages set data='\\x00'")]
    [InlineData("delete from gudok.drops")]
    [InlineData("update gudok.drops set positions='\\x00'")]
    [InlineData("update gudok.residue set calls=calls+1")]
    [InlineData("delete from gudok.residue")]
    [InlineData("update gudok.log set held_id=decode(repeat('00',16),'hex')")]
    public async Task A_change_of_what_is_held_is_caught(string sql)
    {
        await using var ledger = await OpenAsync();
        await HoldAndDropAsync(ledger);
        Assert.True((await ledger.VerifyAsync(null, None)).IsOk);
        await _shared.Cluster.ExecuteAsync(Database, sql);
        Assert.Equal(LedgerFaults.Damaged, (await ledger.VerifyAsync(null, None)).Failure?.Fault);
    }

    [Fact]
    public async Task A_held_record_that_cannot_be_read_keeps_no_call_from_being_recorded_and_is_told_to_whoever_searches()
    {
        await using var ledger = await OpenAsync();
        var hold = await HoldAndDropAsync(ledger);
        await _shared.Cluster.ExecuteAsync(Database, "update gudok.held set sealed=overlay(sealed placing '\\x0000'::bytea from 40)");
        await ledger.KeepHoldAsync(hold with { Id = Guid.NewGuid() }, None);
        var record = LedgerEntries.Record(9, LedgerEntries.Start + TimeSpan.FromDays(2));
        Assert.Equal(new AppendReport(1, 0, 0), await ledger.AppendAsync(LedgerEntries.Batch(LedgerEntries.Entry(record)), None));
        Assert.IsType<AmendOutcome.Made>(
            await ledger.AmendAsync(LedgerEntries.Amendment(record.Id, record.StartedAt, new AmendedValues { Topic = "new" }), null, None));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await ledger.QueryAsync(new CallQuery(), None));
        Assert.Equal(LedgerFaults.Damaged, (await ledger.VerifyAsync(null, None)).Failure?.Fault);
    }

    [Fact]
    public async Task A_released_record_leaves_no_octet_of_itself_whatever_transactions_are_open()
    {
        await using var ledger = await OpenAsync();
        var hold = await HoldAndDropAsync(ledger);
        await using var source = NpgsqlDataSource.Create($"{_ledgers.Server!.Connection};Password={_ledgers.Server.Password}");
        await using var session = await source.OpenConnectionAsync(None);
        var octets = await ScalarAsync<byte[]>(session, "select substring(sealed for 64) from gudok.held");
        await using var transaction = await session.BeginTransactionAsync(None);
        await ScalarAsync<object>(session, "select txid_current()");
        await _shared.Cluster.ExecuteAsync("postgres", "checkpoint");
        Assert.True(IsInFiles(octets));
        await ledger.KeepHoldAsync(hold with { ReleasedAt = new Instant(6), ReleasedBy = "a" }, None);
        Assert.NotEmpty(await ledger.ReleaseHeldAsync(None));
        await _shared.Cluster.ExecuteAsync("postgres", "checkpoint");
        Assert.False(IsInFiles(octets));
    }

    [Fact]
    public async Task Whoever_has_the_calls_open_is_named_and_nothing_is_dropped_until_they_end()
    {
        await using var ledger = await OpenAsync();
        await ledger.AppendAsync(LedgerEntries.Batch(LedgerEntries.Entry(LedgerEntries.Record(1, LedgerEntries.Start))), None);
        await using var source = NpgsqlDataSource.Create($"{_ledgers.Server!.Connection};Password={_ledgers.Server.Password};Application Name=report");
        await using (var session = await source.OpenConnectionAsync(None))
        {
            await using var transaction = await session.BeginTransactionAsync(None);
            await ScalarAsync<object>(session, "select count(*) from gudok.calls");
            var fault = await Assert.ThrowsAsync<DatabaseException>(async () => await ledger.DropDaysAsync([Day], None));
            Assert.Equal(DatabaseFaults.TableInUse, fault.Fault);
            Assert.Contains("ledger, report", fault.Message, StringComparison.Ordinal);
            Assert.Single((await ledger.QueryAsync(new CallQuery(), None)).Records);
        }

        Assert.Single(Assert.IsType<DropOutcome.Dropped>(await ledger.DropDaysAsync([Day], None)).Statements);
        Assert.True((await ledger.VerifyAsync(null, None)).IsOk);
    }

    [Fact]
    public async Task A_day_that_lacks_leaves_does_not_keep_the_drop_of_another_waiting_for_itself()
    {
        await using var ledger = await OpenAsync();
        await ledger.AppendAsync(LedgerEntries.Batch(LedgerEntries.Entry(LedgerEntries.Record(1, LedgerEntries.Start))), None);
        await ledger.AppendAsync(LedgerEntries.Batch(LedgerEntries.Entry(LedgerEntries.Record(2, LedgerEntries.Start + TimeSpan.FromDays(1)))), None);
        await _shared.Cluster.ExecuteAsync(Database, "update gudok.days set rows=rows+1 where day=(select max(day) from gudok.days)");
        var outcome = await ledger.DropDaysAsync([Day], None).AsTask().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(Day, Assert.Single(Assert.IsType<DropOutcome.Dropped>(outcome).Statements).Part);
    }

    [Fact]
    public async Task A_dump_that_loses_its_server_ends_and_takes_no_table_twice()
    {
        await using var ledger = (PostgresCallLedger)await OpenAsync();
        await HoldAndDropAsync(ledger);
        var taken = new List<string>();
        await Assert.ThrowsAnyAsync<Exception>(() => ledger.DumpAsync(
            async (table, stop) =>
            {
                taken.Add(table.Name);
                if (taken.Count == 3) await _shared.Cluster.ExecuteAsync("postgres", $"select pg_terminate_backend(pid) from pg_stat_activity where datname='{Database}'");
                await table.WriteAsync(Stream.Null, stop);
            },
            None));
        Assert.Equal(taken.Distinct(), taken);
    }

    [Fact]
    public async Task Messages_of_more_held_calls_than_are_read_at_once_are_all_kept_and_let_go()
    {
        const int Calls = 1_203;
        await using var ledger = await OpenAsync();
        var records = Enumerable.Range(1, Calls).Select(n => LedgerEntries.Record(n, LedgerEntries.Start)).ToList();
        await ledger.AppendAsync(
            LedgerEntries.Batch([.. records.Select(record => LedgerEntries.Entry(record, new SealedMessages([record.Caller], new byte[] { 1, 2, 3 })))]), None);
        var hold = new LegalHold { Id = Guid.NewGuid(), Party = new PartyId(7), Actor = "a", Reason = "b", MadeAt = new Instant(5) };
        await ledger.KeepHoldAsync(hold, None);
        foreach (var record in records.Take(3)) await ledger.KeepHoldAsync(hold with { Id = Guid.NewGuid(), Party = default, Call = record.Id }, None);
        await ledger.KeepHoldAsync(hold with { Id = Guid.NewGuid(), Party = records[^1].Caller }, None);
        await ledger.DropDaysAsync([Day], None);
        Assert.Equal("4", await _shared.Cluster.ExecuteAsync(Database, "select count(*) from gudok.held_messages"));
        Assert.NotNull(await ledger.MessagesAsync(records[^1].Id, None));
        Assert.True((await ledger.VerifyAsync(null, None)).IsOk);
        foreach (var placed in await ledger.HoldsAsync(None)) await ledger.KeepHoldAsync(placed with { ReleasedAt = new Instant(6), ReleasedBy = "a" }, None);
        await ledger.ReleaseHeldAsync(None);
        Assert.Equal("0", await _shared.Cluster.ExecuteAsync(Database, "select count(*) from gudok.held_messages"));
    }

    protected override async ValueTask<IRetainingLedger?> ReopenRobbedAsync(IRetainingLedger ledger, DayPart part)
    {
        await _shared.Cluster.ExecuteAsync(Database, $"update gudok.days set rows=rows+1 where day={PartNumber.Of(part)}");
        return ledger;
    }

    protected override async ValueTask<IRetainingLedger?> ReopenWithChangedMessagesAsync(IRetainingLedger ledger, DayPart part)
    {
        await _shared.Cluster.ExecuteAsync(Database, $"update gudok.messages set data='\\x00' where day={PartNumber.Of(part)}");
        return ledger;
    }

    protected override async ValueTask<IRetainingLedger?> ReopenWithEmptyAsync(IRetainingLedger ledger, DayPart part)
    {
        await _shared.Cluster.ExecuteAsync(Database, $"insert into gudok.days(day,id) values({PartNumber.Of(part)},decode(repeat('05',16),'hex'))");
        return ledger;
    }

    protected override async ValueTask<int> DroppedHeadsAsync() =>
        int.Parse(await _shared.Cluster.ExecuteAsync(Database, "select count(*) from gudok.heads where line like '%dropped%'"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A call of 21 November with messages, corrected the day after, held and its day dropped; and one of 22 November.</summary>
    private static async Task<LegalHold> HoldAndDropAsync(IRetainingLedger ledger)
    {
        var (record, next) = (LedgerEntries.Record(1, LedgerEntries.Start), LedgerEntries.Start + TimeSpan.FromDays(1));
        var messages = new SealedMessages([record.Caller], new byte[] { 1, 2, 3 });
        await ledger.AppendAsync(LedgerEntries.Batch(LedgerEntries.Entry(record, messages), LedgerEntries.Entry(LedgerEntries.Record(2, next))), None);
        await ledger.AppendAsync(new LedgerBatch([], [LedgerEntries.Correction(record with { Disposition = CallDisposition.Busy }, next)]), None);
        var hold = new LegalHold { Id = Guid.NewGuid(), Call = record.Id, Actor = "a", Reason = "b", MadeAt = new Instant(5) };
        await ledger.KeepHoldAsync(hold, None);
        await ledger.DropDaysAsync([Day], None);
        return hold;
    }

    private Task<string> TablesAsync() => _shared.Cluster.ExecuteAsync(
        Database, "select string_agg(relname, ',' order by relname) from pg_class where relname like '%\\_20261121' and relkind='r'");

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection session, string sql)
    {
        await using var command = new NpgsqlCommand(sql, session);
        return (T)(await command.ExecuteScalarAsync(None))!;
    }

    private bool IsInFiles(byte[] octets) => Directory
        .EnumerateFiles(Path.Combine(_shared.Cluster.DataFolder, "base"), "*", SearchOption.AllDirectories).Any(file => Holds(file, octets));

    private static bool Holds(string file, byte[] octets)
    {
        try
        {
            return File.ReadAllBytes(file).AsSpan().IndexOf(octets) >= 0;
        }
        catch (IOException)
        {
            // Removed meanwhile by another test's database.
            return false;
        }
    }
}
