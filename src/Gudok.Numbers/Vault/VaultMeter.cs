using System.Diagnostics.Metrics;

namespace Gudok.Numbers;

/// <summary>What the vault counts of its own work: the meter <c>Gudok.Numbers</c>.</summary>
internal static class VaultMeter
{
    private static readonly Meter Meter = new("Gudok.Numbers");

    /// <summary>Times at which the hourly work on keys failed and was left to the next hour.</summary>
    public static Counter<long> UpkeepFailures { get; } =
        Meter.CreateCounter<long>("gudok_vault_upkeep_failures", null, "Times at which the hourly work on keys failed and was left to the next hour");
}
