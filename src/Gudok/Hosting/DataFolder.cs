using Gudok.Ledger;
using Gudok.Numbers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gudok;

/// <summary>An open data folder: keys, vault, ledger, and the ways in and out. One process at a time owns it.</summary>
internal sealed class DataFolder : IAsyncDisposable
{
    private readonly DataFolderLock _lock;
    private readonly OwnerServer _server;
    private readonly KeyRing _keys;
    private readonly SqliteVault _vault;
    private readonly SqliteCallLedger _ledger;
    private readonly CallIntake _intake;

    private DataFolder(
        string path, GudokSettings settings, DataFolderLock folderLock, KeyRing keys, SqliteVault vault, SqliteCallLedger ledger, TimeProvider clock)
    {
        Path = path;
        Settings = settings;
        Parties = new PartyReader(settings.Numbers);
        Reader = new CallReader(ledger, vault, Parties, keys, clock);
        Log = new FolderLog(path);
        _lock = folderLock;
        _keys = keys;
        _vault = vault;
        _ledger = ledger;
        _intake = new CallIntake(ledger, vault, keys, clock);
        _server = new OwnerServer(OwnerPath.For(path), RunForOtherAsync, NullLogger.Instance);
    }

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>Its settings.</summary>
    public GudokSettings Settings { get; }

    /// <summary>Its keys.</summary>
    public KeyRing Keys => _keys;

    /// <summary>Its ledger.</summary>
    public ICallLedger Ledger => _ledger;

    /// <summary>Its vault.</summary>
    public IPartyVault Vault => _vault;

    /// <summary>The way in.</summary>
    public ICallIntake Intake => _intake;

    /// <summary>The way out.</summary>
    public ICallReader Reader { get; }

    /// <summary>Reads parties by its settings.</summary>
    public PartyReader Parties { get; }

    /// <summary>Its log.</summary>
    public FolderLog Log { get; }

    /// <summary>Whether there is data at a path.</summary>
    public static bool Exists(string path) => File.Exists(System.IO.Path.Combine(path, "vault.db"));

    /// <summary>Becomes the owner of a folder and opens it; makes it if it is not there.</summary>
    /// <exception cref="DataFolderOwnedException">Another process owns it.</exception>
    public static async Task<DataFolder> OpenAsync(string path, TimeProvider clock, CancellationToken cancellationToken, Action<GudokSettings>? adjust = null)
    {
        var settings = GudokSettings.Read(path);
        adjust?.Invoke(settings);
        Directory.CreateDirectory(path);
        var folderLock = DataFolderLock.TryAcquire(path) ?? throw new DataFolderOwnedException();
        KeyRing? keys = null;
        SqliteVault? vault = null;
        try
        {
            keys = KeySource.OpenOrCreate(settings.Keys, path);
            vault = await SqliteVault.OpenAsync(settings.Vault, keys, clock, cancellationToken).ConfigureAwait(false);
            var ledger = await SqliteCallLedger.OpenAsync(settings.Ledger, vault.DayKeys, clock, cancellationToken).ConfigureAwait(false);
            var folder = new DataFolder(path, settings, folderLock, keys, vault, ledger, clock);
            folder._server.Start();
            return folder;
        }
        catch
        {
            if (vault is not null) await vault.DisposeAsync().ConfigureAwait(false);
            keys?.Dispose();
            folderLock.Dispose();
            throw;
        }
    }

    /// <summary>Closes everything in the order in which nothing is lost, and gives the folder free.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync().ConfigureAwait(false);
        _intake.Dispose();
        await _ledger.DisposeAsync().ConfigureAwait(false);
        await _vault.DisposeAsync().ConfigureAwait(false);
        _keys.Dispose();
        _lock.Dispose();
    }

    private Task<int> RunForOtherAsync(string[] arguments, CommandTerminal terminal, CancellationToken cancellationToken) =>
        GudokCommands.RunAsync(new CommandEnvironment { Terminal = terminal, Arguments = arguments, Owned = this }, cancellationToken);
}

/// <summary>The data folder belongs to another process.</summary>
internal sealed class DataFolderOwnedException : Exception;
