using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Reads and writes rows of the table of amendments.</summary>
internal static class AmendmentRows
{
    public const string Columns = "a.day,a.n,a.position,a.made,a.id,a.of_day,a.of_row,a.prior_day,a.prior_n,a.version,a.leaf,a.details";

    /// <summary>Where, behind <see cref="Columns"/>, the id of the day stands that it was made on.</summary>
    public const int DayId = 12;

    /// <summary>The amendment that a reader stands on.</summary>
    public static AmendmentColumns Read(NpgsqlDataReader row)
    {
        var head = AdditionHead.Read(row);
        return new AmendmentColumns
        {
            Number = head.Number,
            Position = head.Position,
            MadeAt = head.MadeAt,
            Id = head.Id,
            Of = head.Of,
            Prior = head.Prior,
            Version = row.GetInt32(AdditionHead.Count),
            Leaf = row.GetFieldValue<byte[]>(AdditionHead.Count + 1),
            Details = row.GetFieldValue<byte[]>(AdditionHead.Count + 2),
        };
    }

    public static NpgsqlBatchCommand Write(int day, AmendmentColumns row) =>
        new AdditionHead(day, row.Number, row.Position, row.MadeAt, row.Id, row.Of, row.Prior).Write("amendments", row.Version, row.Leaf, row.Details);
}
