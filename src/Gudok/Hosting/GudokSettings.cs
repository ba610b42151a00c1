using Gudok.Calls;
using Gudok.Capture;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Portal;

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

    /// <summary>How HEP is received.</summary>
    public HepOptions Hep { get; } = new();

    /// <summary>How the portal shows calls.</summary>
    public PortalOptions Portal { get; } = new();

    /// <summary>Address and port of portal and REST. Default <c>127.0.0.1:8080</c>.</summary>
    public string Http { get; set; } = "127.0.0.1:8080";

    /// <summary>Gives the portal its settings.</summary>
    public void BindPortal(PortalOptions options) => _configuration?.GetSection(nameof(Portal)).Bind(options);

    /// <summary>Reads the settings of a data folder.</summary>
    /// <exception cref="SettingsException">Something in them is wrong; all mistakes are named at once.</exception>
    public static GudokSettings Read(string dataFolder)
    {
        var file = Path.Combine(dataFolder, FileName);
        var settings = new GudokSettings();
        var builder = new ConfigurationBuilder();
        try
        {
            if (File.Exists(file)) builder.AddJsonFile(file, optional: false, reloadOnChange: false);
            settings._configuration = builder.AddEnvironmentVariables(EnvironmentPrefix).Build();
            settings._configuration.Bind(settings, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (Exception fault) when (fault is InvalidDataException or InvalidOperationException or FormatException)
        {
            throw new SettingsException([$"{file}: {fault.InnerException?.Message ?? fault.Message}"]);
        }

        settings.Vault.Folder = dataFolder;
        settings.Ledger = settings.Ledger with { Folder = dataFolder };
        SettingsCheck.Check(settings);
        return settings;
    }
}
