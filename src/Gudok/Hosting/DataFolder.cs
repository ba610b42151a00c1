using Gudok.Access;
using Gudok.Backup;
using Gudok.Capture;
using Gudok.Disclosure;
using Gudok.Ledger;
using Gudok.Ledger.Postgres;
using Gudok.Numbers;
using Gudok.Numbers.Postgres;
using Gudok.Portal;
using Gudok.Seals;

namespace Gudok;

/// <summary>An open data folder: keys, vault, ledger, and the ways in and out. One process at a time owns it.</summary>
internal sealed class DataFolder : IAsyncDisposable
{
    /// <summary>What a fault of the journal begins with.</summary>
    public const string OfJournal = "journal: ";

    private readonly DataFolderLock _lock;
    private readonly OwnerServer _server;
    private readonly KeyRing _keys;
    private readonly Storage _storage;
    private readonly CallIntake _intake;
    private readonly OperatorIntake _intakeOfAll;
    private readonly Lazy<FolderAlerts> _alerts;
    private readonly Lazy<ReviewDesk> _reviews;
    private readonly Lazy<ExportDesk> _exports;

    private DataFolder(string path, GudokSettings settings, DataFolderLock folderLock, KeyRing keys, Storage storage, TimeProvider clock)
    {
        Path = path;
        Settings = settings;
        Parties = new PartyReader(settings.Numbers);
        Reader = new CallReader(storage.Ledger, storage.Vault, Parties, keys, clock);
        Self = new SelfReader(storage.Ledger, storage.Vault, keys, clock);
        Amender = new CallAmender(storage.Ledger, storage.Vault, keys, clock);
        Evidence = new EvidenceMaker(storage.Ledger, storage.Vault, Parties);
        Log = new FolderLog(path);
        var journal = new SqliteJournal(path, storage.Ledger.Heads, keys, settings.Access.Journal, clock);
        Journal = journal;
        _alerts = new Lazy<FolderAlerts>(() => new FolderAlerts(AlertRules.Of(path), new AlertBook(journal, journal)));
        _lock = folderLock;
        _keys = keys;
        _storage = storage;
        _intake = new CallIntake(storage.Ledger, storage.Vault, keys, clock, RetentionRules.Of(settings.Retention, storage.Ledger.Classes, Parties));
        Holds = new LegalHolds(storage.Ledger, storage.Vault, Parties, clock);
        Retention = new RecordRetention(storage.Ledger, storage.Vault, _intake, clock);
        Desk = new ErasureDesk(new PartyErasure(storage.Ledger, storage.Vault, Parties, keys, clock), path, settings.Portal);
        if (settings.Backup.Place.Length > 0) Erasures = new ErasureRelay(BackupSource, Vault, settings.Backup.Place, clock);
        People = new PeopleDesk(path, keys, settings.Access.SignIn, clock) { Journal = Journal };
        _intakeOfAll = new OperatorIntake(_intake, People, settings.Portal.Zone, clock);
        Tags = new DepartmentTags(new RecordTags(storage.Ledger, storage.Vault, _intake, clock), _intakeOfAll);
        _reviews = new Lazy<ReviewDesk>(() => new ReviewDesk(People, Journal, Journal, PolicyFile.Open(path, settings.Access.Policy, clock), settings.Access.Reviews, clock));
        Clients = new ClientDesk(People, clock);
        Tokens = new TokenDesk(People, settings.Access.Tokens, clock);
        _exports = new Lazy<ExportDesk>(() => new ExportDesk(People, PolicyFile.Open(path, settings.Access.Policy, clock), Journal, settings.Access.Exports, path));
        // Without people nobody asked for any.
        Desk.Erased = stop => File.Exists(System.IO.Path.Combine(path, "desk.db")) ? Withdrawals.LookAsync(stop) : Task.CompletedTask;
        Desk.Forget = (numbers, stop) => People.ForgetNumbersAsync([.. numbers.Select(number => Parties.Read(number).Number)], stop);
        _server = new OwnerServer(OwnerPath.For(path), RunForOtherAsync, clock);
    }

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>Its settings.</summary>
    public GudokSettings Settings { get; }

    /// <summary>Its keys.</summary>
    public KeyRing Keys => _keys;

    /// <summary>Its ledger.</summary>
    public IRetainingLedger Ledger => _storage.Ledger;

    /// <summary>What a backup of it is made from.</summary>
    public BackupSource BackupSource => new(Path, _keys, Ledger as SqliteCallLedger)
    {
        KeepStillAsync = Journal.KeepStillAsync,
        Server = Ledger is PostgresCallLedger onServer ? new ServerTables(onServer, new VaultDump(Settings.Vault.Postgres)) : null,
    };

    /// <summary>Writes erasures down in the backup place; null if there is none.</summary>
    public ErasureRelay? Erasures { get; }

    /// <summary>Who did what to whose data and why; opened when first needed.</summary>
    public SqliteJournal Journal { get; }

    /// <summary>Its alerts. The first use reads their rules.</summary>
    /// <exception cref="AccessException">GDK-7301: the file of rules is not what it should be.</exception>
    public FolderAlerts Alerts => _alerts.Value;

    /// <summary>Exports under approval. The first use reads the policy.</summary>
    /// <exception cref="AccessException">GDK-7401: the policy is not what it should be.</exception>
    public ExportDesk Exports => _exports.Value;

    /// <summary>Withdraws exports of who was erased.</summary>
    public ExportErasure Withdrawals => field ??= new ExportErasure(Exports, Reader);

    /// <summary>Its vault.</summary>
    public IPartyVault Vault => _storage.Vault;

    /// <summary>Attempts to accept a command of another process that failed.</summary>
    public long AcceptFailures => _server.AcceptFailures;

    /// <summary>The way in.</summary>
    public ICallIntake Intake => _intakeOfAll;

    /// <summary>Adds to records what other systems tell of their calls later.</summary>
    public IRecordTags Tags { get; }

    /// <summary>Whose account an extension is.</summary>
    public IAgentNames AgentNames => _intakeOfAll;

    /// <summary>Batches of calls that were recorded without their operators because the accounts could not be read.</summary>
    public long OperatorFailures => _intakeOfAll.Failures;

    /// <summary>The way out.</summary>
    public ICallReader Reader { get; }

    /// <summary>Reads calls for the person who took part in them.</summary>
    public ISelfReader Self { get; }

    /// <summary>Takes what people amend.</summary>
    public ICallAmender Amender { get; }

    /// <summary>Its legal holds.</summary>
    public LegalHolds Holds { get; }

    /// <summary>Ends terms.</summary>
    public RecordRetention Retention { get; }

    /// <summary>Erases parties with an act.</summary>
    public ErasureDesk Desk { get; }

    /// <summary>Who may sign in; opened when it is first asked.</summary>
    public PeopleDesk People { get; }

    /// <summary>The reviews of rights. The first use reads the policy.</summary>
    /// <exception cref="AccessException">GDK-7401: the policy is not what it should be.</exception>
    public ReviewDesk Reviews => _reviews.Value;

    /// <summary>Programs that may come with tokens.</summary>
    public ClientDesk Clients { get; }

    /// <summary>Gives and checks their tokens.</summary>
    public TokenDesk Tokens { get; }

    /// <summary>Makes evidence of its calls.</summary>
    public IEvidenceMaker Evidence { get; }

    /// <summary>Reads parties by its settings.</summary>
    public PartyReader Parties { get; }

    /// <summary>Gives its signed heads to those outside.</summary>
    public WitnessRelay Witnesses => _storage.Witnesses;

    /// <summary>Its log.</summary>
    public FolderLog Log { get; }

    /// <summary>Whether there is data at a path.</summary>
    public static bool Exists(string path) => KeySource.IsInstalled(path);

    /// <summary>Tells from now on, where there was no log before, what goes wrong beside the work.</summary>
    public void LogTo(ILogger logger)
    {
        _server.Logger = logger;
        _intakeOfAll.Logger = logger;
        Erasures?.Logger = logger;
    }

    /// <summary>Checks all that the folder keeps.</summary>
    /// <param name="progress">Told how far the ledger's check is; may be null.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    public async Task<FolderReport> VerifyAsync(IProgress<VerifyProgress>? progress, CancellationToken cancellationToken)
    {
        var report = await _storage.VerifyAsync(progress, cancellationToken).ConfigureAwait(false);
        return report.IsOk ? new FolderReport(report, await Journal.VerifyAsync(cancellationToken).ConfigureAwait(false)) : new FolderReport(report, JournalReport.None);
    }

    /// <summary>Signs heads of all that was appended since the last ones, to the ledger and to the journal.</summary>
    public async ValueTask<SealReport> SealAsync(CancellationToken cancellationToken)
    {
        var calls = await Ledger.SealAsync(cancellationToken).ConfigureAwait(false);
        var acts = await Journal.SealAsync(cancellationToken).ConfigureAwait(false);
        return new SealReport([.. calls.Heads, .. acts.Heads], [.. calls.Faults, .. acts.Faults.Select(fault => OfJournal + fault)]);
    }

    /// <summary>Becomes the owner of a folder and opens it; makes it if it is not there.</summary>
    /// <exception cref="DataFolderOwnedException">Another process owns it.</exception>
    public static async Task<DataFolder> OpenAsync(
        string path,
        TimeProvider clock,
        CancellationToken cancellationToken,
        Action<GudokSettings>? adjust = null,
        Action<GudokSettings>? whenOwned = null)
    {
        var settings = GudokSettings.Read(path);
        adjust?.Invoke(settings);
        Directory.CreateDirectory(path);
        var folderLock = DataFolderLock.TryAcquire(path) ?? throw new DataFolderOwnedException();
        KeyRing? keys = null;
        try
        {
            whenOwned?.Invoke(settings);
            keys = KeySource.OpenOrCreate(settings.Keys, path);
            var storage = await Storage.OpenAsync(settings, path, keys, clock, cancellationToken).ConfigureAwait(false);
            var folder = new DataFolder(path, settings, folderLock, keys, storage, clock);
            folder._server.Start();
            return folder;
        }
        catch
        {
            keys?.Dispose();
            folderLock.Dispose();
            throw;
        }
    }

    /// <summary>Closes everything in the order in which nothing is lost, and gives the folder free.</summary>
    public async ValueTask DisposeAsync()
    {
        await Closing.InOrderAsync(
            _server,
            _intake,
            Journal,
            Erasures,
            Tokens,
            _reviews.IsValueCreated ? _reviews.Value : null,
            _exports.IsValueCreated ? _exports.Value : null,
            People,
            _storage,
            _keys,
            _lock).ConfigureAwait(false);
    }

    private Task<int> RunForOtherAsync(string[] arguments, CommandTerminal terminal, CancellationToken cancellationToken) =>
        GudokCommands.RunAsync(new CommandEnvironment { Opening = Task.FromResult(terminal), Arguments = arguments, Owned = this }, cancellationToken);
}

/// <summary>The data folder belongs to another process.</summary>
internal sealed class DataFolderOwnedException : Exception;
