using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Numbers.Postgres;
using Gudok.Sip;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Keeps legal holds, and destroys what was kept apart once no hold in force covers it. Thread-safe.</summary>
internal sealed class HoldKeeper(Database database, HeldStates states, HeldMessages messages, TimeProvider clock)
{
    /// <summary>Keeps a hold; durable when it returns.</summary>
    public Task KeepAsync(LegalHold hold, CancellationToken cancellationToken) => UnderLockAsync(
        async (connection, _, stop) =>
        {
            await using var batch = Sql.Batch(connection, [HoldRows.Write(hold), HeldStates.Change()]);
            return await batch.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>All legal holds ever placed, the oldest first.</summary>
    public async Task<IReadOnlyList<LegalHold>> HoldsAsync(CancellationToken cancellationToken) =>
        (await database.RunAsync(states.OfAsync, cancellationToken).ConfigureAwait(false)).Holds;

    /// <summary>What stays of dropped days, the oldest first.</summary>
    public async Task<IReadOnlyList<DropStatement>> DropsAsync(CancellationToken cancellationToken) =>
        (await database.RunAsync(states.OfAsync, cancellationToken).ConfigureAwait(false)).Drops;

    /// <summary>Destroys what is kept apart and no hold in force covers, down to the raw octets; tells who took part in it.</summary>
    public Task<IReadOnlyCollection<PartyId>> ReleaseAsync(CancellationToken cancellationToken)
    {
        // Told once, even if the server went away before it said that they are gone.
        var parties = new HashSet<PartyId>();
        return UnderLockAsync<IReadOnlyCollection<PartyId>>(
            async (connection, state, stop) =>
            {
                var holds = state.InForce(Instant.Now(clock));
                var free = state.Records.Where(held => !held.IsCoveredBy(holds)).ToList();
                parties.UnionWith(free.SelectMany(held => held.Parties));
                var silent = await messages.FindFreeAsync(connection, holds, stop).ConfigureAwait(false);
                await using (var owed = Sql.Batch(connection, [OwedRows.Write(parties)])) await owed.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
                await DeleteAsync(connection, "gudok.held", free.ConvertAll(held => held.Id), stop).ConfigureAwait(false);
                await DeleteAsync(connection, "gudok.held_messages", silent, stop).ConfigureAwait(false);
                return parties;
            },
            cancellationToken);
    }

    /// <summary>Who stood in what was dropped or released and has not been settled since.</summary>
    public Task<IReadOnlyList<PartyId>> OwedAsync(CancellationToken cancellationToken) => database.RunAsync(OwedRows.ReadAsync, cancellationToken);

    /// <summary>Notes that parties were looked at.</summary>
    public Task SettleAsync(IReadOnlyCollection<PartyId> parties, CancellationToken cancellationToken) =>
        database.RunAsync((connection, stop) => OwedRows.SettleAsync(connection, parties, stop), cancellationToken);

    private static async Task DeleteAsync(NpgsqlConnection connection, string table, List<RecordId> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return;
        await using var batch = Sql.Batch(
            connection,
            [Sql.Command($"delete from {table} where id=any($1)", (object)ids.Select(Sql.Octets).ToArray()), .. TableRewrite.Of(table), HeldStates.Change()]);
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private Task<T> UnderLockAsync<T>(Func<NpgsqlConnection, HeldState, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (connection, stop) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(stop).ConfigureAwait(false);
                var result = await work(connection, await states.LockAsync(connection, stop).ConfigureAwait(false), stop).ConfigureAwait(false);
                await transaction.CommitAsync(stop).ConfigureAwait(false);
                return result;
            },
            cancellationToken);
}
