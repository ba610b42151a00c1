namespace Gudok.Numbers;

/// <summary>A vault of sealed pages, wherever they are kept, with an index of blind indexes and a directory in memory.</summary>
public abstract class PagedVault : IPartyVault, IKeyRotation
{
    private readonly Stack<IDisposable> _opened;
    private readonly KeyRing _ring;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly CancellationTokenSource _closing = new();
    private readonly ErasureHandlers _handlers = new();
    private readonly PartyMemory _memory;
    private readonly VaultWriter _writer;
    private readonly VaultReader _reader;
    private readonly IErasures _erased;
    private readonly DayKeyStore _dayKeys;
    private readonly PartyResolver _resolver;
    private readonly EpochMover _epochs;
    private readonly IndexRotation _index;
    private readonly KeyRotation _rotation;
    private readonly KeyUpkeep _upkeep;
    private readonly DirectoryLoader _loader;
    private readonly Task _background;
    private readonly Func<VaultReader> _openReader;
    private bool _isClosed;

    /// <summary>Opens a vault: when this returns exact search works, search by part follows.</summary>
    /// <param name="options">Limits.</param>
    /// <param name="ring">The installation's keys.</param>
    /// <param name="clock">Tells the week.</param>
    /// <param name="storage">Where it is kept; the vault's to dispose, even if it cannot be opened.</param>
    private protected PagedVault(VaultOptions options, KeyRing ring, TimeProvider clock, IVaultStorage storage)
    {
        _ring = ring;
        _clock = clock;
        _opened = new Stack<IDisposable>([storage]);
        _memory = new PartyMemory(options.CachedParties);
        try
        {
            var parties = Own(storage.OpenParties());
            VaultOpening.CheckKey(parties, ring);
            var keys = Own(new KeyStore(storage.OpenKeys(parties), ring.Epochs));
            _writer = Own(new VaultWriter(keys, parties));
            _erased = Own(storage.OpenErasures());
            var blinds = Own(new BlindIndexes(ring));
            var older = VaultOpening.Load(_writer, _memory, blinds.Newest.Version);
            VaultOpening.ForgetAgain(_writer, _memory, _erased, CurrentEpoch);
            _reader = Own(OpenReader(storage, ring.Epochs));
            _dayKeys = Own(new DayKeyStore(keys, ring.Epochs, CurrentEpoch, _gate));
            _resolver = new PartyResolver(_memory, _writer, _reader, blinds, CurrentEpoch, _gate);
            _epochs = new EpochMover(_writer, _dayKeys, ring.Epochs, clock, _gate);
            _index = new IndexRotation(_writer, _memory, blinds, CurrentEpoch, _gate);
            _index.TakeUp(older);
            _rotation = Own(new KeyRotation(ring, keys, new MasterRotation(ring, keys, _epochs, clock, _gate), _index, _gate));
            _upkeep = new KeyUpkeep(_rotation, _epochs, clock);
            _loader = new DirectoryLoader(options.LoadingThreads, () => OpenReader(storage, ring.Epochs), _memory, keys.LastPage() + 1);
        }
        catch
        {
            while (_opened.TryPop(out var one)) one.Dispose();
            throw;
        }

        _openReader = () => OpenReader(storage, ring.Epochs);
        DirectoryLoaded = _loader.LoadAsync(_closing.Token);
        _background = Task.WhenAll(DirectoryLoaded, _upkeep.RunAsync(_closing.Token));
    }

    /// <summary>The keys of the ledger's days.</summary>
    public IDayKeys DayKeys => _dayKeys;

    /// <inheritdoc/>
    public Task DirectoryLoaded { get; }

    /// <inheritdoc/>
    public VaultState State => new(_memory.Living, _erased.Count, _loader.LoadedPercent);

    /// <summary>Where tests kill between the two commits of a write.</summary>
    internal Action? BetweenCommits
    {
        set => _writer.BetweenCommits = value;
    }

    /// <summary>Ends when a rotation that was cut short has been resumed, could not be, or the vault closes.</summary>
    internal Task Resumed => _upkeep.Resumed;

    /// <summary>Where tests kill: after each durable step of a rotation.</summary>
    internal Action? RotationStepped
    {
        set => _ring.Safe.Stepped = _epochs.Stepped = _index.Stepped = value;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<VaultParty?>> ResolveAsync(IReadOnlyList<Party> parties, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parties);
        ObjectDisposedException.ThrowIf(_isClosed, this);
        return _resolver.ResolveAsync(parties, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<VaultParty?> FindAsync(Party party, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        return _resolver.FindAsync(party, cancellationToken);
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
    public ValueTask<PartSearch> SearchAsync(string part, NumberReach reach, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        // Told before the scan: what is loaded during it is more than promised, never less.
        var loaded = _loader.LoadedPercent;
        var ids = _memory.Search(PartQuery.Read(part, reach), limit, cancellationToken);
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
            var party = _reader.Read([ordinal])[0]?.Party;
            _writer.RequireErasable(ordinal);
            _writer.Mend();
            // First the list: after a kill in between, the next opening finishes the erasure. Memory last: as long as the key may be there the
            // party is living, so that whoever asks again after a fault is not told that there is nobody to erase.
            _erased.Add(id);
            _writer.Erase(ordinal, CurrentEpoch());
            _memory.Erase(ordinal, party);
        }
        finally
        {
            _gate.Release();
        }

        _handlers.Publish(id);
        return true;
    }

    /// <inheritdoc/>
    public bool IsOnErasureList(PartyId id) => _erased.Contains(id);

    /// <inheritdoc/>
    public IDisposable OnErased(Action<PartyId> handler) => _handlers.Add(handler);

    /// <summary>Moves all that is wrapped to the epoch of this week, and destroys the keys of epochs that ended long enough ago. Runs by
    /// itself every hour; searches and writes go on beside it.</summary>
    /// <param name="cancellationToken">Stops between two steps; the next run goes on.</param>
    public ValueTask MoveToCurrentEpochAsync(CancellationToken cancellationToken) => _epochs.MoveAsync(null, cancellationToken);

    /// <summary>Whether a party can be read, or was erased and is on the list of the erased. Thread-safe.</summary>
    /// <param name="id">The party.</param>
    public bool IsAccountedFor(PartyId id) => _memory.PlaceOf(id).IsLiving || _erased.Contains(id);

    /// <summary>Opens every page and every party of the vault. Writers take turns with it, a page at a time.</summary>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <exception cref="VaultException">GDK-2104 or GDK-2106: something was changed, or is missing.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        using var reader = _openReader();
        for (var page = 0L; page <= await OnPageAsync(reader, page, cancellationToken).ConfigureAwait(false); page++) continue;
    }

    /// <inheritdoc/>
    public ValueTask<KeyStatus> GetStatusAsync(CancellationToken cancellationToken) => _rotation.GetStatusAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask RotateMasterAsync(IProgress<RotationProgress>? progress, CancellationToken cancellationToken) =>
        _rotation.RotateMasterAsync(progress, cancellationToken);

    /// <inheritdoc/>
    public ValueTask RotateIndexAsync(IProgress<RotationProgress>? progress, CancellationToken cancellationToken) =>
        _rotation.RotateIndexAsync(progress, cancellationToken);

    /// <summary>Stops the background work and closes what the vault is kept in.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isClosed) return;
        await _closing.CancelAsync().ConfigureAwait(false);
        await _background.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _gate.WaitAsync().ConfigureAwait(false);
        _isClosed = true;
        while (_opened.TryPop(out var one)) one.Dispose();
        _closing.Dispose();
        _gate.Release();
        GC.SuppressFinalize(this);
    }

    // Under the gate: a page that is being written stands in two files that do not agree yet.
    private async Task<long> OnPageAsync(VaultReader reader, long page, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var last = Math.Max(_writer.Keys.LastPage(), _writer.Parties.LastPage());
            if (page <= last) reader.Check(page, _erased.Contains);
            return last;
        }
        finally
        {
            _gate.Release();
        }
    }

    private static VaultReader OpenReader(IVaultStorage storage, EpochKeys epochs)
    {
        var (keys, parties) = storage.OpenToRead();
        return new VaultReader(new KeyStore(keys, epochs), parties);
    }

    private T Own<T>(T one)
        where T : IDisposable
    {
        _opened.Push(one);
        return one;
    }

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
}
