using System.Data;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Numbers.Postgres;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Keeps classes, what is held and what stays of dropped days in memory, and reads it again when somebody changed it. Thread-safe.</summary>
internal sealed class HeldStates(Database database, IDayKeys dayKeys, RetentionTerms terms)
{
    private volatile HeldState? _known;

    /// <summary>What a connection sees, or later.</summary>
    public async Task<HeldState> OfAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(connection, "select held from gudok.log");
        return await OfAsync((long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is at a version, or later.</summary>
    public async Task<HeldState> OfAsync(long version, CancellationToken cancellationToken)
    {
        if (_known is { } known && known.Version == version) return known;
        return _known = await database.RunAsync(
            async (connection, stop) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop).ConfigureAwait(false);
                // Before the first look: a table that is written anew meanwhile would seem empty to an older one.
                await using (var turn = Sql.Command(connection, "lock table gudok.held in access share mode")) await turn.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
                var state = await LoadAsync(connection, stop).ConfigureAwait(false);
                await transaction.CommitAsync(stop).ConfigureAwait(false);
                return state;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes the log's lock, which whoever changes anything of this holds, and reads.</summary>
    public async Task<HeldState> LockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(connection, "select held from gudok.log for update");
        return await OfAsync((long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells all that what they know is old. The caller holds the log's lock and commits.</summary>
    public static NpgsqlBatchCommand Change() => Sql.Command("update gudok.log set held=held+1");

    /// <summary>Reads all of it as the database has it.</summary>
    public async Task<HeldState> LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Sql.Command("select held, held_id from gudok.log"));
        batch.BatchCommands.Add(Sql.Command($"select {ClassRows.Columns} from gudok.classes order by number"));
        batch.BatchCommands.Add(Sql.Command($"select {HoldRows.Columns} from gudok.holds order by made, id"));
        batch.BatchCommands.Add(Sql.Command($"select {DropRows.Columns} from gudok.drops order by day"));
        batch.BatchCommands.Add(Sql.Command("select day,minute,way,calls,talk,setup,with_setup from gudok.residue"));
        batch.BatchCommands.Add(Sql.Command("select id, sealed from gudok.held"));
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await rows.ReadAsync(cancellationToken).ConfigureAwait(false);
        var (version, fileId) = (rows.GetInt64(0), rows.GetFieldValue<byte[]>(1));
        var classes = await NextAsync(rows, ClassRows.Read, cancellationToken).ConfigureAwait(false);
        var holds = await NextAsync(rows, HoldRows.Read, cancellationToken).ConfigureAwait(false);
        var drops = await NextAsync(rows, DropRows.Read, cancellationToken).ConfigureAwait(false);
        var residue = await NextAsync(rows, RollupRows.Read, cancellationToken).ConfigureAwait(false);
        var isSealed = await NextAsync(rows, row => (row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1)), cancellationToken).ConfigureAwait(false);
        return new HeldState(version, [new RetentionClass(RetentionClass.Default, terms), .. classes], holds, drops, residue, Later(isSealed, fileId));
    }

    /// <summary>The seal of what is kept apart.</summary>
    public async Task<DaySeal> SealAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(connection, "select held_id from gudok.log");
        return SealOf((byte[])(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!);
    }

    private DaySeal SealOf(byte[] fileId) => new(dayKeys.GetOrCreate(HeldFile.KeyDay), fileId);

    // What fails is tried again at the next use: nothing is remembered of it.
    private Lazy<IReadOnlyList<HeldRecord>> Later(List<(byte[] Id, byte[] Sealed)> rows, byte[] fileId) =>
        new(() => Open(rows, fileId), LazyThreadSafetyMode.PublicationOnly);

    private HeldRecord[] Open(List<(byte[] Id, byte[] Sealed)> rows, byte[] fileId)
    {
        if (rows.Count == 0) return [];
        using var cipher = SealOf(fileId);
        return [.. rows.Select(row => HeldRecordCodec.Decode(cipher.Open(SealKind.Held, RecordId.Read(row.Id), row.Sealed)))];
    }

    private static async Task<List<T>> NextAsync<T>(NpgsqlDataReader rows, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var all = new List<T>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) all.Add(read(rows));
        return all;
    }
}
