using System.Diagnostics.Metrics;

namespace Gudok.Access;

/// <summary>What alerts count.</summary>
internal static class AlertMeter
{
    private static readonly Meter _meter = new("Gudok.Alerts");

    /// <summary>Alerts raised, by rule.</summary>
    public static Counter<long> Raised { get; } = _meter.CreateCounter<long>("gudok_alerts_raised", null, "Alerts raised, by rule");

    /// <summary>Notices sent, by way.</summary>
    public static Counter<long> Sent { get; } = _meter.CreateCounter<long>("gudok_alerts_sent", null, "Notices of alerts that were taken, by way");

    /// <summary>Attempts that failed, by way.</summary>
    public static Counter<long> Failures { get; } = _meter.CreateCounter<long>("gudok_alerts_send_failures", null, "Attempts to send a notice of an alert that failed, by way");

    /// <summary>Notices given up, by way.</summary>
    public static Counter<long> Lost { get; } = _meter.CreateCounter<long>("gudok_alerts_lost", null, "Notices of alerts that were given up, by way; the alerts stand in the journal");
}
