using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>The records that are kept apart under legal hold: sealed in the file, open in memory from their first use. Thread-safe.</summary>
internal sealed class HeldTable(LedgerDb db, Lock turn, Func<DaySeal> seal)
{
    private volatile HeldRecord[]? _all;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => All.Count == 0;

    /// <summary>All of them, newest start first.</summary>
    public IReadOnlyList<HeldRecord> All
    {
        get
        {
            if (_all is { } known) return known;
            lock (turn) return _all ??= Load();
        }
    }

    public HeldRecord? Find(RecordId id)
    {
        foreach (var held in All)
        {
            if (held.Id == id) return held;
        }

        return null;
    }

    /// <summary>Writes records. The caller holds the lock and commits.</summary>
    public void Put(IReadOnlyList<HeldRecord> records)
    {
        if (records.Count == 0) return;
        using var put = db.Prepare("insert or replace into records values(?,?)");
        using var cipher = seal();
        Span<byte> id = stackalloc byte[RecordId.Length];
        foreach (var held in records)
        {
            held.Id.Write(id);
            var plaintext = HeldRecordCodec.Encode(held);
            var sealedBytes = new byte[plaintext.Length + DaySeal.Overhead];
            cipher.Seal(SealKind.Held, held.Id, plaintext, sealedBytes);
            put.Bind(1, id).Bind(2, sealedBytes).Run();
        }

        _all = null;
    }

    /// <summary>Destroys records down to the raw bytes, and writes down who stood in them.</summary>
    public void Remove(IReadOnlyList<HeldRecord> records, OwedTable owed)
    {
        if (records.Count == 0) return;
        lock (turn)
        {
            db.InTransaction(() =>
            {
                owed.Put(records.SelectMany(held => held.Parties));
                Span<byte> id = stackalloc byte[RecordId.Length];
                using var delete = db.Prepare("delete from records where id=?");
                foreach (var held in records)
                {
                    held.Id.Write(id);
                    delete.Bind(1, id).Run();
                }
            });
            db.Checkpoint();
            _all = null;
        }
    }

    private HeldRecord[] Load()
    {
        var found = new List<HeldRecord>();
        using var rows = db.Prepare("select id,sealed from records");
        DaySeal? cipher = null;
        try
        {
            while (rows.Step())
            {
                cipher ??= seal();
                found.Add(HeldRecordCodec.Decode(cipher.Open(SealKind.Held, RecordId.Read(rows.Blob(0)), rows.Blob(1))));
            }
        }
        finally
        {
            cipher?.Dispose();
        }

        return [.. found.OrderByDescending(held => held.Now.StartedAt).ThenByDescending(held => held.Id)];
    }
}
