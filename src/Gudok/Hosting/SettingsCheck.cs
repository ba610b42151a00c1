using System.Net;
using Gudok.Numbers;

namespace Gudok;

/// <summary>Checks all settings at once, so that a person mends them once.</summary>
internal static class SettingsCheck
{
    /// <summary>Throws if anything is out of range or cannot be read.</summary>
    /// <exception cref="SettingsException">Names every mistake.</exception>
    public static void Check(GudokSettings settings)
    {
        // Numbers says the range of its one number itself.
        var mistakes = new List<string>(settings.Numbers.Validate());
        mistakes.AddRange(SettingRanges.Of(settings).Where(range => !range.Holds && !range.Name.StartsWith("Numbers:", StringComparison.Ordinal)).Select(range => range.ToString()));
        Require(mistakes, settings.Assembly.NoByeLimit <= settings.Assembly.OpenLimit, "Assembly:NoByeLimit: not more than Assembly:OpenLimit");
        Require(mistakes, settings.Assembly.NoFinalWait <= settings.Assembly.NoFinalLimit, "Assembly:NoFinalWait: not more than Assembly:NoFinalLimit");
        RequireAddresses(mistakes, "Assembly:B2buaHosts", settings.Assembly.B2buaHosts);
        RequireAddresses(mistakes, "Assembly:TrustedIdentitySources", settings.Assembly.TrustedIdentitySources);
        RequireAddresses(mistakes, "Assembly:TrunkHosts", settings.Assembly.TrunkHosts);
        Require(mistakes, settings.Keys.Kind != KeySourceKind.Environment || settings.Keys.Variable.Length > 0, "Keys:Variable: the name of an environment variable");
        Require(mistakes, IPEndPoint.TryParse(settings.Hep.Endpoint, out _), "Hep:Endpoint: an address and port, such as 127.0.0.1:9060");
        Require(mistakes, settings.Portal.Language is "ru" or "en", "Portal:Language: ru or en");
        Require(mistakes, TimeZoneInfo.TryFindSystemTimeZoneById(settings.Portal.Zone, out _), "Portal:Zone: a time zone known to this machine, such as Europe/Moscow");
        if (mistakes.Count > 0) throw new SettingsException(mistakes);
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
