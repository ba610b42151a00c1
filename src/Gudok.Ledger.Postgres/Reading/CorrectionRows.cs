using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Reads and writes rows of the table of corrections.</summary>
internal static class CorrectionRows
{
    public const string Columns = "c.day,c.n,c.position,c.made,c.id,c.of_day,c.of_row,c.prior_day,c.prior_n,c.start,c.caller,c.callee,c.dialled,"
        + "c.facts,c.leaf,c.details,c.commitments";

    /// <summary>Where, behind <see cref="Columns"/>, the id of the day stands that it was made on.</summary>
    public const int DayId = 17;

    /// <summary>The correction that a reader stands on, and the number of the part that it was made on.</summary>
    public static (int Day, CorrectionColumns Columns) Read(NpgsqlDataReader row)
    {
        var head = AdditionHead.Read(row);
        return (head.Day, new CorrectionColumns
        {
            Number = head.Number,
            Position = head.Position,
            MadeAt = head.MadeAt,
            Id = head.Id,
            Of = head.Of,
            Prior = head.Prior,
            Start = row.GetInt64(AdditionHead.Count),
            Caller = Party(row, 1),
            Callee = Party(row, 2),
            Dialled = Party(row, 3),
            Facts = Octets(row, 4),
            Leaf = Octets(row, 5),
            Details = Octets(row, 6),
            Commitments = Octets(row, 7),
        });
    }

    public static NpgsqlBatchCommand Write(int day, CorrectionColumns row) =>
        new AdditionHead(day, row.Number, row.Position, row.MadeAt, row.Id, row.Of, row.Prior).Write(
            "corrections",
            row.Start,
            unchecked((long)row.Caller),
            unchecked((long)row.Callee),
            unchecked((long)row.Dialled),
            row.Facts,
            row.Leaf,
            row.Details,
            row.Commitments);

    private static ulong Party(NpgsqlDataReader row, int column) => unchecked((ulong)row.GetInt64(AdditionHead.Count + column));

    private static byte[] Octets(NpgsqlDataReader row, int column) => row.GetFieldValue<byte[]>(AdditionHead.Count + column);
}
