using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Seals;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Reads one segment file. Used by one thread at a time: rented from <see cref="SegmentReaders"/>.</summary>
internal sealed class SegmentReader : IDisposable
{
    // By EntryKind.
    private static readonly string[] LeafSelects =
    [
        "select row,leaf from calls where row>=? order by row limit ?",
        "select n,leaf from corrections where n>=? order by n limit ?",
        "select n,leaf from amendments where n>=? order by n limit ?",
    ];

    private readonly LedgerDb _db;
    private readonly DaySeal _seal;
    private readonly CorrectionCodec _corrections;
    private readonly LedgerStatement _identity;
    private readonly LedgerStatement _facts;
    private readonly LedgerStatement _page;
    private readonly LedgerStatement _correction;
    private readonly AmendmentCodec _amendments;
    private readonly LedgerStatement _rollups;
    private readonly LedgerStatement?[] _leaves = new LedgerStatement?[LeafSelects.Length];
    private LedgerStatement? _amendment;
    private OpenedPage? _opened;

    public SegmentReader(Segment segment, IDayKeys dayKeys)
    {
        Segment = segment;
        IsClosed = segment.IsClosed;
        if (!dayKeys.TryGet(segment.Name.Part, out var key))
        {
            throw new LedgerException(LedgerFaults.Damaged, $"The key of day {SegmentName.FolderName(segment.Name.Part)} is gone.");
        }

        _db = LedgerDb.OpenToRead(segment.DataPath, IsClosed);
        _seal = new DaySeal(key, segment.Id);
        _corrections = new CorrectionCodec(segment.Id, dayKeys);
        _amendments = new AmendmentCodec(segment.Id, dayKeys);
        _identity = _db.Prepare("select start,key from calls where row=?");
        _facts = _db.Prepare("select start,key,caller,callee,dialled,facts from calls where row=?");
        _page = _db.Prepare("select first,count,details from pages where first<=? order by first desc limit 1");
        _correction = _db.Prepare(CorrectionTable.Select);
        _rollups = _db.Prepare("select minute,way,calls,talk,setup,with_setup from rollups where minute>=? and minute<?");
    }

    public Segment Segment { get; }

    /// <summary>Whether the segment was closed when this reader was made: then the file cannot change under it.</summary>
    public bool IsClosed { get; }

    /// <summary>For readers that go through whole tables.</summary>
    public LedgerDb Db => _db;

    /// <summary>Start and id of a row.</summary>
    public (long Start, RecordId Id) Identity(int row)
    {
        _identity.Bind(1, row);
        if (!_identity.Step()) throw Lacking(row);
        var start = _identity.Int64(0);
        var id = RecordId.Create(new Instant(start), RowForm.ReadKey(_identity.Blob(1)));
        _identity.Reset();
        return (start, id);
    }

    /// <summary>The record of a row without its details.</summary>
    public CallRecord Facts(int row)
    {
        _facts.Bind(1, row);
        if (!_facts.Step()) throw Lacking(row);
        var record = ReadFacts(_facts, 0);
        _facts.Reset();
        return record;
    }

    /// <summary>Reads start, key, parties and facts from the columns of a statement.</summary>
    public static CallRecord ReadFacts(LedgerStatement row, int column)
    {
        var start = row.Int64(column);
        var id = RecordId.Create(new Instant(start), RowForm.ReadKey(row.Blob(column + 1)));
        var callee = row.UInt64(column + 3);
        var dialled = row.IsNull(column + 4) ? callee : row.UInt64(column + 4);
        return FactsCodec.Decode(id, start, row.UInt64(column + 2), callee, dialled, row.Blob(column + 5));
    }

    /// <summary>Puts the details of a row into its record.</summary>
    public CallRecord Complete(CallRecord facts, int row)
    {
        if (_opened is null || !_opened.Holds(row)) _opened = OpenPage(row);
        return DetailsCodec.Apply(facts, _opened.Details(row));
    }

    /// <summary>A row whole, with what its leaf commits to.</summary>
    /// <exception cref="LedgerException">GDK-4002: the row does not agree with its leaf.</exception>
    public (CallRecord Record, LeafContent Leaf) Entry(int row)
    {
        var record = Complete(Facts(row), row);
        var page = _opened!;
        using var kept = _db.Prepare("select commitments,leaf from pages join calls on row=? where first=?");
        kept.Bind(1, row).Bind(2, page.First);
        if (!kept.Step()) throw Lacking(row);
        var packed = new PackedReader(kept.Blob(0));
        for (var before = page.First; before < row; before++) CommitmentCodec.Decode(ref packed);
        var leaf = LeafContent.Of(record, null, page.Salt(row), page.Details(row), CommitmentCodec.Decode(ref packed));
        if (leaf.Hash.Span.SequenceEqual(kept.Blob(1))) return (record, leaf);
        throw new LedgerException(LedgerFaults.Damaged, $"Record {record.Id} does not agree with its leaf. Run: gudok verify");
    }

    public StoredCorrection Correction(int number)
    {
        _correction.Bind(1, number);
        if (!_correction.Step()) throw Lacking(number);
        var correction = _corrections.Decode(CorrectionTable.Read(_correction));
        _correction.Reset();
        return correction;
    }

    public StoredAmendment Amendment(int number)
    {
        // Prepared at the first use: segments closed by earlier versions lack the table.
        _amendment ??= _db.Prepare(AmendmentTable.Select);
        _amendment.Bind(1, number);
        if (!_amendment.Step()) throw Lacking(number);
        var amendment = _amendments.Decode(AmendmentTable.Read(_amendment));
        _amendment.Reset();
        return amendment;
    }

    /// <summary>Copies leaves of entries that stand side by side.</summary>
    /// <param name="kind">Of which table.</param>
    /// <param name="first">The first row, or number.</param>
    /// <param name="leaves">Takes 32 octets each.</param>
    public void CopyLeaves(EntryKind kind, int first, Span<byte> leaves)
    {
        // Prepared at the first use: segments closed by earlier versions lack the table of amendments.
        var select = _leaves[(int)kind] ??= _db.Prepare(LeafSelects[(int)kind]);
        select.Bind(1, first).Bind(2, leaves.Length / Leaf.HashLength);
        for (var row = first; !leaves.IsEmpty; row++)
        {
            if (!select.Step() || select.Int32(0) != row || select.Blob(1).Length != Leaf.HashLength) throw Lacking(row);
            select.Blob(1).CopyTo(leaves);
            leaves = leaves[Leaf.HashLength..];
        }

        select.Reset();
    }

    /// <summary>Adds the segment's rollups of some minutes.</summary>
    public void AddRollups(long fromMinute, long toMinute, RollupDelta sums)
    {
        _rollups.Bind(1, fromMinute).Bind(2, toMinute);
        while (_rollups.Step())
        {
            sums.Add(
                new RollupKey(_rollups.Int64(0), _rollups.Int32(1)),
                new RollupSums(_rollups.Int64(2), _rollups.Int64(3), _rollups.Int64(4), _rollups.Int64(5)));
        }

        _rollups.Reset();
    }

    /// <summary>All rollups of the segment.</summary>
    public RollupDelta AllRollups()
    {
        var all = new RollupDelta();
        AddRollups(long.MinValue, long.MaxValue, all);
        return all;
    }

    /// <summary>Opens the seal of the page that a row is on.</summary>
    public OpenedPage OpenPage(int row)
    {
        _page.Bind(1, row);
        if (!_page.Step()) throw Lacking(row);
        var first = _page.Int32(0);
        var page = new OpenedPage(first, _page.Int32(1), _seal.Open(SealKind.Page, (ulong)first, _page.Blob(2)));
        _page.Reset();
        return page.Holds(row) ? page : throw Lacking(row);
    }

    public void Dispose()
    {
        _seal.Dispose();
        _db.Dispose();
    }

    private InvalidDataException Lacking(int row) => new($"Segment {Segment.Name} lacks what should stand at {row}.");
}
