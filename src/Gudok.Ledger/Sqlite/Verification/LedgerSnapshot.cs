namespace Gudok.Ledger;

/// <summary>What is to be checked: the ledger as it stood at one moment. Taken under the gate, in milliseconds; appends go on while it is
/// checked, as what stands in it is never changed.</summary>
/// <param name="Segments">The segments in order.</param>
/// <param name="Latest">What latest.db said of corrections.</param>
/// <param name="Amended">What it said of amendments.</param>
internal sealed record LedgerSnapshot(
    IReadOnlyList<SegmentSnapshot> Segments,
    IReadOnlySet<(RecordPlace Of, CorrectionPlace At, long Start)> Latest,
    IReadOnlySet<(RecordPlace Of, AmendedPlace Last)> Amended)
{
    public static LedgerSnapshot Take(RecordStore store) => new(
        [.. store.Catalog.All.Select(segment => Take(store, segment))], store.Latest.All(), store.Latest.Amended.All());

    private static SegmentSnapshot Take(RecordStore store, Segment segment) => segment.IsClosed
        ? new SegmentSnapshot(segment, segment.Summary, true, null)
        : new SegmentSnapshot(segment, segment.Summary, false, store.Read(segment.Name, reader => reader.AllRollups()));
}
