using Gudok.Ledger;
using Gudok.Numbers;

namespace Gudok.Backup;

/// <summary>Writes runs of backups to one place. One process at a time writes to a place; one run at a time.</summary>
/// <remarks>What the place has is kept in memory between runs, so that the next costs what changed. After a fault it is read anew from the place.</remarks>
public sealed class BackupSession : IDisposable
{
    private readonly BackupSource _source;
    private readonly BackupOptions _options;
    private readonly TimeProvider _clock;
    private readonly ArchiveKeys _keys;
    private readonly string _installation;
    private readonly ErasureCopy _erasures;
    private DataFolderLock? _lock;
    private PlaceState? _state;

    /// <summary>Prepares to write to a place; touches nothing yet.</summary>
    /// <param name="source">What is backed up.</param>
    /// <param name="place">The backup place.</param>
    /// <param name="options">How many runs it keeps.</param>
    /// <param name="clock">Stamps runs and tells the week.</param>
    /// <exception cref="BackupException">GDK-8007 the folder keeps its keys within itself, GDK-8009 the place lies within it.</exception>
    public BackupSession(BackupSource source, string place, BackupOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(source);
        Place = Path.GetFullPath(place);
        RefuseInside(Path.GetFullPath(source.DataFolder));
        _source = source;
        _options = options;
        _clock = clock;
        _keys = new ArchiveKeys(source.Keys);
        _installation = KeySource.InstallationOf(source.DataFolder);
        _erasures = new ErasureCopy(Place, source.Keys);
    }

    /// <summary>The place's full path.</summary>
    public string Place { get; }

    /// <summary>Makes one run: ledger, vault, keys, in this order. When it returns, all of it is durable in the place.</summary>
    /// <exception cref="BackupException">GDK-8003 the place is another installation's, GDK-8004 another process writes to it.</exception>
    /// <exception cref="IOException">The place is away, full or read-only.</exception>
    public async Task<BackupReport> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var state = Open();
            CopyErasures();
            using var still = _source.KeepStillAsync is { } keep ? await keep(cancellationToken).ConfigureAwait(false) : null;
            return await RunAsync(state, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Half a run may stand in memory: the place knows best what it has.
            Forget();
            throw;
        }
    }

    /// <summary>Writes down in the place who was erased. Cheap if all of them stand there already.</summary>
    public void CopyErasures()
    {
        Directory.CreateDirectory(Place);
        _erasures.Add(ErasureList.ReadIds(Path.Combine(_source.DataFolder, VaultFiles.Erased)));
    }

    /// <summary>Gives the place free.</summary>
    public void Dispose() => Forget();

    private PlaceState Open()
    {
        if (_state is not null) return _state;
        Directory.CreateDirectory(Place);
        _lock = DataFolderLock.TryAcquire(Place)
            ?? throw new BackupException(BackupFaults.PlaceTaken, $"Another run writes to {Place}, or it is copied to continuously: wait for it, or choose another place.");
        var folders = BackupSets.All.Select(set => new SetFolder(Place, set, _keys)).ToArray();
        return _state = PlaceState.Load(folders, _installation, Place);
    }

    private async Task<BackupReport> RunAsync(PlaceState state, CancellationToken cancellationToken)
    {
        var madeAt = _clock.GetUtcNow();
        var run = state.LastRun + 1;
        var faults = new List<string>();
        var heads = BackupSets.All.Select(set => new ArchiveHead(
            set, ArchiveKind.Part, set == BackupSet.Keys ? _keys.WeekAt(madeAt) : 0, _installation, run)).ToArray();
        long? copied = null;
        foreach (var (folder, head) in state.Folders.Zip(heads))
        {
            var copier = new SetCopier(_source.DataFolder, folder, state.FilesOf(folder.Set));
            faults.AddRange(copier.Prepare(head.Week));
            Func<Action, Task> hold = folder.Set == BackupSet.Ledger && _source.Ledger is { } ledger
                ? action => ledger.BetweenAppendsAsync(action, cancellationToken).AsTask()
                : AtOnce;
            // Tables first: whoever is erased while keys are read stands in the folder's list, which is copied behind them.
            var tables = new ServerCopier(folder, state.FilesOf(folder.Set), _source.DataFolder);
            if (_source.Server is { } server) copied = Sum(copied, await tables.CopyAsync(ReaderOf(server, folder.Set), head, madeAt, cancellationToken).ConfigureAwait(false));
            faults.AddRange(tables.Faults);
            copied = Sum(copied, await copier.CopyAsync(head, hold, madeAt, tables.Parts, cancellationToken).ConfigureAwait(false));
        }

        if (copied is not null) copied += state.Commit(run, madeAt, heads, _options.Points);
        return new BackupReport(state.LastRun, copied is not null, state.FileCount, copied ?? 0, state.Octets, faults);
    }

    private static long? Sum(long? one, long? other) => one is null ? other : one + (other ?? 0);

    private static Func<Func<ServerTable, CancellationToken, Task>, CancellationToken, Task> ReaderOf(IServerTables server, BackupSet set) => set switch
    {
        BackupSet.Ledger => server.ReadLedgerAsync,
        BackupSet.Vault => server.ReadVaultAsync,
        BackupSet.Keys => server.ReadKeysAsync,
    };

    private static Task AtOnce(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private void Forget()
    {
        _state = null;
        _lock?.Dispose();
        _lock = null;
    }

    private void RefuseInside(string data)
    {
        if (Holds(data, Place) || Holds(Place, data))
            throw new BackupException(BackupFaults.PlaceInside, $"{Place} and the data folder lie one within the other: choose a place on another disk or machine.");
        if (File.Exists(Path.Combine(data, "demo.key")))
            throw new BackupException(BackupFaults.KeysInFolder, $"{data} keeps its keys within itself, as the demo does; without it no backup of it could be opened. Use a key source outside.");
    }

    private static bool Holds(string outer, string inner) => (inner + "/").StartsWith(outer + "/", StringComparison.Ordinal);
}
