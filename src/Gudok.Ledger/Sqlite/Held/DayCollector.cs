using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Goes once through all segments of parts of days that are about to be dropped together.</summary>
internal sealed class DayCollector(
    RecordStore store, IReadOnlyCollection<LegalHold> holds, IReadOnlyCollection<DayPart> parts, CancellationToken cancellationToken)
{
    private DayContent _content = new();

    public DayContent Collect(DayPart part)
    {
        _content = new DayContent();
        foreach (var segment in store.Catalog.Of(part)) store.Read(segment.Name, reader => Collect(reader, segment));
        return _content;
    }

    private bool Collect(SegmentReader reader, Segment segment)
    {
        using var pages = reader.Db.Prepare("select first,count,position,commitments from pages order by first");
        using var rows = reader.Db.Prepare("select row,start,key,caller,callee,dialled,facts,leaf from calls order by row");
        while (pages.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var packed = new PackedReader(pages.Blob(3));
            var position = pages.Int64(2) - pages.Int32(1);
            for (var left = pages.Int32(1); left > 0; left--)
            {
                if (!rows.Step()) throw new LedgerException(LedgerFaults.Damaged, $"Segment {segment.Name} lacks a row: run gudok verify.");
                Collect(reader, new RecordPlace(segment.Name, rows.Int32(0)), rows, ++position, CommitmentCodec.Decode(ref packed));
            }
        }

        CollectAdditions(reader, "corrections", () => _content.Corrections++);
        if (segment.Summary.Amendments > 0) CollectAdditions(reader, "amendments", () => _content.Amendments++);
        return true;
    }

    private void Collect(
        SegmentReader reader, RecordPlace place, LedgerStatement row, long position, IReadOnlyList<PartyCommitment> commitments)
    {
        _content.Records++;
        _content.AddLeaf(position, row.Blob(7));
        var facts = SegmentReader.ReadFacts(row, 1);
        var parties = RecordParties.FirstPlaces(facts).Select(other => other.Party).ToHashSet();
        var corrections = store.PlacedCorrectionsOf(place);
        var before = facts;
        foreach (var (segment, stored) in corrections)
        {
            parties.UnionWith(RecordParties.FirstPlaces(stored.Correction.Record).Select(other => other.Party));
            if (!parts.Contains(segment.Part)) CollectResidue(segment, before, stored.Correction.Record);
            before = stored.Correction.Record;
        }

        _content.Parties.UnionWith(parties);
        if (!holds.Any(hold => hold.Covers(facts.Id, parties))) return;
        var page = reader.OpenPage(place.Row);
        var first = new HeldEntry(HeldKind.Record, position, null, 0, page.Salt(place.Row).ToArray(), row.Blob(7).ToArray())
        {
            Record = reader.Complete(facts, place.Row),
            Commitments = commitments,
        };
        var held = new HeldRecord(
            [first, .. corrections.Select(found => Entry(found.Stored)), .. store.StoredAmendmentsOf(place).Select(HeldEntry.Of)], []);
        if (!held.Entries.All(entry => entry.IsSound))
        {
            throw new LedgerException(LedgerFaults.Damaged, $"Record {held.Id} is under legal hold and does not agree with its leaf: run gudok verify.");
        }

        _content.Held.Add(held);
        _content.Places.Add(held.Id, place);
    }

    private static HeldEntry Entry(StoredCorrection stored) =>
        new(HeldKind.Correction, stored.Position, stored.Correction.MadeAt, 0, stored.Salt.ToArray(), stored.Leaf)
        {
            Record = stored.Correction.Record,
            Commitments = stored.Correction.Commitments,
        };

    private void CollectAdditions(SegmentReader reader, string table, Action count)
    {
        using var rows = reader.Db.Prepare($"select position,leaf from {table}");
        while (rows.Step())
        {
            count();
            _content.AddLeaf(rows.Int64(0), rows.Blob(1));
        }
    }

    // A correction of one of the day's records that was made on another day took away there what it found here. Only these are looked at: a day
    // that stays and cannot be read must not keep those waiting to whose calls it added nothing.
    private void CollectResidue(SegmentName made, CallRecord before, CallRecord now)
    {
        if (!_content.Residue.TryGetValue(made, out var delta)) _content.Residue.Add(made, delta = new RollupDelta());
        delta.Take(before);
        delta.Add(now);
    }
}
