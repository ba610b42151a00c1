using System.Collections.Concurrent;

namespace Gudok.Numbers;

/// <summary>The vault on one machine: vault.db and keys.db, and in memory an index of blind indexes and a directory.</summary>
public sealed class SqliteVault : IPartyVault
{
    private readonly KeyRing _ring;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly ConcurrentQueue<PendingParties> _queue = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly ErasureHandlers _handlers = new();
    private readonly PartyMemory _memory;
    private readonly VaultWriter _writer;
    private readonly VaultReader _reader;
    private readonly ErasureList _erased;
    private readonly DayKeyStore _dayKeys;
    private readonly BlindIndex _blinds;
    private readonly EpochMover _epochs;
    private readonly DirectoryLoader _loader;
    private readonly Task _background;
    private bool _isClosed;

    private SqliteVault(VaultOptions options, KeyRing ring, TimeProvider clock)
    {
        _ring = ring;
        _clock = clock;
        _memory = new PartyMemory(options.CachedParties);
        var parties = PartyStore.OpenToWrite(Path.Combine(options.Folder, VaultFiles.Vault));
        VaultOpening.CheckKey(parties, ring);
        var keys = KeyStore.OpenToWrite(Path.Combine(options.Folder, VaultFiles.Keys), ring.Epochs);
        _writer = new VaultWriter(keys, parties);
        _erased = ErasureList.Open(Path.Combine(options.Folder, VaultFiles.Erased));
        VaultOpening.Load(_writer, _memory);
        VaultOpening.ForgetAgain(_writer, _memory, _erased, CurrentEpoch);
        _reader = OpenReader(options.Folder, ring.Epochs);
        _blinds = new BlindIndex(ring);
        _dayKeys = new DayKeyStore(keys, ring.Epochs, CurrentEpoch, _gate);
        _epochs = new EpochMover(_writer, _dayKeys, ring.Epochs, clock, _gate);
        _loader = new DirectoryLoader(options, ring.Epochs, _memory, keys.LastPage() + 1);
        DirectoryLoaded = _loader.LoadAsync(_closing.Token);
        _background = Task.WhenAll(DirectoryLoaded, _epochs.KeepMovingAsync(_closing.Token));
    }

    /// <summary>The keys of the ledger's days.</summary>
    public IDayKeys DayKeys => _dayKeys;

    /// <summary>Ends when a search by part sees all parties.</summary>
    public Task DirectoryLoaded { get; }

    /// <inheritdoc/>
    public VaultState State => new(_memory.Living, _erased.Count, _loader.LoadedPercent);

    /// <summary>Where tests kill between the two commits of a write.</summary>
    internal Action? BetweenCommits
    {
        set => _writer.BetweenCommits = value;
    }

    /// <summary>Opens the vault of a data folder, or makes it. Exact search works when this returns; search by part follows.</summary>
    /// <param name="options">Folder and limits.</param>
    /// <param name="keys">The keys from <see cref="KeySource"/>; stay the caller's to dispose, after the vault.</param>
    /// <param name="clock">Tells the week.</param>
    /// <param name="cancellationToken">Cancels before the files are opened.</param>
    /// <exception cref="VaultException">GDK-2102 wrong keys, GDK-2104 or GDK-2106 a file was changed or is damaged.</exception>
    public static async ValueTask<SqliteVault> OpenAsync(
        VaultOptions options, KeyRing keys, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Folder);
        PrivateFile.CreateFolder(options.Folder);
        return await Task.Run(() => new SqliteVault(options, keys, clock), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<VaultParty?>> ResolveAsync(IReadOnlyList<Party> parties, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parties);
        ObjectDisposedException.ThrowIf(_isClosed, this);
        var handles = new VaultParty?[parties.Count];
        var missing = new List<int>();
        _memory.Take(parties, handles, missing);
        if (missing.Count == 0) return handles;
        cancellationToken.ThrowIfCancellationRequested();
        var pending = new PendingParties(parties, handles, missing);
        _queue.Enqueue(pending);
        // Whoever gets the gate commits for all who wait: one flush for many callers.
        await _gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            while (!pending.Done.Task.IsCompleted) CommitQueue();
        }
        finally
        {
            _gate.Release();
        }

        await pending.Done.Task.ConfigureAwait(false);
        return handles;
    }

    /// <inheritdoc/>
    public async ValueTask<VaultParty?> FindAsync(Party party, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (!party.IsKept) return null;
        if (_memory.Cached(party) is { } known) return known;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Find(Want(party));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PartyReading>> ReadAsync(IReadOnlyList<PartyId> ids, CancellationToken cancellationToken)
    {
        var handles = Open(ids);
        var readings = new PartyReading[ids.Count];
        for (var at = 0; at < readings.Length; at++)
        {
            readings[at] = handles[at] is { } handle
                ? new PartyReading(ids[at], PartyStatus.Known, handle.Party)
                : new PartyReading(ids[at], StatusOf(ids[at]), default);
        }

        return ValueTask.FromResult<IReadOnlyList<PartyReading>>(readings);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<VaultParty?>> OpenAsync(IReadOnlyList<PartyId> ids, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<VaultParty?>>(Open(ids));

    /// <inheritdoc/>
    public ValueTask<PartSearch> SearchAsync(string part, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        // Told before the scan: what is loaded during it is more than promised, never less.
        var loaded = _loader.LoadedPercent;
        var ids = _memory.Search(PartQuery.Read(part), limit, cancellationToken);
        var isCut = ids.Count > limit;
        if (isCut) ids.RemoveRange(limit, ids.Count - limit);
        return ValueTask.FromResult(new PartSearch(ids, isCut, loaded));
    }

    /// <inheritdoc/>
    public async ValueTask<bool> EraseAsync(PartyId id, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var (ordinal, isLiving) = _memory.PlaceOf(id);
            if (!isLiving) return false;
            var party = _reader.Read([ordinal])[0]?.Party ?? default;
            // First the list: after a kill in between, the next opening finishes the erasure.
            _erased.Add(id);
            _memory.Erase(ordinal, party);
            Mend();
            _writer.Erase(ordinal, CurrentEpoch());
        }
        finally
        {
            _gate.Release();
        }

        _handlers.Publish(id);
        return true;
    }

    /// <inheritdoc/>
    public IDisposable OnErased(Action<PartyId> handler) => _handlers.Add(handler);

    /// <summary>Moves all that is wrapped to the epoch of this week, and destroys the keys of epochs that ended long enough ago. Runs by
    /// itself every hour; searches and writes go on beside it.</summary>
    /// <param name="cancellationToken">Stops between two steps; the next run goes on.</param>
    public ValueTask MoveToCurrentEpochAsync(CancellationToken cancellationToken) => _epochs.MoveAsync(cancellationToken);

    /// <summary>Stops the background work and closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isClosed) return;
        await _closing.CancelAsync().ConfigureAwait(false);
        await _background.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _gate.WaitAsync().ConfigureAwait(false);
        _isClosed = true;
        _reader.Dispose();
        _dayKeys.Dispose();
        _writer.Dispose();
        _erased.Dispose();
        _blinds.Dispose();
        _closing.Dispose();
        _gate.Release();
    }

    internal static VaultReader OpenReader(string folder, EpochKeys epochs) => new(
        KeyStore.OpenToRead(Path.Combine(folder, VaultFiles.Keys), epochs), PartyStore.OpenToRead(Path.Combine(folder, VaultFiles.Vault)));

    private int CurrentEpoch() => _ring.Epochs.Ensure(EpochKeys.WeekOf(_clock.GetUtcNow()));

    private PartyStatus StatusOf(PartyId id)
    {
        if (_erased.Contains(id)) return PartyStatus.Erased;
        return _memory.PlaceOf(id).Ordinal < 0 ? PartyStatus.Unknown : PartyStatus.KeyMissing;
    }

    private VaultParty?[] Open(IReadOnlyList<PartyId> ids)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        var handles = new VaultParty?[ids.Count];
        var found = new List<int>(ids.Count);
        var ordinals = new List<int>(ids.Count);
        for (var at = 0; at < ids.Count; at++)
        {
            if (_memory.PlaceOf(ids[at]) is not (var ordinal, true)) continue;
            found.Add(at);
            ordinals.Add(ordinal);
        }

        var read = _reader.Read(ordinals);
        for (var at = 0; at < read.Length; at++) handles[found[at]] = read[at];
        return handles;
    }

    private WantedParty Want(Party party)
    {
        var identity = PartyIdentity.Encode(party);
        Span<byte> blind = stackalloc byte[32];
        _blinds.Compute(identity, blind);
        return new WantedParty(party, identity, blind[..KeyPage.BlindLength].ToArray());
    }

    /// <summary>Finds a party that is on disk but not at hand. The caller holds the gate.</summary>
    private VaultParty? Find(WantedParty wanted)
    {
        foreach (var place in _memory.PlacesOf(PartyMemory.Prefix(wanted.Blind)))
        {
            if (_reader.Read([place])[0] is not { } handle || handle.Party != wanted.Party) continue;
            _memory.Keep(handle);
            return handle;
        }

        return null;
    }

    private void CommitQueue()
    {
        var batch = new List<PendingParties>();
        while (batch.Sum(one => one.Missing.Count) < VaultWriter.BatchLimit && _queue.TryDequeue(out var pending)) batch.Add(pending);
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
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
        var wanted = new Dictionary<Party, VaultParty?>();
        var fresh = new List<WantedParty>();
        foreach (var party in batch.SelectMany(pending => pending.Missing.Select(at => pending.Parties[at])))
        {
            if (!wanted.TryAdd(party, null)) continue;
            var want = Want(party);
            if (want.Identity.Length > PartySeal.LongestIdentity) continue;
            wanted[party] = _memory.Cached(party) ?? Find(want);
            if (wanted[party] is null) fresh.Add(want);
        }

        foreach (var chunk in fresh.Chunk(VaultWriter.BatchLimit))
        {
            Mend();
            var created = _writer.Create(chunk, CurrentEpoch(), id => _memory.PlaceOf(id).Ordinal >= 0);
            _memory.Add(created);
            foreach (var party in created) wanted[party.Handle.Party] = party.Handle;
        }

        foreach (var pending in batch)
        {
            foreach (var at in pending.Missing) pending.Handles[at] = wanted[pending.Parties[at]];
        }
    }

    /// <summary>Makes good what a failed write left, before the next write.</summary>
    private void Mend()
    {
        if (_writer.IsTorn) _writer.TakeUpTail(Reconciler.DropKeysWithoutParty(_writer.Keys, _writer.Parties));
    }
}
