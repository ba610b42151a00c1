using Gudok.Numbers;
using Gudok.Numbers.Postgres;
using Gudok.Sip;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Drops what classes have of days, in one transaction: what must outlive a part is written, and its partitions go. Their keys are destroyed behind
/// it; where that was cut short, at the next opening.</summary>
internal sealed class DayDropper(Database database, HeldStates states, HeldMessages messages, RecordProver prover, LedgerTrees trees, IDayKeys dayKeys, TimeProvider clock)
{
    private const string Days = """
        select d.day, d.rows::bigint, d.messages, array(select of_day from gudok.corrections where day=d.day
          union select of_day from gudok.amendments where day=d.day order by 1) from gudok.days d where d.rows+d.corrections+d.amendments>0 order by d.day
        """;

    private static readonly string[] Forget =
    [
        "delete from gudok.corrections where day=any($1)",
        "delete from gudok.amendments where day=any($1)",
        "delete from gudok.latest where of_day=any($1)",
        "delete from gudok.rollups where day=any($1)",
        "delete from gudok.residue where day=any($1)",
        "delete from gudok.days where day=any($1)",
    ];

    /// <summary>The days of the ledger, the oldest first.</summary>
    public Task<IReadOnlyList<LedgerDay>> DaysAsync(CancellationToken cancellationToken) => database.RunAsync<IReadOnlyList<LedgerDay>>(
        async (connection, stop) => await ReadAsync(connection, await states.OfAsync(connection, stop).ConfigureAwait(false), stop).ConfigureAwait(false),
        cancellationToken);

    /// <summary>Drops days together. Nothing is appended meanwhile.</summary>
    public async Task<DropOutcome> DropAsync(IReadOnlyCollection<DayPart> wanted, CancellationToken cancellationToken)
    {
        DropOutcome.Dropped? unsure = null;
        var outcome = await database.RunAsync(
            async (connection, stop) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(stop).ConfigureAwait(false);
                var state = await states.LockAsync(connection, stop).ConfigureAwait(false);
                // A commit of which nobody was told.
                if (unsure is not null && unsure.Statements.All(drop => state.IsDropped(drop.Part))) return unsure;
                var there = (await ReadAsync(connection, state, stop).ConfigureAwait(false)).Where(day => wanted.Contains(day.Part)).ToList();
                foreach (var day in there)
                {
                    if (day.NeededBy.Where(other => !wanted.Contains(day.Part with { Day = other })).ToArray() is [var by, ..]) return new DropOutcome.Needed(day.Day, by);
                }

                if (there.Count == 0) return new DropOutcome.Dropped([], []);
                var check = new PartCheck();
                var days = await CollectAsync(connection, state, [.. there.Select(day => day.Part)], check, stop).ConfigureAwait(false);
                if (check.Outcome is { } damaged) return damaged;
                unsure = Outcome(days);
                await DestroyAsync(connection, transaction, days, unsure.Statements, stop).ConfigureAwait(false);
                return (DropOutcome)unsure;
            },
            cancellationToken).ConfigureAwait(false);
        if (outcome is DropOutcome.Dropped { Statements.Count: > 0 }) await FinishLaterAsync(CancellationToken.None).ConfigureAwait(false);
        return outcome;
    }

    /// <summary>As <see cref="FinishAsync"/>, but leaves it to the next run of retention if another session has the keys' table open: what was dropped is
    /// dropped, and who stood in it must be told.</summary>
    public async Task FinishLaterAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FinishAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DatabaseException fault) when (fault.Fault == DatabaseFaults.TableInUse)
        {
            OwedKeys.Count();
        }
    }

    /// <summary>Destroys the keys of dropped days: what a copy still holds is noise from then on.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        var days = await database.RunAsync(ReadUnfinishedAsync, cancellationToken).ConfigureAwait(false);
        foreach (var day in days) dayKeys.Destroy(PartNumber.Read(day));
        if (days.Count == 0) return;
        await database.RunAsync(
            async (connection, stop) =>
            {
                await using var command = Sql.Command(connection, "update gudok.drops set done=true where day=any($1)", (object)days.ToArray());
                return await command.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task<List<LedgerDay>> ReadAsync(NpgsqlConnection connection, HeldState state, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(connection, Days);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var days = new List<LedgerDay>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var part = PartNumber.Read(rows.GetInt32(0));
            var others = rows.GetFieldValue<int[]>(3).Select(PartNumber.Read).Where(other => other != part && !state.IsDropped(other));
            days.Add(new LedgerDay(part.Day, rows.GetInt64(1), [.. others.Select(other => other.Day)], rows.GetBoolean(2)) { Class = part.Class });
        }

        days.Sort((left, right) => left.Part.CompareTo(right.Part));
        return days;
    }

    private async Task<List<(StoredPart Day, DayContent Content)>> CollectAsync(
        NpgsqlConnection connection, HeldState state, IReadOnlyCollection<DayPart> parts, PartCheck check, CancellationToken cancellationToken)
    {
        var table = new DayTable(connection);
        await table.EnsureAsync(parts, cancellationToken).ConfigureAwait(false);
        var holds = state.InForce(Instant.Now(clock));
        var contents = new List<(StoredPart, DayContent)>();
        foreach (var part in parts)
        {
            await check.RunAsync(part, async () =>
            {
                await messages.KeepAsync(connection, table[part], holds, cancellationToken).ConfigureAwait(false);
                var content = await new DayCollector(connection, prover, holds, parts, table[part]).CollectAsync(cancellationToken).ConfigureAwait(false);
                await content.ProveHeldAsync(prover.ProveAsync, cancellationToken).ConfigureAwait(false);
                contents.Add((table[part], content));
            }).ConfigureAwait(false);
        }

        // What is not sealed yet is sealed now, before the tables are taken, as it has to be read.
        await check.RunAsync(parts, trees, cancellationToken).ConfigureAwait(false);
        return contents;
    }

    private DropOutcome.Dropped Outcome(List<(StoredPart Day, DayContent Content)> days)
    {
        var now = Instant.Now(clock);
        return new DropOutcome.Dropped(
            [.. days.Select(day => day.Content.State(day.Day.Part, now))], days.SelectMany(day => day.Content.Parties).ToHashSet());
    }

    // The heads come first: a day whose leaves are gone without one counts as robbed.
    private async Task DestroyAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        List<(StoredPart Day, DayContent Content)> days,
        IReadOnlyList<DropStatement> statements,
        CancellationToken cancellationToken)
    {
        DayPart[] parts = [.. days.Select(day => day.Day.Part)];
        await WriteAsync(connection, days, statements, cancellationToken).ConfigureAwait(false);
        // Asked before anything is signed: behind the commit it would be too late.
        if (Array.Exists(parts, part => trees.HeadOf(part) is null)) throw new LedgerException(LedgerFaults.Damaged, "A day that is to be dropped has no head: run gudok verify.");
        await using (var turn = Sql.Batch(connection, TableLock.Take(Tables(parts.Select(part => part.Class)))))
        {
            await turn.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        await trees.DropAsync(
            parts,
            async stop =>
            {
                foreach (var (day, _) in days) await DayPartitions.DropAsync(connection, day, stop).ConfigureAwait(false);
                await transaction.CommitAsync(stop).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<string> Tables(IEnumerable<int> classes) =>
    [
        "gudok.pages", "gudok.messages",
        .. classes.Distinct().SelectMany(one => (string[])[ClassTables.NameOf("gudok.calls", one), ClassTables.NameOf("gudok.stands", one)]),
    ];

    private async Task WriteAsync(
        NpgsqlConnection connection, List<(StoredPart Day, DayContent Content)> days, IReadOnlyList<DropStatement> statements, CancellationToken cancellationToken)
    {
        var numbers = days.ConvertAll(day => day.Day.Number).ToArray();
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements) batch.BatchCommands.Add(DropRows.Write(statement));
        using (var cipher = await states.SealAsync(connection, cancellationToken).ConfigureAwait(false))
        {
            foreach (var held in days.SelectMany(day => day.Content.Held)) batch.BatchCommands.Add(HeldRows.Write(held, cipher));
        }

        batch.BatchCommands.Add(OwedRows.Write(days.SelectMany(day => day.Content.Parties)));
        foreach (var (_, content) in days)
        {
            batch.BatchCommands.Add(RollupRows.WriteResidue(content.Residue.ToDictionary(residue => residue.Key.Part, residue => residue.Value)));
        }

        foreach (var sql in Forget) batch.BatchCommands.Add(Sql.Command(sql, (object)numbers));
        batch.BatchCommands.Add(HeldStates.Change());
        batch.Timeout = 0;
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<List<int>> ReadUnfinishedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(connection, "select day from gudok.drops where not done");
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var days = new List<int>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) days.Add(rows.GetInt32(0));
        return days;
    }
}
