using System.Globalization;
using Npgsql;

namespace Gudok.Numbers.Postgres;

/// <summary>Takes tables for one transaction alone, waiting a short while for others: while a lock is waited for, readers that come later
/// wait too.</summary>
internal static class TableLock
{
    /// <summary>How long others are waited for; then GDK-2211 says that somebody has a table open.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>The lock as SQL; to be run within a transaction.</summary>
    /// <param name="tables">Names with their schema.</param>
    public static IEnumerable<NpgsqlBatchCommand> Take(params IEnumerable<string> tables)
    {
        yield return new NpgsqlBatchCommand(string.Create(CultureInfo.InvariantCulture, $"set local lock_timeout={Longest.TotalMilliseconds}"));
        // Only: a partition cannot be dropped without a lock on its table, and a ledger has more partitions than a server has locks.
        yield return new NpgsqlBatchCommand($"lock table {string.Join(',', tables.Select(table => $"only {table}"))} in access exclusive mode");
        yield return new NpgsqlBatchCommand("set local lock_timeout=0");
    }
}
