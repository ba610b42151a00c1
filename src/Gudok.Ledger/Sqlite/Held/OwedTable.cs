using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Parties of what was dropped or released, until somebody has looked whether they stand in any other call. Thread-safe.</summary>
internal sealed class OwedTable(LedgerDb db, Lock turn)
{
    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<PartyId> All()
    {
        lock (turn)
        {
            var parties = new List<PartyId>();
            using var rows = db.Prepare("select party from owed order by party");
            while (rows.Step()) parties.Add(new PartyId((ulong)rows.Int64(0)));
            return parties;
        }
    }

    /// <summary>Writes parties. The caller holds the lock and commits.</summary>
    public void Put(IEnumerable<PartyId> parties)
    {
        using var put = db.Prepare("insert or ignore into owed values(?)");
        foreach (var party in parties) put.Bind(1, party.Value).Run();
    }

    /// <summary>Notes that parties were looked at; durable when it returns.</summary>
    public void Settle(IReadOnlyCollection<PartyId> parties)
    {
        if (parties.Count == 0) return;
        lock (turn)
        {
            db.InTransaction(() =>
            {
                using var delete = db.Prepare("delete from owed where party=?");
                foreach (var party in parties) delete.Bind(1, party.Value).Run();
            });
        }
    }
}
