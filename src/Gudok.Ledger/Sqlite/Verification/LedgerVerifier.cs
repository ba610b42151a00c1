using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Seals;

namespace Gudok.Ledger;

/// <summary>Checks a whole ledger and names the first thing that is wrong. Segments and days are checked side by side.</summary>
internal sealed class LedgerVerifier(RecordStore store, PartyRuns runs, MessageStore messages)
{
    /// <summary>Checks what stood in a snapshot.</summary>
    public async Task<VerifyReport> RunAsync(
        LedgerSnapshot snapshot, HeadChain chain, VerifyRequest request, CancellationToken cancellationToken)
    {
        var tally = new VerifyTally(request);
        var seals = new SealVerifier(chain, store.Held.Classes.All.Select(one => one.Number), one => new SegmentLeaves(store, one));
        try
        {
            await seals.CheckChainAsync(cancellationToken).ConfigureAwait(false);
            await CheckSegmentsAsync(snapshot, tally, request, cancellationToken).ConfigureAwait(false);
            await seals.CheckTreesAsync(cancellationToken).ConfigureAwait(false);
            foreach (var drop in store.Held.Drops.All) tally.CountDropped(drop);
            tally.CheckPositions();
            new IndexVerifier(store, runs, snapshot, tally, cancellationToken).Run();
            CheckHeld(tally);
            foreach (var part in tally.Parts) CheckMessages(part, tally, cancellationToken);
        }
        catch (VerifyFailed failed)
        {
            return tally.Report(failed.Failure) with { Heads = seals.Report };
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            return tally.Report(new VerifyFailure(tally.Day, null, LedgerFaults.Damaged, fault.Message)) with { Heads = seals.Report };
        }

        return tally.Report(null) with { Heads = seals.Report };
    }

    // Side by side, yet the first failure in order of day is the one that is told: later segments are not begun once one failed.
    private async Task CheckSegmentsAsync(
        LedgerSnapshot snapshot, VerifyTally tally, VerifyRequest request, CancellationToken cancellationToken)
    {
        var tallies = new VerifyTally?[snapshot.Segments.Count];
        var failures = new VerifyFailure?[snapshot.Segments.Count];
        var firstFailed = int.MaxValue;
        var shared = request with { Progress = new SharedProgress(request.Progress) };
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        await Parallel.ForAsync(0, tallies.Length, options, (at, token) =>
        {
            if (at > Volatile.Read(ref firstFailed)) return ValueTask.CompletedTask;
            var own = tallies[at] = new VerifyTally(shared);
            own.Enter(snapshot.Segments[at].Segment.Name);
            failures[at] = Check(snapshot.Segments[at], own, token);
            if (failures[at] is not null) Lower(ref firstFailed, at);
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        for (var at = 0; at < tallies.Length; at++)
        {
            if (tallies[at] is { } own) tally.Merge(own);
            if (failures[at] is { } failure) throw new VerifyFailed(failure);
        }
    }

    private VerifyFailure? Check(SegmentSnapshot segment, VerifyTally own, CancellationToken cancellationToken)
    {
        try
        {
            new SegmentVerifier(store, segment, own, cancellationToken).Run();
            return null;
        }
        catch (VerifyFailed failed)
        {
            return failed.Failure;
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            return new VerifyFailure(own.Day, null, LedgerFaults.Damaged, fault.Message);
        }
    }

    private void CheckMessages(DayPart part, VerifyTally tally, CancellationToken cancellationToken)
    {
        tally.Enter(new SegmentName(part, 0));
        var damaged = messages.FirstDamaged(part, (place, id) => IsInPlace(place, id, tally), cancellationToken);
        if (damaged is { } id) tally.Fail(id == default ? null : id, "Kept messages do not open, were changed, or stand with another record.");
        // A whole day's may go at any time, when their term ends; some of them never.
        if (!messages.Has(part)) return;
        foreach (var place in tally.PlacesWithoutMessages(part))
        {
            var lacking = store.Read(place.Segment, reader => reader.Identity(place.Row)).Id;
            tally.Fail(lacking, "The messages that were kept of the record are gone, while others of its day are there. Restore messages.db from the backup.");
        }
    }

    private static void Lower(ref int least, int value)
    {
        for (var now = Volatile.Read(ref least); value < now; now = Volatile.Read(ref least))
        {
            if (Interlocked.CompareExchange(ref least, value, now) == now) return;
        }
    }

    private void CheckHeld(VerifyTally tally)
    {
        foreach (var held in store.Held.Records.All)
        {
            tally.Enter(new SegmentName(DayPart.OfDefault(KnownRule.DayOf(held.Id)), 0));
            tally.Require(held.Entries.All(entry => entry.IsSound), held.Id, "A record under legal hold does not agree with its leaf.");
            foreach (var entry in held.Entries.Where(entry => entry.Record is not null)) tally.RequireParties(entry.Record!);
        }

        store.Held.Messages.Check();
    }

    // Messages are written before their records: a place that no record has yet was left by a batch that was cut short.
    // Row 0 there is none: a place reads so when the table's own description was changed, and then nobody finds its messages.
    private bool IsInPlace(RecordPlace place, RecordId id, VerifyTally tally)
    {
        tally.FoundMessages(place);
        return place.Row >= 1 && (!store.Catalog.TryFind(place.Segment, out var segment) || place.Row > segment.Summary.Count
            || store.Read(place.Segment, reader => reader.Identity(place.Row)).Id == id);
    }
}
