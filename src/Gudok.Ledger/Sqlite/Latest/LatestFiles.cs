namespace Gudok.Ledger;

/// <summary>Opens latest.db and brings it up to the corrections and amendments.</summary>
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
            // Nothing is lost: the table holds what corrections and amendments say, and is filled from them again.
            LedgerMeter.TablesRemade.Add(1);
        }

        foreach (var ending in (string[])["", "-wal", "-shm"]) File.Delete(path + ending);
        return new LatestTable(path);
    }

    /// <summary>Applies the corrections and amendments that the table has not seen, in order.</summary>
    public static void CatchUp(RecordStore store)
    {
        var missing = new List<(long Position, CorrectionPlace Place, bool IsAmendment)>();
        foreach (var segment in store.Catalog.All)
        {
            if (segment.Summary.Position <= store.Latest.Position) continue;
            if (segment.Summary.Corrections > 0) Collect(store, segment, isAmendment: false, missing);
            if (segment.Summary.Amendments > 0) Collect(store, segment, isAmendment: true, missing);
        }

        foreach (var (position, place, isAmendment) in missing.OrderBy(found => found.Position))
        {
            if (isAmendment)
            {
                var stored = store.Amendment(place);
                store.Latest.Apply(new AmendedPlace(place, stored.Version), stored.Of, position);
            }
            else
            {
                store.Latest.Apply([(place, Reread(store, place))], position);
            }
        }
    }

    private static void Collect(
        RecordStore store, Segment segment, bool isAmendment, List<(long Position, CorrectionPlace Place, bool IsAmendment)> missing) =>
        store.Read(segment.Name, reader =>
        {
            using var rows = reader.Db.Prepare($"select position,n,segment from {(isAmendment ? "amendments" : "corrections")} where position>?");
            rows.Bind(1, store.Latest.Position);
            while (rows.Step())
            {
                // What was added to a call of a dropped part has died with the key of that part.
                if (store.Held.Drops.IsDropped(SegmentName.Unpack(rows.Int64(2)).Part)) continue;
                missing.Add((rows.Int64(0), new CorrectionPlace(segment.Name, rows.Int32(1)), isAmendment));
            }

            return true;
        });

    private static PendingCorrection Reread(RecordStore store, CorrectionPlace place)
    {
        var stored = store.Correction(place);
        var first = store.First(stored.Of);
        return new PendingCorrection(stored.Correction, stored.Of, stored.Prior, first, first.StartedAt);
    }
}
