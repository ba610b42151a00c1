using System.Globalization;
using Gudok.Numbers.Postgres;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Copies a ledger out of its database: small tables whole, the others part by part, each with a version that tells without reading
/// whether it is as it was.</summary>
internal static class LedgerDump
{
    /// <summary>Tables that are copied whole.</summary>
    public static readonly string[] Whole =
        ["log", "classes", "days", "holds", "held", "held_messages", "drops", "residue", Newest, "heads", "edges", "marks"];

    /// <summary>The table of them that earlier versions did not have.</summary>
    public const string Newest = "owed";

    // The last seal of a table bears a random nonce: a count alone could come again in a ledger that was put back and went on otherwise.
    private const string Parts = """
        select d.day, d.rows, d.stands, d.messages, d.corrections, d.amendments,
          coalesce((select hashtextextended(encode(p.details, 'hex'), 0) from gudok.pages p where p.day=d.day order by p.first desc limit 1), 0),
          coalesce((select hashtextextended(encode(c.details, 'hex'), 0) from gudok.corrections c where c.day=d.day order by c.n desc limit 1), 0),
          coalesce((select hashtextextended(encode(a.details, 'hex'), 0) from gudok.amendments a where a.day=d.day order by a.n desc limit 1), 0),
          exists(select 1 from gudok.corrections c where c.of_day=d.day)
        from gudok.days d order by d.day
        """;

    /// <summary>Gives all tables as a connection sees them.</summary>
    public static async Task ReadAsync(NpgsqlConnection connection, Func<TableDump, CancellationToken, Task> take, CancellationToken cancellationToken)
    {
        foreach (var table in Whole)
        {
            // In one order each time, so that what did not change is found to be the same.
            await take(TableCopy.Of(connection, table, $"select * from gudok.{table} order by {(table == Newest ? "1" : "1, 2")}"), cancellationToken).ConfigureAwait(false);
        }

        foreach (var dump in await ReadPartsAsync(connection, cancellationToken).ConfigureAwait(false)) await take(dump, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<List<TableDump>> ReadPartsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(connection, Parts);
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var dumps = new List<TableDump>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) dumps.AddRange(PartOf(connection, rows));
        return dumps;
    }

    private static List<TableDump> PartOf(NpgsqlConnection connection, NpgsqlDataReader row)
    {
        var part = PartNumber.Read(row.GetInt32(0));
        var name = SegmentName.FolderName(part);
        var (rows, hasStands, hasMessages, added) = (row.GetInt32(1), row.GetBoolean(2), row.GetBoolean(3), row.GetInt32(4) + row.GetInt32(5));
        var version = (rows, row.GetInt64(6), row.GetInt64(7) ^ (row.GetInt64(8) * 31), (long)added);
        var day = string.Create(CultureInfo.InvariantCulture, $"day={PartNumber.Of(part)}");
        var starts = string.Create(CultureInfo.InvariantCulture, $"start>={StoredPart.LeastStart(part.Day)} and start<{StoredPart.EndStart(part.Day)}");
        var dumps = new List<TableDump>();
        if (rows > 0)
        {
            Add("calls", $"select * from gudok.{ClassTables.NameOf("calls", part.Class)} where {starts} order by row", version);
            Add("pages", $"select * from gudok.pages where {day} order by first", version);
        }

        if (hasStands) Add("stands", $"select * from gudok.{ClassTables.NameOf("stands", part.Class)} where {starts} order by start, party", version);
        if (hasMessages) Add("messages", $"select * from gudok.messages where {day} order by ctid", version);
        if (row.GetInt32(4) > 0) Add("corrections", $"select * from gudok.corrections where {day} order by n", version);
        if (row.GetInt32(5) > 0) Add("amendments", $"select * from gudok.amendments where {day} order by n", version);
        if (rows + added > 0) Add("rollups", $"select * from gudok.rollups where {day} order by minute, way", version);
        // What later days corrected of its calls changes it too.
        if (row.GetBoolean(9)) Add("latest", $"select * from gudok.latest where of_{day} order by of_row", null);
        return dumps;

        void Add(string table, string query, (long, long, long, long)? known) => dumps.Add(TableCopy.Of(connection, $"{table}/{name}", query, known));
    }
}
