using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Reads rows of the table of calls, and of the present values of corrected ones.</summary>
internal static class CallRows
{
    /// <summary>What is selected of calls of all classes, the view being called <c>c</c>.</summary>
    public const string Columns = "c.start,c.key_low,c.key_high,c.row,c.slot,c.caller,c.callee,c.dialled,c.facts,c.class";

    /// <summary>How many columns that are.</summary>
    public const int Count = 10;

    /// <summary>What is selected of present values, the table being called <c>l</c>.</summary>
    public const string LatestColumns = "l.id,l.of_day,l.of_row,l.first_start,l.start,l.caller,l.callee,l.dialled,l.at_day,l.at_n,l.facts";

    /// <summary>The call that a reader stands on.</summary>
    public static FoundRecord Read(NpgsqlDataReader row)
    {
        var start = new Instant(row.GetInt64(0));
        var id = RecordId.Create(start, new CallKey((ushort)row.GetInt16(2), (ulong)row.GetInt64(1)));
        var number = row.GetInt32(3);
        var facts = FactsCodec.Decode(id, start.Micros, Party(row, 5), Party(row, 6), Party(row, 7), row.GetFieldValue<byte[]>(8));
        return new FoundRecord(facts, new RecordPlace(new SegmentName(new DayPart(KnownRule.DayOf(id), row.GetInt16(9)), 0), number), start, number - row.GetInt16(4), null);
    }

    /// <summary>The present value that a reader stands on.</summary>
    public static FoundRecord ReadLatest(NpgsqlDataReader row)
    {
        var id = RecordId.Read(row.GetFieldValue<byte[]>(0));
        var facts = FactsCodec.Decode(id, row.GetInt64(4), Party(row, 5), Party(row, 6), Party(row, 7), row.GetFieldValue<byte[]>(10));
        return new FoundRecord(
            facts,
            new RecordPlace(NameOf(row.GetInt32(1)), row.GetInt32(2)),
            new Instant(row.GetInt64(3)),
            0,
            new CorrectionPlace(NameOf(row.GetInt32(8)), row.GetInt32(9)));
    }

    /// <summary>A part's number as the shared seals name the part.</summary>
    public static SegmentName NameOf(int part) => new(PartNumber.Read(part), 0);

    private static ulong Party(NpgsqlDataReader row, int column) => unchecked((ulong)row.GetInt64(column));
}
