using Npgsql;

namespace Gudok.Numbers.Postgres;

/// <summary>Writes a table anew, so that no octet of deleted or former rows is in its file any more.</summary>
/// <remarks>
/// <c>VACUUM</c> frees the place of a dead row and leaves its octets. <c>VACUUM FULL</c> takes a dead row along as long as any transaction
/// on the server, be it in another database, is older than the deletion. So the rows that live are put aside, the file is given up
/// (<c>TRUNCATE</c>), and they are put back, all in the transaction that deletes: when it is committed the former file is empty.
/// </remarks>
internal static class TableRewrite
{
    /// <summary>The rewriting as SQL; to be run in a transaction, behind what deletes or changes rows.</summary>
    /// <param name="table">A table, or a partition, with its schema.</param>
    public static IEnumerable<NpgsqlBatchCommand> Of(string table) =>
    [
        .. TableLock.Take(table),
        new NpgsqlBatchCommand($"create temp table gudok_living on commit drop as select * from {table}"),
        new NpgsqlBatchCommand($"truncate {table}"),
        new NpgsqlBatchCommand($"insert into {table} select * from gudok_living"),
        new NpgsqlBatchCommand("drop table gudok_living"),
    ];
}
