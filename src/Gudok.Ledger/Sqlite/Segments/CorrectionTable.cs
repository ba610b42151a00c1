using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>The table of corrections of a segment file.</summary>
internal static class CorrectionTable
{
    public const string Insert = "insert into corrections values(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
    public const string Select = "select n,position,made,id,segment,row,prior_segment,prior_n,start,caller,callee,dialled,facts,leaf,details,"
        + "commitments from corrections where n=?";

    public static void Write(LedgerStatement insert, CorrectionColumns row)
    {
        Span<byte> id = stackalloc byte[RecordId.Length];
        row.Id.Write(id);
        insert.Bind(1, row.Number).Bind(2, row.Position).Bind(3, row.MadeAt.Micros).Bind(4, id)
            .Bind(5, row.Of.Segment.Packed).Bind(6, row.Of.Row);
        if (row.Prior is { } prior) insert.Bind(7, prior.Segment.Packed).Bind(8, prior.Number);
        else insert.BindNull(7).BindNull(8);
        insert.Bind(9, row.Start).Bind(10, row.Caller).Bind(11, row.Callee).Bind(12, row.Dialled)
            .Bind(13, row.Facts).Bind(14, row.Leaf).Bind(15, row.Details).Bind(16, row.Commitments).Run();
    }

    /// <summary>Reads the row that a statement stands on.</summary>
    public static CorrectionColumns Read(LedgerStatement row)
    {
        if (row.Blob(3).Length != RecordId.Length) throw PackedReader.Broken();
        return new CorrectionColumns
        {
            Number = row.Int32(0),
            Position = row.Int64(1),
            MadeAt = new Instant(row.Int64(2)),
            Id = RecordId.Read(row.Blob(3)),
            Of = new RecordPlace(SegmentName.Unpack(row.Int64(4)), row.Int32(5)),
            Prior = row.IsNull(6) ? null : new CorrectionPlace(SegmentName.Unpack(row.Int64(6)), row.Int32(7)),
            Start = row.Int64(8),
            Caller = row.UInt64(9),
            Callee = row.UInt64(10),
            Dialled = row.UInt64(11),
            Facts = row.Blob(12).ToArray(),
            Leaf = row.Blob(13).ToArray(),
            Details = row.Blob(14).ToArray(),
            Commitments = row.Blob(15).ToArray(),
        };
    }
}
