using Gudok.Sip;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Reads and writes rows of the table of dropped days.</summary>
internal static class DropRows
{
    public const string Columns = "day,at,records,corrections,amendments,held,positions,leaves";

    private const string Insert = $"insert into gudok.drops({Columns}) values($1,$2,$3,$4,$5,$6,$7,$8)";

    /// <summary>The statement that a reader stands on.</summary>
    public static DropStatement Read(NpgsqlDataReader row)
    {
        var part = PartNumber.Read(row.GetInt32(0));
        return new DropStatement(
            part.Day,
            new Instant(row.GetInt64(1)),
            row.GetInt64(2),
            row.GetInt64(3),
            row.GetInt64(4),
            row.GetInt64(5),
            PositionCodec.Decode(row.GetFieldValue<byte[]>(6)),
            row.GetFieldValue<byte[]>(7))
        {
            Class = part.Class,
        };
    }

    public static NpgsqlBatchCommand Write(DropStatement drop) => Sql.Command(
        Insert,
        PartNumber.Of(drop.Part),
        drop.DroppedAt.Micros,
        drop.Records,
        drop.Corrections,
        drop.Amendments,
        drop.Held,
        PositionCodec.Encode(drop.Positions),
        drop.Leaves.ToArray());
}
