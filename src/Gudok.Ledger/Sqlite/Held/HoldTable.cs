using System.Text;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>The legal holds, all of them in memory: they are few. Thread-safe.</summary>
internal sealed class HoldTable
{
    private readonly LedgerDb _db;
    private readonly Lock _turn;
    private volatile LegalHold[] _all;

    public HoldTable(LedgerDb db, Lock turn)
    {
        _db = db;
        _turn = turn;
        _all = Load();
    }

    /// <summary>All of them, the oldest first.</summary>
    public IReadOnlyList<LegalHold> All => _all;

    public LegalHold[] InForce(Instant now) => [.. _all.Where(hold => hold.IsInForce(now))];

    /// <summary>Keeps a hold; durable when it returns.</summary>
    public void Put(LegalHold hold)
    {
        lock (_turn)
        {
            _db.RequireInPlace();
            using var put = _db.Prepare("insert or replace into holds values(?,?,?,?,?,?,?,?,?)");
            put.Bind(1, hold.Id.ToByteArray(bigEndian: true));
            BindCall(put, hold.Call);
            if (hold.Party.IsNone) put.BindNull(3);
            else put.Bind(3, hold.Party.Value);
            put.Bind(4, Encoding.UTF8.GetBytes(hold.Actor)).Bind(5, Encoding.UTF8.GetBytes(hold.Reason)).Bind(6, hold.MadeAt.Micros);
            BindTime(put, 7, hold.Until);
            BindTime(put, 8, hold.ReleasedAt);
            if (hold.ReleasedBy is { } by) put.Bind(9, Encoding.UTF8.GetBytes(by));
            else put.BindNull(9);
            put.Run();
            _db.Checkpoint();
            _all = Load();
        }
    }

    private static void BindCall(LedgerStatement put, RecordId? call)
    {
        Span<byte> octets = stackalloc byte[RecordId.Length];
        call.GetValueOrDefault().Write(octets);
        if (call is null) put.BindNull(2);
        else put.Bind(2, octets);
    }

    private static void BindTime(LedgerStatement put, int index, Instant? time)
    {
        if (time is { } at) put.Bind(index, at.Micros);
        else put.BindNull(index);
    }

    private LegalHold[] Load()
    {
        var holds = new List<LegalHold>();
        using var rows = _db.Prepare("select id,call,party,actor,reason,made,until,released,released_by from holds order by made,id");
        while (rows.Step())
        {
            holds.Add(new LegalHold
            {
                Id = new Guid(rows.Blob(0), bigEndian: true),
                Call = rows.IsNull(1) ? null : RecordId.Read(rows.Blob(1)),
                Party = rows.IsNull(2) ? default : new PartyId(rows.UInt64(2)),
                Actor = Encoding.UTF8.GetString(rows.Blob(3)),
                Reason = Encoding.UTF8.GetString(rows.Blob(4)),
                MadeAt = new Instant(rows.Int64(5)),
                Until = rows.IsNull(6) ? null : new Instant(rows.Int64(6)),
                ReleasedAt = rows.IsNull(7) ? null : new Instant(rows.Int64(7)),
                ReleasedBy = rows.IsNull(8) ? null : Encoding.UTF8.GetString(rows.Blob(8)),
            });
        }

        return [.. holds];
    }
}
