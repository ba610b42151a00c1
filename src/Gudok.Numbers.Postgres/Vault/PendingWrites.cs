using Npgsql;

namespace Gudok.Numbers.Postgres;

/// <summary>What a transaction is to write: whole rows, so that doing it twice comes to the same. Not thread-safe.</summary>
/// <remarks>Nothing reaches the server before all of it is there. A commit whose answer was lost is therefore simply done again: nobody but
/// the vault's owner writes, and the owner writes nothing in between.</remarks>
internal sealed class PendingWrites
{
    private readonly List<(string Sql, object[] Values)> _rows = [];
    private readonly HashSet<(KeyTable Table, long Partition)> _partitions = [];

    /// <summary>How deep transactions are nested: keys and parties share one.</summary>
    public int Depth { get; set; }

    public bool IsEmpty => _rows.Count == 0;

    public void Add(string sql, params object[] values) => _rows.Add((sql, values));

    /// <summary>Notes that a partition must be there.</summary>
    public void Need(KeyTable table, long page)
    {
        if (table != KeyTable.DayKeys) _partitions.Add((table, page / VaultSchema.PartitionPages));
    }

    public void Clear()
    {
        _rows.Clear();
        _partitions.Clear();
        Depth = 0;
    }

    /// <summary>Writes all of it in one transaction, if the vault is still its owner's.</summary>
    /// <exception cref="DatabaseException">GDK-2209: another process has opened the vault since.</exception>
    public bool Run(NpgsqlConnection connection, VaultOwner owner, ISet<(KeyTable Table, long Partition)> known)
    {
        using var transaction = connection.BeginTransaction();
        owner.Require(connection);
        var lacking = _partitions.Except(known).ToList();
        foreach (var (table, partition) in lacking) AddPartition(connection, table, partition);
        using (var batch = new NpgsqlBatch(connection))
        {
            foreach (var (sql, values) in _rows)
            {
                var command = new NpgsqlBatchCommand(sql);
                foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
                batch.BatchCommands.Add(command);
            }

            batch.ExecuteNonQuery();
        }

        transaction.Commit();
        known.UnionWith(lacking);
        return true;
    }

    private static void AddPartition(NpgsqlConnection connection, KeyTable table, long partition)
    {
        var name = VaultSchema.PartOf(table, partition * VaultSchema.PartitionPages);
        using var ask = new NpgsqlCommand($"select to_regclass('{name}') is not null", connection);
        if (ask.ExecuteScalar() is true) return;
        using var make = new NpgsqlCommand(VaultSchema.MakePartition(VaultSchema.NameOf(table), partition), connection);
        make.ExecuteNonQuery();
    }
}
