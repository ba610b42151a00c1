using System.Net;
using Gudok.Numbers;
using Gudok.Numbers.Postgres;
using Gudok.Portal;
using Gudok.Seals;

namespace Gudok;

/// <summary>Checks all settings at once, so that a person mends them once.</summary>
internal static class SettingsCheck
{
    /// <summary>Throws if anything is out of range or cannot be read.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="isAnySet">Whether the file or the environment sets anything. If not, only what depends on the machine is looked at: the defaults hold.</param>
    /// <exception cref="SettingsException">Names every mistake.</exception>
    public static void Check(GudokSettings settings, bool isAnySet = true)
    {
        var mistakes = new List<string>();
        if (isAnySet) AddMistakes(mistakes, settings);
        // The one default that may not hold: a machine need not know of any zone.
        Require(mistakes, TimeZoneInfo.TryFindSystemTimeZoneById(settings.Portal.Zone, out _), "Portal:Zone: a time zone known to this machine, such as Europe/Moscow");
        if (mistakes.Count > 0) throw new SettingsException(mistakes);
    }

    private static void AddMistakes(List<string> mistakes, GudokSettings settings)
    {
        // Numbers says the range of its one number itself.
        mistakes.AddRange(settings.Numbers.Validate());
        mistakes.AddRange(SettingRanges.Of(settings).Where(range => !range.Holds && !range.Name.StartsWith("Numbers:", StringComparison.Ordinal)).Select(range => range.ToString()));
        mistakes.AddRange(settings.Import.Validate());
        mistakes.AddRange(settings.Hep.Validate());
        mistakes.AddRange(settings.Interface.Validate());
        mistakes.AddRange(settings.Feeds.Validate());
        mistakes.AddRange(settings.Retention.Validate(new PartyReader(settings.Numbers)));
        Require(mistakes, settings.Assembly.NoByeLimit <= settings.Assembly.OpenLimit, "Assembly:NoByeLimit: not more than Assembly:OpenLimit");
        Require(mistakes, settings.Assembly.NoFinalWait <= settings.Assembly.NoFinalLimit, "Assembly:NoFinalWait: not more than Assembly:NoFinalLimit");
        RequireAddresses(mistakes, "Assembly:B2buaHosts", settings.Assembly.B2buaHosts);
        RequireAddresses(mistakes, "Assembly:TrustedIdentitySources", settings.Assembly.TrustedIdentitySources);
        RequireAddresses(mistakes, "Assembly:TrunkHosts", settings.Assembly.TrunkHosts);
        for (var i = 0; i < settings.Seals.Witnesses.Count; i++)
        {
            Require(mistakes, WitnessAddress.IsValid(settings.Seals.Witnesses[i]), $"Seals:Witnesses:{i}: {WitnessAddress.Forms}");
        }

        mistakes.AddRange(settings.Access.SignIn.Validate());
        mistakes.AddRange(settings.Access.Alerts.Validate());
        Require(mistakes, settings.Access.Journal.Syslog.Length == 0 || SyslogServer.TryOpen(settings.Access.Journal.Syslog, "journal", TimeProvider.System, out _), "Access:Journal:Syslog: " + SyslogServer.Forms);
        Require(mistakes, settings.Keys.Kind != KeySourceKind.Environment || settings.Keys.Variable.Length > 0, "Keys:Variable: the name of an environment variable");
        Require(mistakes, IPEndPoint.TryParse(settings.Hep.Endpoint, out _), "Hep:Endpoint: an address and port, such as 127.0.0.1:9060");
        Require(mistakes, settings.Telemetry.IsValid, "Telemetry:Otlp: " + TelemetryOptions.Forms);
        mistakes.AddRange(ProxyTrust.Mistakes(settings.Portal.Proxies));
        Require(mistakes, settings.Portal.Language is "ru" or "en", "Portal:Language: ru or en");
        if (settings.Storage == StorageKind.Postgres) mistakes.AddRange(ServerMistakes(settings.Ledger.Postgres, settings.Vault.Postgres));
        Require(mistakes, !settings.Backup.Continuous || settings.Storage == StorageKind.Sqlite,
            "Backup:Continuous: off with Storage = Postgres, whose own replication keeps a second place (docs/operations/postgres.md)");
        Require(mistakes, !settings.Backup.Continuous || settings.Backup.Place.Length > 0, "Backup:Place: the folder to copy to, as Backup:Continuous is set");
        Require(mistakes, settings.Portal.ErasureListCopy.Length == 0 || !IsSame(settings.Portal.ErasureListCopy, settings.Backup.Place),
            "Portal:ErasureListCopy: another folder than Backup:Place, which keeps a list of its own under the same name");
    }

    private static bool IsSame(string folder, string other) =>
        other.Length > 0 && Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(other));

    // A role that may enter both databases would undo what the two are apart for.
    private static string[] ServerMistakes(PostgresOptions ledger, PostgresOptions vault)
    {
        string[] mistakes = [.. DatabaseAddress.Mistakes(ledger, "Ledger:Postgres"), .. DatabaseAddress.Mistakes(vault, "Vault:Postgres")];
        return mistakes.Length == 0 && DatabaseAddress.ShareSomething(ledger, vault)
            ? ["Vault:Postgres:Connection: another database and another role than those of Ledger:Postgres:Connection"]
            : mistakes;
    }

    private static void RequireAddresses(List<string> mistakes, string name, IList<string> hosts)
    {
        for (var i = 0; i < hosts.Count; i++) Require(mistakes, IPAddress.TryParse(hosts[i], out _), $"{name}:{i}: an IP address, such as 192.0.2.10");
    }

    private static void Require(List<string> mistakes, bool holds, string mistake)
    {
        if (!holds) mistakes.Add(mistake);
    }
}
