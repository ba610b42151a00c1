namespace Gudok.Ledger;

/// <summary>Checks a whole ledger and names the first thing that is wrong. Runs under the ledger's gate.</summary>
internal sealed class LedgerVerifier(RecordStore store, PartyRuns runs, MessageStore messages)
{
    public VerifyReport Run(IProgress<VerifyProgress>? progress, CancellationToken cancellationToken)
    {
        var tally = new VerifyTally(progress);
        try
        {
            foreach (var segment in store.Catalog.All)
            {
                tally.Enter(segment.Name);
                new SegmentVerifier(store, segment, tally, cancellationToken).Run();
            }

            tally.CheckPositions();
            new IndexVerifier(store, runs, tally, cancellationToken).Run();
            foreach (var day in tally.Days)
            {
                tally.Enter(new SegmentName(day, 0));
                if (messages.FirstDamaged(day, cancellationToken) is { } id) tally.Fail(id, "Kept messages do not open or were changed.");
            }
        }
        catch (VerifyFailed failed)
        {
            return tally.Report(failed.Failure);
        }
        catch (Exception fault) when (fault is InvalidDataException or LedgerException or IOException)
        {
            return tally.Report(new VerifyFailure(tally.Day, null, LedgerFaults.Damaged, fault.Message));
        }

        return tally.Report(null);
    }
}
