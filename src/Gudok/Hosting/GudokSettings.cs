using Gudok.Access;
using Gudok.Backup;
using Gudok.Calls;
using Gudok.Capture;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Portal;
using Gudok.Seals;

namespace Gudok;

/// <summary>All settings of an installation: <c>gudok.json</c> in the data folder, then the environment (<c>GUDOK__Hep__Endpoint</c>), then the
/// command line.</summary>
internal sealed class GudokSettings
{
    /// <summary>The file's name.</summary>
    public const string FileName = "gudok.json";

    /// <summary>The prefix of environment variables.</summary>
    public const string EnvironmentPrefix = "GUDOK__";

    private IConfiguration? _configuration;

    /// <summary>How parties are read.</summary>
    public PartyOptions Numbers { get; } = new();

    /// <summary>Where the keys come from.</summary>
    public KeySourceOptions Keys { get; } = new();

    /// <summary>How the vault is kept.</summary>
    public VaultOptions Vault { get; } = new();

    /// <summary>How calls are put together.</summary>
    public AssemblyOptions Assembly { get; } = new() { KeepMessages = true };

    /// <summary>How the ledger is kept.</summary>
    public LedgerOptions Ledger { get; private set; } = new() { Folder = "" };

    /// <summary>Which calls are kept for which purpose and how long.</summary>
    public RetentionOptions Retention { get; } = new();

    /// <summary>How records of other systems are read.</summary>
    public ImportOptions Import { get; } = new();

    /// <summary>How heads are signed and witnessed.</summary>
    public SealOptions Seals { get; } = new();

    /// <summary>Where backups go by themselves.</summary>
    public BackupOptions Backup { get; } = new();

    /// <summary>How HEP is received.</summary>
    public HepOptions Hep { get; } = new();

    /// <summary>Which interfaces of this machine are captured from.</summary>
    public InterfaceOptions Interface { get; } = new();

    /// <summary>PBXs that tell of the calls which are captured.</summary>
    public FeedsOptions Feeds { get; } = new();

    /// <summary>Who may come in and see what.</summary>
    public AccessOptions Access { get; } = new();

    /// <summary>How the portal shows calls.</summary>
    public PortalOptions Portal { get; } = new();

    /// <summary>Where ledger and vault are kept: in files of the data folder, or on PostgreSQL at <c>Ledger:Postgres</c> and
    /// <c>Vault:Postgres</c> (<c>docs/operations/postgres.md</c>). Default <see cref="StorageKind.Sqlite"/>.</summary>
    public StorageKind Storage { get; set; } = StorageKind.Sqlite;

    /// <summary>Address and port of portal and REST. Default <c>127.0.0.1:8080</c>.</summary>
    public string Http { get; set; } = "127.0.0.1:8080";

    /// <summary>Address and port of portal and REST over TLS; may be reached from other machines (<c>docs/operations/tls.md</c>). Default none.</summary>
    public string Https { get; set; } = "";

    /// <summary>What TLS shows and takes.</summary>
    public TlsOptions Tls { get; } = new();

    /// <summary>What goes to a collector.</summary>
    public TelemetryOptions Telemetry { get; } = new();

    /// <summary>Gives the portal its settings.</summary>
    public void BindPortal(PortalOptions options) => _configuration?.GetSection(nameof(Portal)).Bind(options);

    /// <summary>Reads the settings of a data folder.</summary>
    /// <exception cref="SettingsException">Something in them is wrong; all mistakes are named at once.</exception>
    public static GudokSettings Read(string dataFolder)
    {
        var file = Path.Combine(dataFolder, FileName);
        var settings = new GudokSettings();
        var builder = new ConfigurationBuilder();
        bool isAnySet;
        try
        {
            if (File.Exists(file)) builder.AddJsonFile(file, optional: false, reloadOnChange: false);
            settings._configuration = builder.AddEnvironmentVariables(EnvironmentPrefix).Build();
            // Most installations set nothing, and binding nothing looks through every setting there is.
            isAnySet = settings._configuration.GetChildren().Any();
            if (isAnySet) settings._configuration.Bind(settings, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (Exception fault) when (fault is InvalidDataException or InvalidOperationException or FormatException)
        {
            throw new SettingsException([$"{file}: {fault.InnerException?.Message ?? fault.Message}"]);
        }

        settings.Vault.Folder = dataFolder;
        settings.Ledger = settings.Ledger with { Folder = dataFolder };
        SettingsCheck.Check(settings, isAnySet);
        return settings;
    }
}
