using Gudok.Calls;
using Gudok.Seals;

namespace Gudok.Ledger;

/// <summary>Proves that records, corrections and amendments stand in the signed trees. Thread-safe.</summary>
internal sealed class LedgerProver(RecordStore store, LedgerTrees trees)
{
    /// <summary>The record, its corrections in order, its amendments in order, each proved for the last head of its day; what no head has seen is sealed first.</summary>
    public async ValueTask<IReadOnlyList<ProvedEntry>> ProveAsync(RecordPlace record, CancellationToken cancellationToken)
    {
        var entries = new List<ProvedEntry>();
        for (var at = store.Latest.Find(record); at is { } place;)
        {
            var stored = store.Correction(place);
            if (!stored.IsSound) throw Broken(stored.Correction.Id);
            entries.Add(await ProveAsync(place, stored, cancellationToken).ConfigureAwait(false));
            at = stored.Prior;
        }

        var (first, leaf) = store.Read(record.Segment, reader => reader.Entry(record.Row));
        var proof = await PlaceAsync(first.Id, record.Segment, EntryKind.Record, record.Row, cancellationToken).ConfigureAwait(false);
        entries.Add(new ProvedEntry(first, null, leaf, proof));
        entries.Reverse();
        entries.AddRange(await ProveAmendmentsAsync(record, cancellationToken).ConfigureAwait(false));
        return entries;
    }

    private async ValueTask<List<ProvedEntry>> ProveAmendmentsAsync(RecordPlace record, CancellationToken cancellationToken)
    {
        var entries = new List<ProvedEntry>();
        for (var at = store.Latest.Amended.Find(record)?.At; at is { } place;)
        {
            var stored = store.Amendment(place);
            var (amendment, version) = (stored.Amendment, stored.Version);
            if (!stored.IsSound) throw Broken(amendment.Id);
            var proof = await PlaceAsync(amendment.Id, place.Segment, EntryKind.Amendment, place.Number, cancellationToken).ConfigureAwait(false);
            entries.Add(ProvedEntry.Of(amendment, version, stored.Salt, proof));
            at = stored.Prior;
        }

        entries.Reverse();
        return entries;
    }

    private async ValueTask<ProvedEntry> ProveAsync(CorrectionPlace place, StoredCorrection stored, CancellationToken cancellationToken)
    {
        var (id, madeAt, record, commitments) = stored.Correction;
        var leaf = LeafContent.Of(record, madeAt, stored.Salt.Span, stored.Details.Span, commitments);
        return new ProvedEntry(
            record, madeAt, leaf, await PlaceAsync(id, place.Segment, EntryKind.Correction, place.Number, cancellationToken).ConfigureAwait(false));
    }

    private async ValueTask<TreePlace> PlaceAsync(
        RecordId id, SegmentName segment, EntryKind kind, int number, CancellationToken cancellationToken)
    {
        var index = DayLog.Read(store, segment.Part).IndexOf(segment, kind, number);
        if (index < 0) throw Broken(id);
        var head = trees.HeadOf(segment.Part);
        if (head is null || head.Size <= index)
        {
            await trees.SealAsync(cancellationToken).ConfigureAwait(false);
            head = trees.HeadOf(segment.Part);
        }

        if (head is null || head.Size <= index) throw Broken(id);
        var prover = trees.ProverOf(segment.Part.Class);
        return new TreePlace(head, index, await prover.InclusionAsync(segment.Day, index, head.Size, cancellationToken).ConfigureAwait(false));
    }

    private static LedgerException Broken(RecordId id) =>
        new(LedgerFaults.Damaged, $"Record {id} cannot be proved: what is kept of its day does not agree with its seals. Run: gudok verify");
}
