using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>Kept messages of held calls, after those of their day were destroyed. Thread-safe.</summary>
internal sealed class HeldMessages(LedgerDb db, Lock turn, Func<DaySeal> seal)
{
    public SealedMessages? Find(RecordId id)
    {
        lock (turn)
        {
            using var find = db.Prepare("select keys,data from messages where id=?");
            if (!Bind(find, id).Step()) return null;
            using var cipher = seal();
            return new MessageSeal(cipher).Open(id, find.Blob(0), find.Blob(1));
        }
    }

    /// <summary>Keeps messages; durable when it returns.</summary>
    public void Put(RecordId id, SealedMessages messages)
    {
        lock (turn)
        {
            using var put = db.Prepare("insert or replace into messages values(?,?,?)");
            using var cipher = seal();
            Bind(put, id).Bind(2, new MessageSeal(cipher).Seal(id, messages)).Bind(3, messages.Data.Span).Run();
        }
    }

    /// <summary>Destroys the messages of calls that nobody holds any more, down to the raw bytes.</summary>
    public void Release(IReadOnlyCollection<LegalHold> inForce)
    {
        lock (turn)
        {
            var free = FindFree(inForce);
            if (free.Count == 0) return;
            using var delete = db.Prepare("delete from messages where id=?");
            foreach (var id in free) Bind(delete, id).Run();
            db.Checkpoint();
        }
    }

    /// <summary>Opens every seal; throws at the first that was changed.</summary>
    public void Check()
    {
        lock (turn) FindFree([]);
    }

    // One after the other: there may be more than memory holds.
    private List<RecordId> FindFree(IReadOnlyCollection<LegalHold> inForce)
    {
        var free = new List<RecordId>();
        using var rows = db.Prepare("select id,keys,data from messages");
        DaySeal? cipher = null;
        try
        {
            while (rows.Step())
            {
                cipher ??= seal();
                var id = RecordId.Read(rows.Blob(0));
                var messages = new MessageSeal(cipher).Open(id, rows.Blob(1), rows.Blob(2));
                if (!inForce.Any(hold => hold.Covers(id, messages.Parties))) free.Add(id);
            }
        }
        finally
        {
            cipher?.Dispose();
        }

        return free;
    }

    private static LedgerStatement Bind(LedgerStatement statement, RecordId id)
    {
        Span<byte> octets = stackalloc byte[RecordId.Length];
        id.Write(octets);
        return statement.Bind(1, octets);
    }
}
