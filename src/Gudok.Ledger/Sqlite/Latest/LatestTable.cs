using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>latest.db: which correction is the present value of a record, and which amendment the last word on it. Made again from both if it
/// is lost or behind.</summary>
/// <remarks>Thread-safe: one connection under a lock, each call short. A record is <c>moved</c> if its start is no longer its first.</remarks>
internal sealed class LatestTable : IDisposable
{
    /// <summary>How many moved records one read takes.</summary>
    public const int Chunk = 64;

    private const string Schema = """
        create table if not exists current(segment integer, row integer, id blob not null, low integer not null, start integer not null,
          moved integer not null, at_segment integer not null, at_n integer not null, primary key(segment, row)) without rowid;
        create index if not exists current_low on current(low);
        create index if not exists current_moved on current(start, id) where moved=1;
        create table if not exists party(party integer, segment integer, row integer, primary key(party, segment, row)) without rowid;
        create table if not exists amended(segment integer, row integer, at_segment integer not null, at_n integer not null,
          version integer not null, primary key(segment, row)) without rowid;
        create table if not exists state(position integer not null)
        """;

    private readonly Lock _lock = new();
    private readonly LedgerDb _db;
    private readonly LedgerStatement _put;
    private readonly LedgerStatement _putParty;
    private readonly LedgerStatement _find;
    private readonly LedgerStatement _byKey;
    private readonly LedgerStatement _byParty;
    private readonly LedgerStatement _moved;
    private readonly LedgerStatement _ofSegment;
    private readonly Dictionary<SegmentName, HashSet<int>> _rows = [];
    private readonly List<ulong> _parties = [];
    private bool _isBehind;

    public LatestTable(string path)
    {
        _db = LedgerDb.OpenToWrite(path, Schema);
        // What is lost of it after loss of power is made again, so it need not be flushed with each commit.
        _db.Execute("pragma synchronous=normal");
        _put = _db.Prepare("insert or replace into current values(?,?,?,?,?,?,?,?)");
        _putParty = _db.Prepare("insert or ignore into party values(?,?,?)");
        _find = _db.Prepare("select at_segment,at_n from current where segment=? and row=?");
        _byKey = _db.Prepare("select segment,row from current where low=?");
        _byParty = _db.Prepare("select row from party where party=? and segment=?");
        _moved = _db.Prepare($"select segment,row,start,id from current where moved=1 and (start,id)<(?,?) order by start desc,id desc limit {Chunk}");
        _ofSegment = _db.Prepare("select row from current where segment=?");
        Amended = new AmendedTable(_db, _lock);
        Position = _db.Scalar("select position from state");
        IsEmpty = _db.Scalar("select count(*) from (select 1 from current limit 1)") == 0;
    }

    /// <summary>What people amended.</summary>
    public AmendedTable Amended { get; }

    /// <summary>The log position of the last correction or amendment in it.</summary>
    public long Position { get; private set; }

    /// <summary>Whether no record was ever corrected.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Takes corrections in order.</summary>
    public void Apply(IReadOnlyList<(CorrectionPlace Place, PendingCorrection Pending)> corrections, long position)
    {
        if (corrections.Count == 0) return;
        lock (_lock)
        {
            Commit(position, () =>
            {
                foreach (var (place, pending) in corrections) Put(place, pending);
            });
            IsEmpty = false;
            foreach (var (_, pending) in corrections) Rows(pending.Of.Segment).Add(pending.Of.Row);
        }
    }

    /// <summary>Takes an amendment.</summary>
    public void Apply(AmendedPlace amendment, RecordPlace of, long position)
    {
        lock (_lock)
        {
            Amended.Remember(of, amendment);
            Commit(position, () => Amended.Put(of, amendment));
        }
    }

    /// <summary>Forgets the records of a part that was dropped.</summary>
    public void Forget(DayPart part)
    {
        var first = new SegmentName(part, 0).Packed;
        var within = $"where segment between {first} and {first + SegmentName.MostOfPart - 1}";
        lock (_lock)
        {
            _db.Execute($"begin immediate; delete from current {within}; delete from party {within}; delete from amended {within}; commit");
            foreach (var name in _rows.Keys.Where(name => name.Part == part).ToArray()) _rows.Remove(name);
            Amended.Forget(part);
        }
    }

    /// <summary>The correction that a record now stands by; null if it was never corrected.</summary>
    public CorrectionPlace? Find(RecordPlace record)
    {
        if (!IsCorrected(record)) return null;
        lock (_lock)
        {
            _find.Bind(1, record.Segment.Packed).Bind(2, record.Row);
            CorrectionPlace? found = _find.Step() ? new CorrectionPlace(SegmentName.Unpack(_find.Int64(0)), _find.Int32(1)) : null;
            _find.Reset();
            return found;
        }
    }

    public bool IsCorrected(RecordPlace record)
    {
        if (IsEmpty) return false;
        lock (_lock) return Rows(record.Segment).Contains(record.Row);
    }

    /// <summary>Corrected records that may have a key.</summary>
    public IReadOnlyList<RecordPlace> FindKey(CallKey key)
    {
        if (IsEmpty) return [];
        var found = new List<RecordPlace>();
        lock (_lock)
        {
            _byKey.Bind(1, key.Low);
            while (_byKey.Step()) found.Add(new RecordPlace(SegmentName.Unpack(_byKey.Int64(0)), _byKey.Int32(1)));
            _byKey.Reset();
        }

        return found;
    }

    /// <summary>Rows of a segment in whose corrections one of the keys stands.</summary>
    public IReadOnlyList<int> FindParties(SegmentName segment, IReadOnlyCollection<ulong> keys)
    {
        if (IsEmpty) return [];
        var found = new List<int>();
        lock (_lock)
        {
            if (Rows(segment).Count == 0) return [];
            foreach (var key in keys)
            {
                _byParty.Bind(1, key).Bind(2, segment.Packed);
                while (_byParty.Step()) found.Add(_byParty.Int32(0));
                _byParty.Reset();
            }
        }

        return found;
    }

    /// <summary>The next moved records before a bound, newest first, at most <see cref="Chunk"/>.</summary>
    public IReadOnlyList<(RecordPlace Place, long Start, RecordId Id)> Moved(long start, RecordId id)
    {
        if (IsEmpty) return [];
        var found = new List<(RecordPlace, long, RecordId)>();
        Span<byte> octets = stackalloc byte[RecordId.Length];
        id.Write(octets);
        lock (_lock)
        {
            _moved.Bind(1, start).Bind(2, octets);
            while (_moved.Step())
            {
                var place = new RecordPlace(SegmentName.Unpack(_moved.Int64(0)), _moved.Int32(1));
                found.Add((place, _moved.Int64(2), RecordId.Read(_moved.Blob(3))));
            }

            _moved.Reset();
        }

        return found;
    }

    /// <summary>All of it, for checking.</summary>
    public IReadOnlySet<(RecordPlace Of, CorrectionPlace At, long Start)> All()
    {
        var all = new HashSet<(RecordPlace, CorrectionPlace, long)>();
        lock (_lock)
        {
            using var rows = _db.Prepare("select segment,row,at_segment,at_n,start from current");
            while (rows.Step())
            {
                var of = new RecordPlace(SegmentName.Unpack(rows.Int64(0)), rows.Int32(1));
                all.Add((of, new CorrectionPlace(SegmentName.Unpack(rows.Int64(2)), rows.Int32(3)), rows.Int64(4)));
            }
        }

        return all;
    }

    public void Dispose()
    {
        lock (_lock) _db.Dispose();
    }

    private void Commit(long position, Action change)
    {
        _db.Begin();
        try
        {
            change();
            if (!_isBehind) _db.Execute($"delete from state; insert into state values({position})");
            _db.Execute("commit");
        }
        catch
        {
            // What is missing now is caught up when the ledger opens: from the position that stays.
            _isBehind = true;
            _db.Rollback();
            throw;
        }

        Position = position;
    }

    private void Put(CorrectionPlace place, PendingCorrection pending)
    {
        var record = pending.Correction.Record;
        var of = pending.Of;
        Span<byte> id = stackalloc byte[RecordId.Length];
        record.Id.Write(id);
        var isMoved = record.StartedAt != pending.FirstStart;
        _put.Bind(1, of.Segment.Packed).Bind(2, of.Row).Bind(3, id).Bind(4, record.Id.Key.Low).Bind(5, record.StartedAt.Micros)
            .Bind(6, isMoved ? 1 : 0).Bind(7, place.Segment.Packed).Bind(8, place.Number).Run();
        PartyKeys.Collect(record, _parties);
        foreach (var party in _parties) _putParty.Bind(1, party).Bind(2, of.Segment.Packed).Bind(3, of.Row).Run();
    }

    private HashSet<int> Rows(SegmentName segment)
    {
        if (_rows.TryGetValue(segment, out var rows)) return rows;
        rows = [];
        _ofSegment.Bind(1, segment.Packed);
        while (_ofSegment.Step()) rows.Add(_ofSegment.Int32(0));
        _ofSegment.Reset();
        _rows.Add(segment, rows);
        return rows;
    }
}
