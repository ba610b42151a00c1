using Gudok.Numbers.Postgres;
using Gudok.Sip;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>The partitions of kept messages, dropped whole when their term is over.</summary>
internal sealed class MessageDays(Database database, HeldStates states, HeldMessages held, TimeProvider clock)
{
    /// <summary>Drops the partitions of days whose last call is over its term; what is under hold is kept apart before.</summary>
    /// <exception cref="LedgerException">GDK-4014: what is under hold cannot be read of one; it stays, and all others are gone.</exception>
    public async Task<int> DropExpiredAsync(CancellationToken cancellationToken)
    {
        var check = new PartCheck();
        var dropped = await database.RunAsync(
            async (connection, stop) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(stop).ConfigureAwait(false);
                // The log's lock first, as appends take it: a late record must not write to what is being dropped.
                var state = await states.LockAsync(connection, stop).ConfigureAwait(false);
                var now = Instant.Now(clock);
                var holds = state.InForce(now);
                var days = (await ReadAsync(connection, stop).ConfigureAwait(false))
                    .Where(day => day.Day.AddDays(state.MessageDays(day.Part.Class)) < now.UtcDay).ToList();
                check = new PartCheck();
                foreach (var day in days) await check.RunAsync(day.Part, async () => await held.KeepAsync(connection, day, holds, stop).ConfigureAwait(false)).ConfigureAwait(false);
                days.RemoveAll(day => check.Has(day.Part));
                if (days.Count > 0) await DropAsync(connection, days, stop).ConfigureAwait(false);
                await transaction.CommitAsync(stop).ConfigureAwait(false);
                return days.Count;
            },
            cancellationToken).ConfigureAwait(false);
        check.RequireMessages(dropped);
        return dropped;
    }

    private static async Task<List<StoredPart>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(connection, $"select {DayTable.Columns} from gudok.days where messages order by day");
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var days = new List<StoredPart>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) days.Add(DayTable.Read(rows));
        return days;
    }

    private static async Task DropAsync(NpgsqlConnection connection, List<StoredPart> days, CancellationToken cancellationToken)
    {
        var numbers = days.ConvertAll(day => day.Number).ToArray();
        await using var batch = Sql.Batch(
            connection,
            [Sql.Command("update gudok.days set messages=false where day=any($1)", (object)numbers), .. TableLock.Take("gudok.messages")]);
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        foreach (var day in days) await DayPartitions.DropMessagesAsync(connection, day.Part, cancellationToken).ConfigureAwait(false);
    }
}
