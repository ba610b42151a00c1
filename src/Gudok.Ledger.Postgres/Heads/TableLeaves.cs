using System.Runtime.CompilerServices;
using Gudok.Numbers;
using Gudok.Numbers.Postgres;
using Gudok.Seals;

namespace Gudok.Ledger.Postgres;

/// <summary>The leaves of a class's parts of days in the order of the log. Thread-safe; reads beside appends.</summary>
internal sealed class TableLeaves(Database database, int retentionClass) : ILeafSource
{
    private const int ChunkLeaves = 8192;

    // Position of a record: that of its page, counted back.
    private const string Leaves = """
        select leaf from (
          select p.position-p.count+1+c.slot as position, c.leaf from gudok.all_calls c join gudok.pages p on p.day=$1 and p.first=c.row-c.slot
            where c.class=$6 and c.start>=$2 and c.start<$3
          union all select position, leaf from gudok.corrections where day=$1
          union all select position, leaf from gudok.amendments where day=$1) l
        order by position offset $4 limit $5
        """;

    public async ValueTask<IReadOnlyDictionary<DateOnly, long>> SizesAsync(CancellationToken cancellationToken) => await database.RunAsync(
        async (connection, stop) =>
        {
            await using var command = Sql.Command(
                connection,
                "select day, rows::bigint+corrections+amendments from gudok.days where rows+corrections+amendments>0 and day between $1 and $2",
                PartNumber.Least(retentionClass),
                PartNumber.Most(retentionClass));
            await using var rows = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
            var sizes = new Dictionary<DateOnly, long>();
            while (await rows.ReadAsync(stop).ConfigureAwait(false)) sizes.Add(PartNumber.Read(rows.GetInt32(0)).Day, rows.GetInt64(1));
            return sizes;
        },
        cancellationToken).ConfigureAwait(false);

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> LeavesAsync(
        DateOnly day, long from, long to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var chunk in await database.RunAsync((connection, stop) => ReadAsync(connection, day, from, to, stop), cancellationToken).ConfigureAwait(false))
        {
            yield return chunk;
        }
    }

    // A server that fails does so for all days; and a day that is read again at each sealing would be waited for by a drop that has locked its table.
    public bool IsDamage(Exception fault) => false;

    private async Task<List<byte[]>> ReadAsync(
        Npgsql.NpgsqlConnection connection, DateOnly day, long from, long to, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(
            connection, Leaves, PartNumber.Of(new DayPart(day, retentionClass)), StoredPart.LeastStart(day), StoredPart.EndStart(day), from, Math.Max(0, to - from),
            (short)retentionClass);
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var chunks = new List<byte[]>();
        var chunk = new List<byte>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            chunk.AddRange(rows.GetFieldValue<byte[]>(0));
            if (chunk.Count < ChunkLeaves * Leaf.HashLength) continue;
            chunks.Add([.. chunk]);
            chunk.Clear();
        }

        if (chunk.Count > 0) chunks.Add([.. chunk]);
        return chunks;
    }
}
