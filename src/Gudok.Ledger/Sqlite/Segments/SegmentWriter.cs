using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Writes one open segment. Used by one thread at a time, under the ledger's gate.</summary>
internal sealed class SegmentWriter : IDisposable
{
    private readonly LedgerDb _db;
    private readonly DaySeal _seal;
    private readonly PageBuilder _page = new();
    private readonly PackedWriter _leaves = new();
    private readonly CorrectionCodec _corrections;
    private readonly AmendmentCodec _amendments;
    private readonly LedgerStatement _insertCall;
    private readonly LedgerStatement _insertPage;
    private readonly LedgerStatement _insertCorrection;
    private readonly LedgerStatement _insertAmendment;
    private readonly LedgerStatement _addRollup;

    /// <summary>Opens the file of a segment for appending.</summary>
    /// <param name="segment">The segment; its file was made by <see cref="SegmentFiles"/>.</param>
    /// <param name="dayKeys">The keys of days.</param>
    public SegmentWriter(Segment segment, IDayKeys dayKeys)
    {
        Segment = segment;
        _db = LedgerDb.OpenToWrite(segment.DataPath, SegmentSchema.Create);
        _seal = new DaySeal(dayKeys.GetOrCreate(segment.Name.Part), segment.Id);
        _corrections = new CorrectionCodec(segment.Id, dayKeys);
        _amendments = new AmendmentCodec(segment.Id, dayKeys);
        _insertCall = _db.Prepare("insert into calls values(?,?,?,?,?,?,?,?)");
        _insertPage = _db.Prepare("insert into pages values(?,?,?,?,?)");
        _insertCorrection = _db.Prepare(CorrectionTable.Insert);
        _insertAmendment = _db.Prepare(AmendmentTable.Insert);
        _addRollup = _db.Prepare("""
            insert into rollups values(?,?,?,?,?,?) on conflict(minute, way) do update set calls=calls+excluded.calls,
              talk=talk+excluded.talk, setup=setup+excluded.setup, with_setup=with_setup+excluded.with_setup
            """);
    }

    public Segment Segment { get; }

    public OpenSegmentIndex Index => (OpenSegmentIndex)Segment.Index;

    /// <summary>The leaves of what was appended last, in order of position.</summary>
    public ReadOnlySpan<byte> Leaves => _leaves.Written;

    /// <summary>When something was last appended, by the ledger's clock.</summary>
    public DateTimeOffset UsedAt { get; set; }

    /// <summary>Which use it was, counted over all writers: the clock may stand still.</summary>
    public long LastUse { get; set; }

    /// <summary>Writes records and corrections in one durable commit, then shows them to readers.</summary>
    /// <param name="entries">Records, commitments in order of role.</param>
    /// <param name="corrections">Corrections made on the segment's day.</param>
    /// <param name="position">The log position before them.</param>
    public void Append(List<LedgerEntry> entries, List<PendingCorrection> corrections, long position)
    {
        var delta = new RollupDelta();
        var summary = Segment.Summary;
        _leaves.Reset();
        _db.Begin();
        try
        {
            for (var at = 0; at < entries.Count; at += PageBuilder.MostRows)
            {
                var count = Math.Min(PageBuilder.MostRows, entries.Count - at);
                WritePage(entries, at, count, summary.Count + at + 1, position + at + count, delta);
            }

            for (var at = 0; at < corrections.Count; at++)
            {
                var row = _corrections.Encode(summary.Corrections + at + 1, position + entries.Count + at + 1, corrections[at]);
                CorrectionTable.Write(_insertCorrection, row);
                _leaves.Write(row.Leaf);
                delta.Take(corrections[at].Before);
                delta.Add(corrections[at].Correction.Record);
            }

            foreach (var (key, sums) in delta.Sums) AddRollup(key, sums);
            _db.Execute("commit");
        }
        catch
        {
            _db.Rollback();
            throw;
        }

        Index.Add(entries);
        Segment.Summary = Extend(summary, entries, corrections, delta, position + entries.Count + corrections.Count);
    }

    /// <summary>Writes an amendment made on the segment's day in one durable commit.</summary>
    /// <param name="pending">The amendment.</param>
    /// <param name="position">The log position before it.</param>
    /// <returns>Its number in the segment.</returns>
    public int Amend(PendingAmendment pending, long position)
    {
        var number = Segment.Summary.Amendments + 1;
        var row = _amendments.Encode(number, position + 1, pending);
        _db.RequireInPlace();
        AmendmentTable.Write(_insertAmendment, row);
        _leaves.Reset();
        _leaves.Write(row.Leaf);
        Segment.Summary = Segment.Summary with { Amendments = number, Position = position + 1 };
        return number;
    }

    /// <summary>Ends the file: all of it stands in the file itself, nothing in a log beside it.</summary>
    public void Seal() => _db.Checkpoint();

    public void Dispose()
    {
        _seal.Dispose();
        _db.Dispose();
    }

    private void WritePage(List<LedgerEntry> entries, int at, int count, int firstRow, long position, RollupDelta delta)
    {
        _page.Begin();
        for (var index = 0; index < count; index++)
        {
            var (record, commitments, messages) = entries[at + index];
            _page.Add(record, commitments, messages is not null);
            WriteCall(record, firstRow + index);
            _leaves.Write(_page.RowLeaf);
            delta.Add(record);
        }

        _insertPage.Bind(1, firstRow).Bind(2, count).Bind(3, position).Bind(4, _page.Seal(_seal, firstRow, position))
            .Bind(5, _page.Commitments).Run();
    }

    // Absent parties and a dialled one that is the callee are null: a byte instead of nine.
    private void WriteCall(CallRecord record, int row)
    {
        Span<byte> key = stackalloc byte[RowForm.KeyLength];
        RowForm.WriteKey(record.Id.Key, key);
        _insertCall.Bind(1, row).Bind(2, record.StartedAt.Micros).Bind(3, key);
        BindParty(4, record.Caller);
        BindParty(5, record.Callee);
        if (record.Dialled == record.Callee) _insertCall.BindNull(6);
        else _insertCall.Bind(6, record.Dialled.Value);
        _insertCall.Bind(7, _page.Facts).Bind(8, _page.RowLeaf).Run();
    }

    private void BindParty(int index, PartyId party)
    {
        if (party.IsNone) _insertCall.BindNull(index);
        else _insertCall.Bind(index, party.Value);
    }

    private void AddRollup(RollupKey key, RollupSums sums) =>
        _addRollup.Bind(1, key.Minute).Bind(2, key.Way).Bind(3, sums.Calls).Bind(4, sums.TalkMs).Bind(5, sums.SetupMs)
            .Bind(6, sums.WithSetup).Run();

    private static SegmentSummary Extend(
        SegmentSummary before, List<LedgerEntry> entries, List<PendingCorrection> corrections, RollupDelta delta, long position)
    {
        var (earliest, latest) = (before.MinStart, before.MaxStart);
        foreach (var entry in entries)
        {
            earliest = Math.Min(earliest, entry.Record.StartedAt.Micros);
            latest = Math.Max(latest, entry.Record.StartedAt.Micros);
        }

        var (first, last) = (before.MinMinute, before.MaxMinute);
        foreach (var key in delta.Sums.Keys)
        {
            first = Math.Min(first, key.Minute);
            last = Math.Max(last, key.Minute);
        }

        return before with
        {
            Count = before.Count + entries.Count,
            Corrections = before.Corrections + corrections.Count,
            Position = position,
            MinStart = earliest,
            MaxStart = latest,
            MinMinute = first,
            MaxMinute = last,
        };
    }
}
