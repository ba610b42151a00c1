using System.Net;

namespace Gudok;

/// <summary>Checks all settings at once, so that a person mends them once.</summary>
internal static class SettingsCheck
{
    /// <summary>Throws if anything is out of range.</summary>
    /// <exception cref="SettingsException">Names every mistake.</exception>
    public static void Check(GudokSettings settings)
    {
        var mistakes = new List<string>(settings.Numbers.Validate());
        Require(mistakes, IPEndPoint.TryParse(settings.Hep.Endpoint, out _), "Hep:Endpoint: an address and port, such as 127.0.0.1:9060");
        InRange(mistakes, "Hep:ReceiveBufferBytes", settings.Hep.ReceiveBufferBytes, 64 << 10, 1 << 30);
        InRange(mistakes, "Hep:MaxConnections", settings.Hep.MaxConnections, 1, 10_000);
        InRange(mistakes, "Hep:MaxClockSkew", settings.Hep.MaxClockSkew, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        InRange(mistakes, "Vault:CachedParties", settings.Vault.CachedParties, 1_000, 10_000_000);
        InRange(mistakes, "Vault:LoadingThreads", settings.Vault.LoadingThreads, 1, 16);
        InRange(mistakes, "Assembly:JoinWait", settings.Assembly.JoinWait, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        InRange(mistakes, "Assembly:NoByeLimit", settings.Assembly.NoByeLimit, TimeSpan.FromMinutes(1), settings.Assembly.OpenLimit);
        InRange(mistakes, "Assembly:OpenCalls", settings.Assembly.OpenCalls, 1, 100_000_000);
        InRange(mistakes, "Assembly:KeptMessagesPerCall", settings.Assembly.KeptMessagesPerCall, 0, 100_000);
        if (mistakes.Count > 0) throw new SettingsException(mistakes);
    }

    private static void InRange<T>(List<string> mistakes, string name, T value, T least, T most)
        where T : IComparable<T> =>
        Require(mistakes, value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0, $"{name}: {least} to {most}, not {value}");

    private static void Require(List<string> mistakes, bool holds, string mistake)
    {
        if (!holds) mistakes.Add(mistake);
    }
}
