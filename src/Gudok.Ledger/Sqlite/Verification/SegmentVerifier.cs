using System.Security.Cryptography;
using Gudok.Seals;

namespace Gudok.Ledger;

/// <summary>Checks one segment: file structure, every page and row against seal and leaf, corrections, rollups, and its index file.</summary>
internal sealed class SegmentVerifier(RecordStore store, Segment segment, VerifyTally tally, CancellationToken cancellationToken)
{
    private readonly PackedWriter _form = new();
    private readonly LeafForm _leafForm = new();
    private readonly RollupDelta _rollups = new();
    private readonly OpenSegmentIndex _index = new();
    private int _row;

    public void Run() => store.Read(segment.Name, reader =>
    {
        CheckFile(reader.Db);
        CheckPages(reader);
        CheckCorrections(reader);
        CheckRollups(reader);
        CheckIndex(reader.Db);
        tally.Done();
        return true;
    });

    private void CheckFile(LedgerDb db)
    {
        using var check = db.Prepare("pragma integrity_check(1)");
        var isOk = check.Step() && check.Blob(0).SequenceEqual("ok"u8);
        tally.Require(isOk, null, $"The structure of segment {segment.Name} is damaged.");
        using var name = db.Prepare("select id,name from segment");
        var isThere = name.Step() && name.Blob(0).SequenceEqual(segment.Id) && name.Int64(1) == segment.Name.Packed && !name.Step();
        tally.Require(isThere, null, $"Segment {segment.Name} is not where it was written.");
    }

    private void CheckPages(SegmentReader reader)
    {
        using var pages = reader.Db.Prepare("select first,count,position,commitments from pages order by first");
        using var rows = reader.Db.Prepare("select row,start,key,caller,callee,dialled,facts,leaf from calls order by row");
        while (pages.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (first, count, position) = (pages.Int32(0), pages.Int32(1), pages.Int64(2));
            tally.Require(first == _row + 1, null, $"Segment {segment.Name} lacks a page before row {first}.");
            var page = reader.OpenPage(first);
            tally.Require(page.First == first && page.Count == count, null, $"The page at row {first} was changed.");
            CheckPage(page, position, pages.Blob(3), rows);
            tally.CountPage(count, position);
        }

        tally.Require(!rows.Step(), null, $"Segment {segment.Name} has rows that stand on no page.");
    }

    private void CheckPage(OpenedPage page, long position, ReadOnlySpan<byte> commitments, LedgerStatement rows)
    {
        _form.Reset();
        var packed = new PackedReader(commitments);
        for (var index = 0; index < page.Count; index++)
        {
            _row++;
            tally.Require(rows.Step() && rows.Int32(0) == _row, null, $"Segment {segment.Name} lacks row {_row}.");
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
        _rollups.Add(record);
        _index.Add([record]);
    }

    private void CheckCorrections(SegmentReader reader)
    {
        using var numbers = reader.Db.Prepare("select n from corrections order by n");
        for (var number = 1; numbers.Step(); number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            tally.Require(numbers.Int32(0) == number, null, $"Segment {segment.Name} lacks correction {number}.");
            var stored = reader.Correction(number);
            tally.Require(stored.IsSound, stored.Correction.Id, "A correction does not agree with its leaf or its seal.");
            var before = stored.Prior is { } prior ? store.Correction(prior).Correction.Record : store.First(stored.Of);
            tally.Require(before.Id == stored.Correction.Id, stored.Correction.Id, "A correction stands with another record.");
            _rollups.Take(before);
            _rollups.Add(stored.Correction.Record);
            tally.CountCorrection(new CorrectionPlace(segment.Name, number), stored);
        }
    }

    private void CheckRollups(SegmentReader reader)
    {
        var kept = new RollupDelta();
        reader.AddRollups(long.MinValue, long.MaxValue, kept);
        tally.Require(
            kept.Sums.Count == _rollups.Sums.Count && kept.Sums.All(sum => _rollups.Sums.TryGetValue(sum.Key, out var own) && own == sum.Value),
            null,
            $"The counts per minute of segment {segment.Name} do not agree with its records.");
    }

    private void CheckIndex(LedgerDb db)
    {
        var summary = SegmentFiles.ReadThrough(db).Summary;
        tally.Require(summary == segment.Summary, null, $"The index of segment {segment.Name} does not agree with its records.");
        if (!segment.IsClosed) return;
        var expected = SegmentIndexFile.Make(segment.Name, segment.Id, summary, _index.Content());
        tally.Require(
            File.ReadAllBytes(segment.IndexPath).AsSpan().SequenceEqual(expected), null, $"The index file of segment {segment.Name} was changed.");
    }
}
