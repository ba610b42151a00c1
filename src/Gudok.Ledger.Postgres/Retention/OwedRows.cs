using Gudok.Numbers;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Reads and writes the table of parties of what was dropped or released, which nobody has looked at yet.</summary>
internal static class OwedRows
{
    /// <summary>Writes parties; in the transaction that takes their calls away.</summary>
    public static NpgsqlBatchCommand Write(IEnumerable<PartyId> parties) => Sql.Command(
        "insert into gudok.owed select party from unnest($1) party on conflict do nothing", (object)Numbers(parties));

    /// <summary>All of them, in order.</summary>
    public static async Task<IReadOnlyList<PartyId>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(connection, "select party from gudok.owed order by party");
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var parties = new List<PartyId>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) parties.Add(new PartyId((ulong)rows.GetInt64(0)));
        return parties;
    }

    /// <summary>Takes parties out.</summary>
    public static async Task<int> SettleAsync(NpgsqlConnection connection, IEnumerable<PartyId> parties, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(connection, "delete from gudok.owed where party=any($1)", (object)Numbers(parties));
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    // In one order, so that two who write the same parties wait for each other instead of standing in each other's way.
    private static long[] Numbers(IEnumerable<PartyId> parties) => [.. parties.Select(party => (long)party.Value).Distinct().Order()];
}
