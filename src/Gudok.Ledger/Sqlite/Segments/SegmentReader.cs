using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Reads one segment file. Used by one thread at a time: rented from <see cref="SegmentReaders"/>.</summary>
internal sealed class SegmentReader : IDisposable
{
    private readonly LedgerDb _db;
    private readonly DaySeal _seal;
    private readonly CorrectionCodec _corrections;
    private readonly LedgerStatement _identity;
    private readonly LedgerStatement _facts;
    private readonly LedgerStatement _page;
    private readonly LedgerStatement _correction;
    private readonly LedgerStatement _rollups;
    private OpenedPage? _opened;

    public SegmentReader(Segment segment, IDayKeys dayKeys)
    {
        Segment = segment;
        IsClosed = segment.IsClosed;
        if (!dayKeys.TryGet(segment.Name.Day, out var key))
        {
            throw new LedgerException(LedgerFaults.Damaged, $"The key of day {SegmentName.FolderName(segment.Name.Day)} is gone.");
        }

        _db = LedgerDb.OpenToRead(segment.DataPath, IsClosed);
        _seal = new DaySeal(key, segment.Id);
        _corrections = new CorrectionCodec(segment.Id, dayKeys);
        _identity = _db.Prepare("select start,key from calls where row=?");
        _facts = _db.Prepare("select start,key,caller,callee,dialled,facts from calls where row=?");
        _page = _db.Prepare("select first,count,details from pages where first<=? order by first desc limit 1");
        _correction = _db.Prepare(CorrectionCodec.Select);
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

    public StoredCorrection Correction(int number)
    {
        _correction.Bind(1, number);
        if (!_correction.Step()) throw Lacking(number);
        var correction = _corrections.Read(_correction);
        _correction.Reset();
        return correction;
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

    /// <summary>Opens the seal of the page that a row is on.</summary>
    public OpenedPage OpenPage(int row)
    {
        _page.Bind(1, row);
        if (!_page.Step()) throw Lacking(row);
        var first = _page.Int32(0);
        var page = new OpenedPage(first, _page.Int32(1), _seal.Open(SealKind.Page, (UInt128)first, _page.Blob(2)));
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
