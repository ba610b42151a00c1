using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Reads and writes rows of the table of classes of retention.</summary>
internal static class ClassRows
{
    public const string Columns = "number,name,purpose,record_days,message_days";

    private const string Insert = $"""
        insert into gudok.classes({Columns}) values($1,$2,$3,$4,$5) on conflict(number) do update set name=excluded.name, purpose=excluded.purpose,
          record_days=excluded.record_days, message_days=excluded.message_days
        """;

    /// <summary>The class that a reader stands on.</summary>
    public static RetentionClass Read(NpgsqlDataReader row) =>
        new(row.GetInt16(0), new RetentionTerms(row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetInt32(4)));

    public static NpgsqlBatchCommand Write(RetentionClass one) =>
        Sql.Command(Insert, (short)one.Number, one.Terms.Name, one.Terms.Purpose, one.Terms.RecordDays, one.Terms.MessageDays);
}
