using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Drops what classes have of days. First what must outlive a part is durable in held.db, then the part goes; a drop cut short is ended when the ledger
/// opens. Used under the ledger's gate.</summary>
internal sealed class DayDropper(
    string folder, RecordStore store, PartyRuns runs, SegmentReaders readers, OpenWriters writers, MessageStore messages, IDayKeys dayKeys,
    TimeProvider clock)
{
    /// <summary>Drops parts together: the chain of heads says so of each before its leaves go.</summary>
    public async ValueTask<DropOutcome> DropAsync(IReadOnlyCollection<DayPart> wanted, LedgerTrees trees, CancellationToken cancellationToken)
    {
        DayPart[] parts = [.. wanted.Distinct().Where(part => store.Catalog.Of(part).Any()).Order()];
        foreach (var part in parts)
        {
            if (NeededBy(part).Days.Where(day => !parts.Contains(part with { Day = day })).ToArray() is [var by, ..]) return new DropOutcome.Needed(part.Day, by);
        }

        var now = Instant.Now(clock);
        var contents = new List<(DayPart Part, DayContent Content)>();
        if (await CollectAsync(parts, now, trees, contents, cancellationToken).ConfigureAwait(false) is { } damaged) return damaged;
        DropStatement[] statements = [.. contents.Select(found => found.Content.State(found.Part, now))];
        // All heads are signed before anything is noted or destroyed: a part that does not hold what was signed of it stops the whole.
        await trees.DropAsync(parts, _ => DestroyAll(), cancellationToken).ConfigureAwait(false);
        return new DropOutcome.Dropped(statements, contents.SelectMany(found => found.Content.Parties).ToHashSet());

        ValueTask DestroyAll()
        {
            store.Held.Drops.Begin(contents, statements, store.Held.Records, store.Held.Owed);
            foreach (var part in parts) Forget(part);
            Destroy(parts);
            return default;
        }
    }

    /// <summary>Ends drops that were cut short, by the end of the process or by a disk that failed.</summary>
    /// <exception cref="LedgerException">GDK-4007: some could not be ended; it is to be tried again.</exception>
    public async ValueTask FinishAsync(LedgerTrees trees, CancellationToken cancellationToken)
    {
        var parts = store.Held.Drops.Unfinished();
        foreach (var part in parts)
        {
            writers.Close(part);
            // The head comes first: a day whose leaves are gone without one counts as robbed.
            await trees.DropAsync(
                [part],
                _ =>
                {
                    Forget(part);
                    return default;
                },
                cancellationToken).ConfigureAwait(false);
        }

        Destroy(parts);
    }

    /// <summary>What each class has of each day, the oldest day first.</summary>
    public IReadOnlyList<LedgerDay> Days() =>
    [
        .. store.Catalog.All.GroupBy(segment => segment.Name.Part).Select(part =>
        {
            var (needed, damage) = NeededBy(part.Key);
            return new LedgerDay(part.Key.Day, part.Sum(segment => (long)segment.Summary.Count), needed, messages.Has(part.Key)) { Class = part.Key.Class, Damage = damage };
        }),
    ];

    /// <summary>Destroys what is kept apart and no hold in force covers; tells who took part in it.</summary>
    public IReadOnlyCollection<PartyId> ReleaseHeld()
    {
        var holds = store.Held.Holds.InForce(Instant.Now(clock));
        var free = store.Held.Records.All.Where(held => !held.IsCoveredBy(holds)).ToArray();
        store.Held.Records.Remove(free, store.Held.Owed);
        store.Held.Messages.Release(holds);
        return free.SelectMany(held => held.Parties).ToHashSet();
    }

    /// <summary>Other days that stay and to whose calls something was added on a day, in order. Of one class, as what is added to a call goes
    /// where the call's class is. None if they cannot be read, and then why.</summary>
    private (DateOnly[] Days, string? Damage) NeededBy(DayPart part)
    {
        var others = new SortedSet<DateOnly>();
        try
        {
            foreach (var segment in store.Catalog.Of(part))
            {
                if (segment.Summary.Corrections > 0) Collect(segment, "corrections", others);
                if (segment.Summary.Amendments > 0) Collect(segment, "amendments", others);
            }
        }
        catch (Exception fault) when (PartCheck.IsDamage(fault))
        {
            return ([], fault.Message);
        }

        others.Remove(part.Day);
        return ([.. others.Where(other => !store.Held.Drops.IsDropped(part with { Day = other }))], null);
    }

    private async ValueTask<DropOutcome.Damaged?> CollectAsync(
        DayPart[] parts, Instant now, LedgerTrees trees, List<(DayPart Part, DayContent Content)> contents, CancellationToken cancellationToken)
    {
        var collector = new DayCollector(store, store.Held.Holds.InForce(now), parts, cancellationToken);
        var prover = new LedgerProver(store, trees);
        var check = new PartCheck();
        foreach (var part in parts)
        {
            await check.RunAsync(part, async () =>
            {
                if (NeededBy(part).Damage is { } damage) throw new InvalidDataException(damage);
                writers.Close(part);
                messages.KeepHeld(part, store.Held, now);
                var content = collector.Collect(part);
                await content.ProveHeldAsync((id, stop) => prover.ProveAsync(content.Places[id], stop), cancellationToken).ConfigureAwait(false);
                contents.Add((part, content));
            }).ConfigureAwait(false);
        }

        await check.RunAsync(parts, trees, cancellationToken).ConfigureAwait(false);
        return check.Outcome;
    }

    // One that the disk does not let go keeps no other waiting; it is unfinished then, and tried again at each run and opening.
    private void Destroy(IReadOnlyCollection<DayPart> parts)
    {
        LedgerException? stuck = null;
        foreach (var part in parts)
        {
            try
            {
                DeleteFiles(part);
                store.Held.Drops.Finish(part);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or VaultException)
            {
                stuck ??= new LedgerException(
                    LedgerFaults.CannotWrite,
                    $"Files or key of {SegmentName.FolderName(part)}, which was dropped, could not be destroyed; it is tried again every hour and at the next start: {fault.Message}",
                    fault);
            }
        }

        if (stuck is not null) throw stuck;
    }

    // The key goes last: what a copy still holds is noise from then on.
    private void DeleteFiles(DayPart part)
    {
        var path = SegmentName.PartFolder(folder, part);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
            DurableFile.SyncFolder(folder);
        }

        dayKeys.Destroy(part);
    }

    private void Forget(DayPart part)
    {
        foreach (var segment in store.Catalog.Of(part).ToArray()) readers.Forget(segment);
        store.Catalog.Remove(part);
        store.Latest.Forget(part);
        runs.Drop(other => other == part);
        messages.Forget(part);
    }

    private void Collect(Segment segment, string table, SortedSet<DateOnly> days) => store.Read(segment.Name, reader =>
    {
        using var others = reader.Db.Prepare($"select distinct segment from {table}");
        while (others.Step()) days.Add(SegmentName.Unpack(others.Int64(0)).Day);
        return true;
    });
}
