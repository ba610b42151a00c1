namespace Gudok.Numbers;

/// <summary>The vault on one machine: vault.db and keys.db, and in memory an index of blind indexes and a directory.</summary>
public sealed class SqliteVault : IPartyVault
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
    private readonly ErasureList _erased;
    private readonly DayKeyStore _dayKeys;
    private readonly PartyResolver _resolver;
    private readonly EpochMover _epochs;
    private readonly DirectoryLoader _loader;
    private readonly Task _background;
    private bool _isClosed;

    private SqliteVault(VaultOptions options, KeyRing ring, TimeProvider clock, Stack<IDisposable> opened)
    {
        _ring = ring;
        _clock = clock;
        _opened = opened;
        _memory = new PartyMemory(options.CachedParties);
        VaultOpening.RefuseHalf(options.Folder);
        var parties = Own(PartyStore.OpenToWrite(Path.Combine(options.Folder, VaultFiles.Vault)));
        VaultOpening.CheckKey(parties, ring);
        VaultOpening.RefuseWithoutKeys(options.Folder, parties);
        var keys = Own(KeyStore.OpenToWrite(Path.Combine(options.Folder, VaultFiles.Keys), ring.Epochs));
        _writer = Own(new VaultWriter(keys, parties));
        _erased = Own(ErasureList.Open(Path.Combine(options.Folder, VaultFiles.Erased)));
        VaultOpening.Load(_writer, _memory);
        VaultOpening.ForgetAgain(_writer, _memory, _erased, CurrentEpoch);
        _reader = Own(OpenReader(options.Folder, ring.Epochs));
        _dayKeys = Own(new DayKeyStore(keys, ring.Epochs, CurrentEpoch, _gate));
        _resolver = new PartyResolver(_memory, _writer, _reader, Own(new BlindIndex(ring)), CurrentEpoch, _gate);
        _epochs = new EpochMover(_writer, _dayKeys, ring.Epochs, clock, _gate);
        _loader = new DirectoryLoader(options, ring.Epochs, _memory, keys.LastPage() + 1);
        DirectoryLoaded = _loader.LoadAsync(_closing.Token);
        _background = Task.WhenAll(DirectoryLoaded, _epochs.KeepMovingAsync(_closing.Token));
    }

    /// <summary>The keys of the ledger's days.</summary>
    public IDayKeys DayKeys => _dayKeys;

    /// <summary>Ends when a search by part sees all parties; with a <see cref="VaultException"/> if some could not be read.</summary>
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
        options.Validate();
        PrivateFile.CreateFolder(options.Folder);
        return await Task.Run(() => Open(options, keys, clock), cancellationToken).ConfigureAwait(false);
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
            _writer.Mend();
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
        while (_opened.TryPop(out var one)) one.Dispose();
        _closing.Dispose();
        _gate.Release();
    }

    internal static VaultReader OpenReader(string folder, EpochKeys epochs) => new(
        KeyStore.OpenToRead(Path.Combine(folder, VaultFiles.Keys), epochs), PartyStore.OpenToRead(Path.Combine(folder, VaultFiles.Vault)));

    private static SqliteVault Open(VaultOptions options, KeyRing keys, TimeProvider clock)
    {
        var opened = new Stack<IDisposable>();
        try
        {
            return new SqliteVault(options, keys, clock, opened);
        }
        catch
        {
            while (opened.TryPop(out var one)) one.Dispose();
            throw;
        }
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
