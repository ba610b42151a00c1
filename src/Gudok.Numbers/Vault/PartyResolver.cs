using System.Collections.Concurrent;

namespace Gudok.Numbers;

/// <summary>Finds parties and creates those that are not there. Callers who wait at the gate are served together: whoever gets it commits
/// for all, so that one flush of the disk serves many. Thread-safe.</summary>
internal sealed class PartyResolver(
    PartyMemory memory, VaultWriter writer, VaultReader reader, BlindIndexes blinds, Func<int> epoch, SemaphoreSlim gate)
{
    private readonly ConcurrentQueue<PendingParties> _queue = new();

    public async ValueTask<IReadOnlyList<VaultParty?>> ResolveAsync(IReadOnlyList<Party> parties, CancellationToken cancellationToken)
    {
        var handles = new VaultParty?[parties.Count];
        var missing = new List<int>();
        memory.Take(parties, handles, missing);
        if (missing.Count == 0) return handles;
        cancellationToken.ThrowIfCancellationRequested();
        var pending = new PendingParties(parties, handles, missing);
        _queue.Enqueue(pending);
        await gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            while (!pending.Done.Task.IsCompleted) CommitQueue();
        }
        finally
        {
            gate.Release();
        }

        await pending.Done.Task.ConfigureAwait(false);
        return handles;
    }

    public async ValueTask<VaultParty?> FindAsync(Party party, CancellationToken cancellationToken)
    {
        if (!party.IsKept) return null;
        if (memory.Cached(party) is { } known) return known;
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var found = new Dictionary<Party, VaultParty?> { [party] = null };
            Find([Want(party)], found, []);
            return found[party];
        }
        finally
        {
            gate.Release();
        }
    }

    private WantedParty Want(Party party)
    {
        var identity = PartyIdentity.Encode(party);
        Span<byte> blind = stackalloc byte[32];
        blinds.Newest.Compute(identity, blind);
        return new WantedParty(party, identity, blind[..KeyPage.BlindLength].ToArray());
    }

    /// <summary>Finds parties that are on disk but not at hand, and adds those that are in neither place to the fresh. The caller holds
    /// the gate.</summary>
    private void Find(List<WantedParty> sought, Dictionary<Party, VaultParty?> found, List<WantedParty> fresh)
    {
        var candidates = new List<WantedParty>();
        var places = new List<int>();
        foreach (var wanted in sought)
        {
            foreach (var place in PlacesOf(wanted))
            {
                candidates.Add(wanted);
                places.Add(place);
            }
        }

        var handles = reader.Read(places);
        for (var at = 0; at < handles.Length; at++)
        {
            // Two parties may share the 64 bits that the index keeps: only the party itself decides.
            if (handles[at] is not { } handle || handle.Party != candidates[at].Party) continue;
            memory.Keep(handle);
            found[handle.Party] = handle;
        }

        fresh.AddRange(sought.Where(wanted => found[wanted.Party] is null));
    }

    /// <summary>While a rotation is under way a party may stand under either version.</summary>
    private IEnumerable<int> PlacesOf(WantedParty wanted)
    {
        var places = memory.PlacesOf(PartyMemory.Prefix(wanted.Blind));
        return blinds.IsRotating ? places.Concat(blinds.Older.SelectMany(index => memory.PlacesOf(index.Prefix(wanted.Identity)))) : places;
    }

    private void CommitQueue()
    {
        var batch = new List<PendingParties>();
        while (batch.Sum(one => one.Missing.Count) < VaultWriter.BatchLimit && _queue.TryDequeue(out var pending)) batch.Add(pending);
        try
        {
            Commit(batch);
            foreach (var pending in batch) pending.Done.SetResult();
        }
#pragma warning disable CA1031 // Whatever failed, it failed for all who wait, and each is told.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            foreach (var pending in batch) pending.Done.SetException(fault);
        }
    }

    private void Commit(List<PendingParties> batch)
    {
        var found = new Dictionary<Party, VaultParty?>();
        var sought = new List<WantedParty>();
        foreach (var party in batch.SelectMany(pending => pending.Missing.Select(at => pending.Parties[at])))
        {
            // Another caller may have created it while this one waited.
            if (!found.TryAdd(party, memory.Cached(party)) || found[party] is not null) continue;
            var wanted = Want(party);
            if (wanted.Identity.Length <= PartySeal.LongestIdentity) sought.Add(wanted);
        }

        var fresh = new List<WantedParty>();
        Find(sought, found, fresh);
        foreach (var chunk in fresh.Chunk(VaultWriter.BatchLimit))
        {
            writer.Mend();
            var created = writer.Create(chunk, blinds.Newest.Version, epoch(), id => memory.PlaceOf(id).Ordinal >= 0);
            memory.Add(created);
            foreach (var party in created) found[party.Handle.Party] = party.Handle;
        }

        foreach (var pending in batch)
        {
            foreach (var at in pending.Missing) pending.Handles[at] = found[pending.Parties[at]];
        }
    }
}
