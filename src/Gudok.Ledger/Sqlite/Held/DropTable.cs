using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>What stays of dropped days: their statements, and what their records left in the counts per minute of other days. Thread-safe.</summary>
internal sealed class DropTable
{
    private readonly LedgerDb _db;
    private readonly Lock _turn;
    private volatile DropStatement[] _all;
    private volatile HashSet<DayPart> _parts;
    private volatile ResidueRow[] _residue;

    public DropTable(LedgerDb db, Lock turn)
    {
        _db = db;
        _turn = turn;
        (_all, _residue) = (Load(), LoadResidue());
        _parts = [.. _all.Select(drop => drop.Part)];
    }

    /// <summary>All statements, the oldest day first.</summary>
    public IReadOnlyList<DropStatement> All => _all;

    /// <summary>The last log position that a dropped day had.</summary>
    public long Position => _all.SelectMany(drop => drop.Positions).Select(run => run.Last).DefaultIfEmpty().Max();

    public bool IsDropped(DayPart part) => _parts.Count > 0 && _parts.Contains(part);

    /// <summary>Whether anything of a day was dropped.</summary>
    public bool HasDropped(DateOnly day) => _parts.Any(part => part.Day == day);

    /// <summary>Parts whose drop was cut short.</summary>
    public IReadOnlyList<DayPart> Unfinished()
    {
        var parts = new List<DayPart>();
        lock (_turn)
        {
            using var rows = _db.Prepare("select day from drops where done=0");
            while (rows.Step()) parts.Add(DayPart.Unpack(rows.Int64(0)));
        }

        return parts;
    }

    /// <summary>Writes what stays of parts of days, the records that stay of them, and who stood in them, in one durable step: from here on they
    /// are dropped.</summary>
    public void Begin(IReadOnlyList<(DayPart Part, DayContent Content)> parts, IReadOnlyList<DropStatement> statements, HeldTable held, OwedTable owed)
    {
        lock (_turn)
        {
            _db.InTransaction(() =>
            {
                foreach (var statement in statements) Put(statement);
                foreach (var (part, content) in parts)
                {
                    held.Put(content.Held);
                    owed.Put(content.Parties);
                    foreach (var (segment, delta) in content.Residue) Put(segment, delta);
                    var first = new SegmentName(part, 0).Packed;
                    _db.Execute($"delete from residue where segment between {first} and {first + SegmentName.MostOfPart - 1}");
                }
            });
            (_all, _residue) = (Load(), LoadResidue());
            _parts = [.. _all.Select(drop => drop.Part)];
        }
    }

    /// <summary>Notes that nothing of a part is left to delete.</summary>
    public void Finish(DayPart part)
    {
        lock (_turn) _db.Execute($"update drops set done=1 where day={part.Packed}");
    }

    /// <summary>What records of dropped days left in the counts of a segment, or of all segments.</summary>
    public IEnumerable<(RollupKey Key, RollupSums Sums)> Residue(SegmentName? segment = null) =>
        _residue.Where(row => segment is null || row.Segment == segment).Select(row => (row.Key, row.Sums));

    private void Put(DropStatement drop)
    {
        using var put = _db.Prepare("insert or replace into drops values(?,?,?,?,?,?,?,?,0)");
        put.Bind(1, drop.Part.Packed).Bind(2, drop.DroppedAt.Micros).Bind(3, drop.Records).Bind(4, drop.Corrections)
            .Bind(5, drop.Amendments).Bind(6, drop.Held).Bind(7, PositionCodec.Encode(drop.Positions)).Bind(8, drop.Leaves.Span).Run();
    }

    private void Put(SegmentName segment, RollupDelta delta)
    {
        using var put = _db.Prepare("""
            insert into residue values(?,?,?,?,?,?,?) on conflict(segment, minute, way) do update set calls=calls+excluded.calls,
              talk=talk+excluded.talk, setup=setup+excluded.setup, with_setup=with_setup+excluded.with_setup
            """);
        foreach (var (key, sums) in delta.Sums)
        {
            put.Bind(1, segment.Packed).Bind(2, key.Minute).Bind(3, key.Way).Bind(4, sums.Calls).Bind(5, sums.TalkMs)
                .Bind(6, sums.SetupMs).Bind(7, sums.WithSetup).Run();
        }
    }

    private DropStatement[] Load()
    {
        var drops = new List<DropStatement>();
        using var rows = _db.Prepare("select day,at,records,corrections,amendments,held,positions,leaves from drops order by day");
        while (rows.Step())
        {
            var part = DayPart.Unpack(rows.Int64(0));
            drops.Add(new DropStatement(
                part.Day, new Instant(rows.Int64(1)), rows.Int64(2), rows.Int64(3), rows.Int64(4), rows.Int64(5), PositionCodec.Decode(rows.Blob(6)), rows.Blob(7).ToArray())
            {
                Class = part.Class,
            });
        }

        return [.. drops.OrderBy(drop => drop.Part)];
    }

    private ResidueRow[] LoadResidue()
    {
        var residue = new List<ResidueRow>();
        using var rows = _db.Prepare("select segment,minute,way,calls,talk,setup,with_setup from residue");
        while (rows.Step())
        {
            residue.Add(new ResidueRow(
                SegmentName.Unpack(rows.Int64(0)),
                new RollupKey(rows.Int64(1), rows.Int32(2)),
                new RollupSums(rows.Int64(3), rows.Int64(4), rows.Int64(5), rows.Int64(6))));
        }

        return [.. residue];
    }

    private sealed record ResidueRow(SegmentName Segment, RollupKey Key, RollupSums Sums);
}
