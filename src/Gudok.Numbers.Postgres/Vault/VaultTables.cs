using Npgsql;

namespace Gudok.Numbers.Postgres;

/// <summary>Both halves of a vault in one database. Not thread-safe: one for writing, one a reader.</summary>
internal sealed class VaultTables(Database database, VaultOwner owner) : IKeyRows, IPartyRows
{
    private const int RowsAtOnce = 1024;
    private readonly PendingWrites _pending = new();
    private readonly HashSet<(KeyTable, long)> _partitions = [];
    private bool _isUnsure;

    public int Read(KeyTable table, long number, Span<byte> slots, out int epoch)
    {
        var (found, octets) = database.Run<(int, byte[]?)>(connection =>
        {
            using var command = Ask(connection, $"select epoch, slots from gudok.{VaultSchema.NameOf(table)} where page=$1", number);
            using var row = command.ExecuteReader();
            return row.Read() ? (row.GetInt32(0), row.GetFieldValue<byte[]>(1)) : (0, null);
        });
        epoch = found;
        if (octets is null) return 0;
        if (octets.Length > slots.Length) throw PageSeal.Broken(number);
        octets.CopyTo(slots);
        return octets.Length;
    }

    public void Write(KeyTable table, long number, int epoch, ReadOnlySpan<byte> slots)
    {
        _pending.Need(table, number);
        Put(
            $"insert into gudok.{VaultSchema.NameOf(table)} values($1,$2,$3) on conflict(page) do update set epoch=excluded.epoch, slots=excluded.slots",
            number,
            epoch,
            slots.ToArray());
    }

    public void Delete(KeyTable table, long number) => Put($"delete from gudok.{VaultSchema.NameOf(table)} where page=$1", number);

    public void Scan(KeyTable table, KeyRowVisitor visit)
    {
        var last = -1L;
        for (var isMore = true; isMore;)
        {
            var from = last;
            var rows = database.Run(connection => ReadSome(connection, table, from));
            foreach (var (number, epoch, slots) in rows) visit(last = number, epoch, slots);
            isMore = rows.Count == RowsAtOnce;
        }
    }

    public long Last(KeyTable table) => Number($"select coalesce(max(page), -1) from gudok.{VaultSchema.NameOf(table)}");

    public IReadOnlyList<long> NotUnder(KeyTable table, int epoch) =>
        Numbers($"select page from gudok.{VaultSchema.NameOf(table)} where epoch<>$1 order by page", epoch);

    public IReadOnlySet<int> EpochsInUse() => Numbers(
        "select epoch::bigint from gudok.keys union select epoch from gudok.lookup union select epoch from gudok.day_keys")
        .Select(epoch => (int)epoch).ToHashSet();

    public void Begin()
    {
        if (_isUnsure) throw new DatabaseException(DatabaseFaults.Failed, "it is not known whether the vault's last write was done. Start Gudok again.");
        _pending.Depth++;
    }

    public void Commit()
    {
        if (--_pending.Depth > 0) return;
        try
        {
            RunPending();
        }
        finally
        {
            _pending.Clear();
        }
    }

    public void Rollback() => _pending.Clear();

    public void RequirePurgeable(KeyTable table, long number) => database.Run(connection =>
    {
        using var transaction = connection.BeginTransaction();
        using var batch = new NpgsqlBatch(connection);
        foreach (var command in TableLock.Take(VaultSchema.PartOf(table, number))) batch.BatchCommands.Add(command);
        return batch.ExecuteNonQuery();
    });

    // An update leaves the former row, and a plain vacuum its octets, in the file: so the part of the table is written anew.
    public void Purge(KeyTable table, long number)
    {
        foreach (var command in TableRewrite.Of(VaultSchema.PartOf(table, number))) _pending.Add(command.CommandText);
    }

    public void Settle()
    {
        // A purge is part of the transaction that needs it.
    }

    // All of it lies under keys that are about to be destroyed: to free the room is enough.
    public void PurgeAll() => Execute("vacuum gudok.keys, gudok.lookup, gudok.day_keys");

    public long LastPage() => Number("select coalesce(max(page), -1) from gudok.parties");

    public int CountOf(long page) => (int)Numbers("select count::bigint from gudok.parties where page=$1", page).FirstOrDefault();

    public byte[] Read(long page) => Octets("select entries from gudok.parties where page=$1", page) ?? [];

    public void Write(long page, int count, ReadOnlySpan<byte> entries) => Put(
        "insert into gudok.parties values($1,$2,$3) on conflict(page) do update set count=excluded.count, entries=excluded.entries",
        page,
        count,
        entries.ToArray());

    public byte[]? ReadMeta(string name) => Octets("select value from gudok.meta where name=$1", name);

    public void WriteMeta(string name, byte[] value) => Put("insert into gudok.meta values($1,$2) on conflict(name) do update set value=excluded.value", name, value);

    /// <summary>The ids of the erased.</summary>
    public IReadOnlyList<long> Erased() => Numbers("select id from gudok.erased");

    /// <summary>Adds an id to the erased.</summary>
    public void AddErased(long id) => Put("insert into gudok.erased values($1) on conflict do nothing", id);

    public void Dispose()
    {
        // The connections are the database's.
    }

    // Whole or not at all: beyond the time that a server is waited for it may have been done, and memory would not know.
    private void RunPending()
    {
        if (_pending.IsEmpty) return;
        try
        {
            database.Run(connection => _pending.Run(connection, owner, _partitions));
        }
        catch (DatabaseException fault) when (fault.Fault is DatabaseFaults.NotReached or DatabaseFaults.NoPrimary)
        {
            _isUnsure = true;
            throw;
        }
    }

    private void Put(string sql, params object[] values)
    {
        _pending.Add(sql, values);
        if (_pending.Depth > 0) return;
        try
        {
            RunPending();
        }
        finally
        {
            _pending.Clear();
        }
    }

    private void Execute(string sql) => database.Run(connection =>
    {
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteNonQuery();
    });

    private static List<(long Number, int Epoch, byte[] Slots)> ReadSome(NpgsqlConnection connection, KeyTable table, long last)
    {
        using var command = Ask(
            connection, $"select page, epoch, slots from gudok.{VaultSchema.NameOf(table)} where page>$1 order by page limit {RowsAtOnce}", last);
        using var row = command.ExecuteReader();
        var rows = new List<(long, int, byte[])>();
        while (row.Read()) rows.Add((row.GetInt64(0), row.GetInt32(1), row.GetFieldValue<byte[]>(2)));
        return rows;
    }

    private long Number(string sql) => Numbers(sql)[0];

    private List<long> Numbers(string sql, params object[] values) => database.Run(connection =>
    {
        using var command = Ask(connection, sql, values);
        using var row = command.ExecuteReader();
        var numbers = new List<long>();
        while (row.Read()) numbers.Add(row.GetInt64(0));
        return numbers;
    });

    private byte[]? Octets(string sql, object value) => database.Run(connection =>
    {
        using var command = Ask(connection, sql, value);
        return command.ExecuteScalar() as byte[];
    });

    private static NpgsqlCommand Ask(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
