using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>The table of amendments of a segment file.</summary>
internal static class AmendmentTable
{
    public const string Insert = "insert into amendments values(?,?,?,?,?,?,?,?,?,?,?)";
    public const string Select =
        "select n,position,made,id,segment,row,prior_segment,prior_n,version,leaf,details from amendments where n=?";

    public static void Write(LedgerStatement insert, AmendmentColumns row)
    {
        Span<byte> id = stackalloc byte[RecordId.Length];
        row.Id.Write(id);
        insert.Bind(1, row.Number).Bind(2, row.Position).Bind(3, row.MadeAt.Micros).Bind(4, id)
            .Bind(5, row.Of.Segment.Packed).Bind(6, row.Of.Row);
        if (row.Prior is { } prior) insert.Bind(7, prior.Segment.Packed).Bind(8, prior.Number);
        else insert.BindNull(7).BindNull(8);
        insert.Bind(9, row.Version).Bind(10, row.Leaf).Bind(11, row.Details).Run();
    }

    /// <summary>Reads the row that a statement stands on.</summary>
    public static AmendmentColumns Read(LedgerStatement row)
    {
        if (row.Blob(3).Length != RecordId.Length) throw PackedReader.Broken();
        return new AmendmentColumns
        {
            Number = row.Int32(0),
            Position = row.Int64(1),
            MadeAt = new Instant(row.Int64(2)),
            Id = RecordId.Read(row.Blob(3)),
            Of = new RecordPlace(SegmentName.Unpack(row.Int64(4)), row.Int32(5)),
            Prior = row.IsNull(6) ? null : new CorrectionPlace(SegmentName.Unpack(row.Int64(6)), row.Int32(7)),
            Version = row.Int32(8),
            Leaf = row.Blob(9).ToArray(),
            Details = row.Blob(10).ToArray(),
        };
    }
}
