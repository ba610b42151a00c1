using Gudok.Calls;
using Gudok.Sip;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>The columns that rows of corrections and of amendments begin with: <c>day, n, position, made, id, of_day, of_row, prior_day, prior_n</c>.</summary>
/// <param name="Day">Number of the part that it was made on.</param>
/// <param name="Number">Its number there, from 1.</param>
/// <param name="Position">Its log position.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="Id">The record.</param>
/// <param name="Of">Where the record lies.</param>
/// <param name="Prior">The one before it; null if it is the record's first.</param>
internal readonly record struct AdditionHead(int Day, int Number, long Position, Instant MadeAt, RecordId Id, RecordPlace Of, CorrectionPlace? Prior)
{
    /// <summary>How many columns that are.</summary>
    public const int Count = 9;

    /// <summary>The head that a reader stands on.</summary>
    public static AdditionHead Read(NpgsqlDataReader row) => new(
        row.GetInt32(0),
        row.GetInt32(1),
        row.GetInt64(2),
        new Instant(row.GetInt64(3)),
        RecordId.Read(row.GetFieldValue<byte[]>(4)),
        new RecordPlace(CallRows.NameOf(row.GetInt32(5)), row.GetInt32(6)),
        row.IsDBNull(7) ? null : new CorrectionPlace(CallRows.NameOf(row.GetInt32(7)), row.GetInt32(8)));

    /// <summary>Writes a row that begins with it.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rest">Its further columns, none of them null.</param>
    public NpgsqlBatchCommand Write(string table, params ReadOnlySpan<object> rest)
    {
        object?[] values =
        [
            Day, Number, Position, MadeAt.Micros, Sql.Octets(Id), PartNumber.Of(Of.Segment.Part), Of.Row,
            Prior is { } prior ? PartNumber.Of(prior.Segment.Part) : null, Prior?.Number, .. rest,
        ];
        return Sql.Command($"insert into gudok.{table} values({string.Join(',', Enumerable.Range(1, values.Length).Select(at => $"${at}"))})", values);
    }
}
