using Gudok.Calls;
using Gudok.Numbers;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Kept messages of held calls, after those of their day were destroyed.</summary>
internal sealed class HeldMessages(HeldStates states, IDayKeys dayKeys)
{
    // A call keeps up to 64 KiB or so of messages.
    private const int PageCalls = 500;

    private const string Put = "insert into gudok.held_messages values($1,$2,$3) on conflict(id) do update set keys=excluded.keys, data=excluded.data";

    /// <summary>Keeps apart the messages of a day's calls that are under hold; the caller commits.</summary>
    public async Task KeepAsync(NpgsqlConnection connection, StoredPart day, LegalHold[] holds, CancellationToken cancellationToken)
    {
        if (holds.Length == 0 || !day.HasMessages) return;
        using var daySeal = new DetailsReader(dayKeys).SealOf(day.Part, day.Id);
        byte[] after = [];
        var held = new List<(RecordId Id, SealedMessages Messages)>();
        do
        {
            held.Clear();
            after = await ReadPageAsync(connection, day, daySeal, after, holds, held, cancellationToken).ConfigureAwait(false);
            if (held.Count > 0) await PutAsync(connection, held, cancellationToken).ConfigureAwait(false);
        }
        while (after.Length > 0);
    }

    /// <summary>Reads the next calls of a day, so few that their messages find room in memory.</summary>
    /// <returns>The last id read; empty if there are no more.</returns>
    private static async Task<byte[]> ReadPageAsync(
        NpgsqlConnection connection, StoredPart day, DaySeal daySeal, byte[] after, LegalHold[] holds, List<(RecordId Id, SealedMessages Messages)> held,
        CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(
            connection, "select id,keys,data from gudok.messages where day=$1 and id>$2 order by id limit $3", day.Number, after, PageCalls);
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var count = 0;
        for (; await rows.ReadAsync(cancellationToken).ConfigureAwait(false); count++)
        {
            var (id, messages) = Open(rows, daySeal);
            after = Sql.Octets(id);
            if (Array.Exists(holds, hold => hold.Covers(id, messages.Parties))) held.Add((id, messages));
        }

        return count < PageCalls ? [] : after;
    }

    /// <summary>The messages of a call; null if none were kept apart.</summary>
    public async Task<SealedMessages?> FindAsync(NpgsqlConnection connection, RecordId id, CancellationToken cancellationToken)
    {
        using var cipher = await states.SealAsync(connection, cancellationToken).ConfigureAwait(false);
        await using var command = Sql.Command(connection, "select id,keys,data from gudok.held_messages where id=$1", Sql.Octets(id));
        await using var row = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        return await row.ReadAsync(cancellationToken).ConfigureAwait(false) ? Open(row, cipher).Messages : null;
    }

    /// <summary>Opens all of them, one after the other: there may be more than memory holds.</summary>
    /// <returns>Whose messages no longer are covered by a hold.</returns>
    /// <exception cref="InvalidDataException">Some were changed.</exception>
    public async Task<List<RecordId>> FindFreeAsync(NpgsqlConnection connection, LegalHold[] holds, CancellationToken cancellationToken)
    {
        using var cipher = await states.SealAsync(connection, cancellationToken).ConfigureAwait(false);
        await using var command = Sql.Command(connection, "select id,keys,data from gudok.held_messages");
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var free = new List<RecordId>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var (id, messages) = Open(rows, cipher);
            if (!Array.Exists(holds, hold => hold.Covers(id, messages.Parties))) free.Add(id);
        }

        return free;
    }

    private async Task PutAsync(NpgsqlConnection connection, List<(RecordId Id, SealedMessages Messages)> held, CancellationToken cancellationToken)
    {
        using var cipher = await states.SealAsync(connection, cancellationToken).ConfigureAwait(false);
        var seal = new MessageSeal(cipher);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (id, messages) in held)
        {
            batch.BatchCommands.Add(Sql.Command(Put, Sql.Octets(id), seal.Seal(id, messages).ToArray(), messages.Data.ToArray()));
        }

        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static (RecordId Id, SealedMessages Messages) Open(NpgsqlDataReader row, DaySeal cipher)
    {
        var id = RecordId.Read(row.GetFieldValue<byte[]>(0));
        return (id, new MessageSeal(cipher).Open(id, row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[]>(2)));
    }
}
