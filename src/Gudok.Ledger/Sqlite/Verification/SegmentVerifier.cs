using System.Security.Cryptography;
using Gudok.Seals;

namespace Gudok.Ledger;

/// <summary>Checks one segment: file structure, every page and row against seal and leaf, corrections, rollups, and its index file.</summary>
internal sealed class SegmentVerifier(RecordStore store, SegmentSnapshot snapshot, VerifyTally tally, CancellationToken cancellationToken)
{
    // What was appended to an open segment after the snapshot is the next check's; a closed one holds nothing more.
    private readonly int _mostRows = snapshot.IsClosed ? int.MaxValue : snapshot.Summary.Count;
    private readonly int _mostCorrections = snapshot.IsClosed ? int.MaxValue : snapshot.Summary.Corrections;
    private readonly int _mostAmendments = snapshot.IsClosed ? int.MaxValue : snapshot.Summary.Amendments;
    private readonly PackedWriter _form = new();
    private readonly LeafForm _leafForm = new();
    private readonly RollupDelta _rollups = new();
    private readonly OpenSegmentIndex _index = new();
    private readonly bool _isClosed = snapshot.IsClosed;
    private SegmentSummary _summary = SegmentSummary.Empty;
    private int _row;

    private Segment Segment => snapshot.Segment;

    public void Run() => store.Read(Segment.Name, reader =>
    {
        CheckFile(reader.Db);
        CheckPages(reader);
        CheckCorrections(reader);
        if (snapshot.Summary.Amendments > 0) CheckAmendments(reader);
        CheckRollups(reader);
        CheckIndex();
        tally.Done();
        return true;
    });

    private void CheckFile(LedgerDb db)
    {
        tally.Require(db.IsIntact(), null, $"The structure of segment {Segment.Name} is damaged.");
        using var name = db.Prepare("select id,name from segment");
        var isThere = name.Step() && name.Blob(0).SequenceEqual(Segment.Id) && name.Int64(1) == Segment.Name.Packed && !name.Step();
        tally.Require(isThere, null, $"Segment {Segment.Name} is not where it was written.");
    }

    private void CheckPages(SegmentReader reader)
    {
        using var pages = reader.Db.Prepare($"select first,count,position,commitments from pages where first<={_mostRows} order by first");
        using var rows = reader.Db.Prepare($"select row,start,key,caller,callee,dialled,facts,leaf from calls where row<={_mostRows} order by row");
        while (pages.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (first, count, position) = (pages.Int32(0), pages.Int32(1), pages.Int64(2));
            tally.Require(first == _row + 1, null, $"Segment {Segment.Name} lacks a page before row {first}.");
            var page = reader.OpenPage(first);
            tally.Require(page.First == first && page.Count == count, null, $"The page at row {first} was changed.");
            CheckPage(page, position, pages.Blob(3), rows);
            tally.CountPage(count, position);
            Reached(position);
        }

        tally.Require(!rows.Step(), null, $"Segment {Segment.Name} has rows that stand on no page.");
    }

    private void CheckPage(OpenedPage page, long position, ReadOnlySpan<byte> commitments, LedgerStatement rows)
    {
        _form.Reset();
        var packed = new PackedReader(commitments);
        for (var index = 0; index < page.Count; index++)
        {
            _row++;
            tally.Require(rows.Step() && rows.Int32(0) == _row, null, $"Segment {Segment.Name} lacks row {_row}.");
            CheckRow(page, rows, CommitmentCodec.Decode(ref packed));
        }

        tally.Require(packed.IsAtEnd, null, $"The page at row {page.First} has commitments of no record.");
        PageBuilder.WritePageForm(_form, page.First, page.Count, position);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        RowForm.Hash(_form, hash);
        tally.Require(hash.SequenceEqual(page.RowsHash), null, $"The rows of the page at {page.First} are not those that were sealed.");
    }

    private void CheckRow(OpenedPage page, LedgerStatement row, IReadOnlyList<PartyCommitment> commitments)
    {
        var facts = SegmentReader.ReadFacts(row, 1);
        var record = DetailsCodec.Apply(facts, page.Details(_row));
        Span<byte> leaf = stackalloc byte[Leaf.HashLength];
        _leafForm.Hash(record, null, page.Salt(_row), page.Details(_row), commitments, leaf);
        tally.Require(leaf.SequenceEqual(row.Blob(7)), record.Id, "The record does not agree with its leaf.");
        RowForm.Append(_form, record, row.Blob(6), row.Blob(7));
        tally.RequireParties(record);
        if (FactsCodec.HasMessages(row.Blob(6))) tally.CountMessages(_row, snapshot.Summary.Count);
        _rollups.Add(record);
        var start = record.StartedAt.Micros;
        _summary = _summary with { MinStart = Math.Min(_summary.MinStart, start), MaxStart = Math.Max(_summary.MaxStart, start) };
        if (_isClosed) _index.Add([record]);
    }

    private void Reached(long position) => _summary = _summary with { Position = Math.Max(_summary.Position, position) };

    private void CheckCorrections(SegmentReader reader)
    {
        using var numbers = reader.Db.Prepare($"select n,segment,position from corrections where n<={_mostCorrections} order by n");
        for (var number = 1; numbers.Step(); number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            tally.Require(numbers.Int32(0) == number, null, $"Segment {Segment.Name} lacks correction {number}.");
            _summary = _summary with { Corrections = number };
            Reached(numbers.Int64(2));
            if (IsOfDropped(numbers))
            {
                tally.CountLost(numbers.Int64(2), isCorrection: true);
                continue;
            }

            var stored = reader.Correction(number);
            tally.Require(stored.IsSound, stored.Correction.Id, "A correction does not agree with its leaf or its seal.");
            var before = stored.Prior is { } prior ? store.Correction(prior).Correction.Record : store.First(stored.Of);
            tally.Require(before.Id == stored.Correction.Id, stored.Correction.Id, "A correction stands with another record.");
            tally.RequireParties(stored.Correction.Record);
            _rollups.Take(before);
            _rollups.Add(stored.Correction.Record);
            tally.CountCorrection(new CorrectionPlace(Segment.Name, number), stored);
        }
    }

    private void CheckAmendments(SegmentReader reader)
    {
        using var numbers = reader.Db.Prepare($"select n,segment,position from amendments where n<={_mostAmendments} order by n");
        for (var number = 1; numbers.Step(); number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            tally.Require(numbers.Int32(0) == number, null, $"Segment {Segment.Name} lacks amendment {number}.");
            _summary = _summary with { Amendments = number };
            Reached(numbers.Int64(2));
            if (IsOfDropped(numbers))
            {
                tally.CountLost(numbers.Int64(2), isCorrection: false);
                continue;
            }

            var stored = reader.Amendment(number);
            tally.Require(stored.IsSound, stored.Amendment.Id, "An amendment does not agree with its leaf or its seal.");
            var id = store.Read(stored.Of.Segment, other => other.Identity(stored.Of.Row)).Id;
            tally.Require(id == stored.Amendment.Id, stored.Amendment.Id, "An amendment stands with another record.");
            var before = stored.Prior is { } prior ? store.Amendment(prior).Version : 0;
            tally.Require(stored.Version == before + 1, stored.Amendment.Id, "An amendment of a record is missing.");
            tally.CountAmendment(new CorrectionPlace(Segment.Name, number), stored);
        }
    }

    // Its leaf still stands in the day's tree; what it said has died with the key of the call's day.
    private bool IsOfDropped(LedgerStatement addition) => store.Held.Drops.IsDropped(SegmentName.Unpack(addition.Int64(1)).Part);

    private void CheckRollups(SegmentReader reader)
    {
        foreach (var (key, sums) in store.Held.Drops.Residue(Segment.Name)) _rollups.Add(key, sums);
        var kept = snapshot.Rollups ?? reader.AllRollups();
        tally.Require(
            kept.Sums.Count == _rollups.Sums.Count && kept.Sums.All(sum => _rollups.Sums.TryGetValue(sum.Key, out var own) && own == sum.Value),
            null,
            $"The counts per minute of segment {Segment.Name} do not agree with its records.");
    }

    private void CheckIndex()
    {
        var minutes = _rollups.Sums.Keys.Select(key => key.Minute).ToList();
        var summary = _summary with
        {
            Count = _row,
            MinMinute = minutes.Count > 0 ? minutes.Min() : SegmentSummary.Empty.MinMinute,
            MaxMinute = minutes.Count > 0 ? minutes.Max() : SegmentSummary.Empty.MaxMinute,
        };
        tally.Require(summary == snapshot.Summary, null, $"The index of segment {Segment.Name} does not agree with its records.");
        if (!_isClosed) return;
        var expected = SegmentIndexFile.Make(Segment.Name, Segment.Id, summary, _index.Content());
        tally.Require(
            File.ReadAllBytes(Segment.IndexPath).AsSpan().SequenceEqual(expected), null, $"The index file of segment {Segment.Name} was changed.");
    }
}
