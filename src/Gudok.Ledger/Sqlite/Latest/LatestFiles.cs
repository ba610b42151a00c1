namespace Gudok.Ledger;

/// <summary>Opens latest.db and brings it up to the corrections.</summary>
internal static class LatestFiles
{
    /// <summary>Opens the table; one that is damaged, or ahead of a ledger that was restored, is made anew.</summary>
    public static LatestTable Open(string path, long ledgerPosition)
    {
        try
        {
            var table = new LatestTable(path);
            if (table.Position <= ledgerPosition) return table;
            table.Dispose();
        }
        catch (LedgerException fault) when (fault.Fault == LedgerFaults.Damaged)
        {
            // Nothing is lost: the table holds what the corrections say, and is filled from them again.
        }

        foreach (var ending in (string[])["", "-wal", "-shm"]) File.Delete(path + ending);
        return new LatestTable(path);
    }

    /// <summary>Applies the corrections that the table has not seen, in order.</summary>
    public static void CatchUp(RecordStore store)
    {
        var missing = new List<(long Position, CorrectionPlace Place)>();
        foreach (var segment in store.Catalog.All)
        {
            if (segment.Summary.Corrections == 0 || segment.Summary.Position <= store.Latest.Position) continue;
            store.Read(segment.Name, reader =>
            {
                using var rows = reader.Db.Prepare("select position,n from corrections where position>?");
                rows.Bind(1, store.Latest.Position);
                while (rows.Step()) missing.Add((rows.Int64(0), new CorrectionPlace(segment.Name, rows.Int32(1))));
                return true;
            });
        }

        foreach (var (position, place) in missing.OrderBy(found => found.Position))
        {
            store.Latest.Apply([(place, Reread(store, place))], position);
        }
    }

    private static PendingCorrection Reread(RecordStore store, CorrectionPlace place)
    {
        var stored = store.Correction(place);
        var first = store.First(stored.Of);
        return new PendingCorrection(stored.Correction, stored.Of, stored.Prior, first, first.StartedAt);
    }
}
