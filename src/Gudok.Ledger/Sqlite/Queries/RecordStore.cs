using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>Reads records and corrections by where they lie. Thread-safe.</summary>
internal sealed class RecordStore(SegmentCatalog catalog, SegmentReaders readers, LatestTable latest, HeldFile held)
{
    public SegmentCatalog Catalog => catalog;

    public LatestTable Latest => latest;

    public HeldFile Held => held;

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

    /// <summary>The record as it now stands, whole, as corrected and amended.</summary>
    public CallRecord Now(RecordPlace place) =>
        Amend(place, latest.Find(place) is { } at ? Correction(at).Correction.Record : First(place));

    /// <summary>Puts into a record what people amended.</summary>
    public CallRecord Amend(RecordPlace place, CallRecord record)
    {
        if (latest.Amended.Find(place) is not { } last) return record;
        var amended = new AmendedValues();
        foreach (var amendment in Amendments(place)) amended = amended.Then(amendment.Changes);
        return record with { Amended = amended, Version = last.Version };
    }

    public StoredCorrection Correction(CorrectionPlace place) => Read(place.Segment, reader => reader.Correction(place.Number));

    public StoredAmendment Amendment(CorrectionPlace place) => Read(place.Segment, reader => reader.Amendment(place.Number));

    /// <summary>The amendments of a record, the first one first.</summary>
    public IReadOnlyList<CallAmendment> Amendments(RecordPlace record) => [.. StoredAmendmentsOf(record).Select(stored => stored.Amendment)];

    /// <summary>The amendments of a record with what proves them, the first one first.</summary>
    public IReadOnlyList<StoredAmendment> StoredAmendmentsOf(RecordPlace record)
    {
        var history = new List<StoredAmendment>();
        for (var at = latest.Amended.Find(record)?.At; at is { } place; at = history[^1].Prior) history.Add(Amendment(place));
        history.Reverse();
        return history;
    }

    /// <summary>The corrections of a record, the first one first.</summary>
    public IReadOnlyList<CallCorrection> History(RecordPlace record) => [.. CorrectionsOf(record).Select(stored => stored.Correction)];

    /// <summary>The corrections of a record with what proves them, the first one first.</summary>
    public IReadOnlyList<StoredCorrection> CorrectionsOf(RecordPlace record) => [.. PlacedCorrectionsOf(record).Select(found => found.Stored)];

    /// <summary>The corrections of a record with where they lie, the first one first.</summary>
    public IReadOnlyList<(SegmentName Segment, StoredCorrection Stored)> PlacedCorrectionsOf(RecordPlace record)
    {
        var history = new List<(SegmentName Segment, StoredCorrection Stored)>();
        for (var at = latest.Find(record); at is { } place; at = history[^1].Stored.Prior) history.Add((place.Segment, Correction(place)));
        history.Reverse();
        return history;
    }
}
