using Gudok.Numbers;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Reads and writes rows of the table of rollups.</summary>
internal static class RollupRows
{
    private const string Rows = """
        as r select * from unnest($1::integer[],$2::bigint[],$3::smallint[],$4::bigint[],$5::bigint[],$6::bigint[],$7::bigint[])
        on conflict(day, minute, way) do update set calls=r.calls+excluded.calls, talk=r.talk+excluded.talk, setup=r.setup+excluded.setup,
          with_setup=r.with_setup+excluded.with_setup
        """;

    /// <summary>Adds the row that a reader stands on: minute, way and sums from a column on.</summary>
    public static void Add(NpgsqlDataReader row, int column, RollupDelta sums) => sums.Add(
        new RollupKey(row.GetInt64(column), row.GetInt16(column + 1)),
        new RollupSums(row.GetInt64(column + 2), row.GetInt64(column + 3), row.GetInt64(column + 4), row.GetInt64(column + 5)));

    /// <summary>The row that a reader stands on, its day first.</summary>
    public static (DayPart Part, RollupKey Key, RollupSums Sums) Read(NpgsqlDataReader row) => (
        PartNumber.Read(row.GetInt32(0)),
        new RollupKey(row.GetInt64(1), row.GetInt16(2)),
        new RollupSums(row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6)));

    /// <summary>Adds to the counts of days.</summary>
    public static NpgsqlBatchCommand Write(IReadOnlyDictionary<DayPart, RollupDelta> deltas) => Write("rollups", deltas);

    /// <summary>Adds to what records of dropped days left in the counts of other days.</summary>
    public static NpgsqlBatchCommand WriteResidue(IReadOnlyDictionary<DayPart, RollupDelta> deltas) => Write("residue", deltas);

    private static NpgsqlBatchCommand Write(string table, IReadOnlyDictionary<DayPart, RollupDelta> deltas)
    {
        var rows = deltas.SelectMany(day => day.Value.Sums.Select(sum => (Day: PartNumber.Of(day.Key), sum.Key, sum.Value))).ToList();
        return Sql.Command(
            $"insert into gudok.{table} {Rows}",
            rows.ConvertAll(row => row.Day).ToArray(),
            rows.ConvertAll(row => row.Key.Minute).ToArray(),
            rows.ConvertAll(row => (short)row.Key.Way).ToArray(),
            rows.ConvertAll(row => row.Value.Calls).ToArray(),
            rows.ConvertAll(row => row.Value.TalkMs).ToArray(),
            rows.ConvertAll(row => row.Value.SetupMs).ToArray(),
            rows.ConvertAll(row => row.Value.WithSetup).ToArray());
    }
}
