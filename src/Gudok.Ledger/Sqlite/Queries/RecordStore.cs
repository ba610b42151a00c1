using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>Reads records and corrections by where they lie. Thread-safe.</summary>
internal sealed class RecordStore(SegmentCatalog catalog, SegmentReaders readers, LatestTable latest)
{
    public SegmentCatalog Catalog => catalog;

    public LatestTable Latest => latest;

    /// <summary>Uses a reader of a segment.</summary>
    public T Read<T>(SegmentName name, Func<SegmentReader, T> use)
    {
        if (!catalog.TryFind(name, out var segment)) throw new LedgerException(LedgerFaults.Damaged, $"Segment {name} is missing.");
        var reader = readers.Rent(segment);
        try
        {
            return use(reader);
        }
        finally
        {
            readers.Return(reader);
        }
    }

    /// <summary>Takes a reader; the caller returns it.</summary>
    public SegmentReader Rent(Segment segment) => readers.Rent(segment);

    public void Return(SegmentReader reader) => readers.Return(reader);

    /// <summary>The record as first written, whole.</summary>
    public CallRecord First(RecordPlace place) => Read(place.Segment, reader => reader.Complete(reader.Facts(place.Row), place.Row));

    /// <summary>The record as it now stands, whole.</summary>
    public CallRecord Now(RecordPlace place) =>
        latest.Find(place) is { } at ? Correction(at).Correction.Record : First(place);

    public StoredCorrection Correction(CorrectionPlace place) => Read(place.Segment, reader => reader.Correction(place.Number));

    /// <summary>The corrections of a record, the first one first.</summary>
    public IReadOnlyList<CallCorrection> History(RecordPlace record)
    {
        var history = new List<CallCorrection>();
        for (var at = latest.Find(record); at is { } place;)
        {
            var stored = Correction(place);
            history.Add(stored.Correction);
            at = stored.Prior;
        }

        history.Reverse();
        return history;
    }
}
