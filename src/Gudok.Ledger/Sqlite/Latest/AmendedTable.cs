using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Where a record's last amendment lies.</summary>
/// <param name="At">The amendment.</param>
/// <param name="Version">How many amendments the record has with it.</param>
internal sealed record AmendedPlace(CorrectionPlace At, int Version);

/// <summary>The part of latest.db that tells of amendments. Those of a segment are in memory from its first use. Thread-safe.</summary>
/// <param name="db">The database.</param>
/// <param name="turn">The lock that guards its connection.</param>
internal sealed class AmendedTable(LedgerDb db, Lock turn)
{
    private readonly LedgerStatement _put = db.Prepare("insert or replace into amended values(?,?,?,?,?)");
    private readonly LedgerStatement _ofSegment = db.Prepare("select row,at_segment,at_n,version from amended where segment=?");
    private readonly Dictionary<SegmentName, Dictionary<int, AmendedPlace>> _segments = [];

    /// <summary>Whether nobody ever amended a record.</summary>
    public bool IsEmpty { get; private set; } = db.Scalar("select count(*) from (select 1 from amended limit 1)") == 0;

    /// <summary>The last amendment of a record; null if it was never amended.</summary>
    public AmendedPlace? Find(RecordPlace record)
    {
        if (IsEmpty) return null;
        lock (turn) return Rows(record.Segment).GetValueOrDefault(record.Row);
    }

    /// <summary>Takes the last amendment of a record into memory: right even if the file cannot be written. The caller holds the lock.</summary>
    public void Remember(RecordPlace record, AmendedPlace amendment)
    {
        Rows(record.Segment)[record.Row] = amendment;
        IsEmpty = false;
    }

    /// <summary>Writes the last amendment of a record. The caller holds the lock and commits.</summary>
    public void Put(RecordPlace record, AmendedPlace amendment) =>
        _put.Bind(1, record.Segment.Packed).Bind(2, record.Row).Bind(3, amendment.At.Segment.Packed).Bind(4, amendment.At.Number)
            .Bind(5, amendment.Version).Run();

    /// <summary>Forgets the records of a part in memory. The caller holds the lock.</summary>
    public void Forget(DayPart part)
    {
        foreach (var name in _segments.Keys.Where(name => name.Part == part).ToArray()) _segments.Remove(name);
    }

    /// <summary>All of it, for checking.</summary>
    public IReadOnlySet<(RecordPlace Of, AmendedPlace Last)> All()
    {
        var all = new HashSet<(RecordPlace, AmendedPlace)>();
        lock (turn)
        {
            using var rows = db.Prepare("select segment,row,at_segment,at_n,version from amended");
            while (rows.Step()) all.Add((new RecordPlace(SegmentName.Unpack(rows.Int64(0)), rows.Int32(1)), Read(rows, 2)));
        }

        return all;
    }

    private static AmendedPlace Read(LedgerStatement row, int column) =>
        new(new CorrectionPlace(SegmentName.Unpack(row.Int64(column)), row.Int32(column + 1)), row.Int32(column + 2));

    private Dictionary<int, AmendedPlace> Rows(SegmentName segment)
    {
        if (_segments.TryGetValue(segment, out var rows)) return rows;
        rows = [];
        _ofSegment.Bind(1, segment.Packed);
        while (_ofSegment.Step()) rows[_ofSegment.Int32(0)] = Read(_ofSegment, 1);
        _ofSegment.Reset();
        _segments.Add(segment, rows);
        return rows;
    }
}
