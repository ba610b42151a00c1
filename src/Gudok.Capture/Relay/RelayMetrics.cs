using System.Diagnostics.Metrics;

namespace Gudok.Capture;

/// <summary>Shows the relay as metrics of the meter <c>Gudok.Relay</c>.</summary>
internal sealed class RelayMetrics : IDisposable
{
    private readonly Meter _meter = new("Gudok.Relay");

    /// <summary>Registers the instruments.</summary>
    /// <param name="counters">What is shown.</param>
    /// <param name="waiting">Tells how many packets wait, in memory and on disk.</param>
    /// <param name="spooledBytes">Tells how many octets lie on disk.</param>
    public RelayMetrics(RelayCounters counters, Func<long> waiting, Func<long> spooledBytes)
    {
        _meter.CreateObservableGauge("gudok_relay_connected", () => counters.IsConnected ? 1 : 0, null, "Whether the next collector is connected");
        _meter.CreateObservableCounter("gudok_relay_sent", () => counters.Sent, null, "Packets sent to the next collector");
        _meter.CreateObservableCounter("gudok_relay_resent", () => counters.Resent, null, "Packets sent once more because it was not known whether they had arrived");
        _meter.CreateObservableCounter("gudok_relay_failures", () => counters.Failures, null, "Connections to the next collector that failed or broke");
        _meter.CreateObservableGauge("gudok_relay_waiting_packets", waiting, null, "Packets that wait for the next collector");
        _meter.CreateObservableGauge("gudok_relay_spooled_bytes", spooledBytes, null, "Octets that wait on disk for the next collector");
    }

    /// <summary>Removes the instruments.</summary>
    public void Dispose() => _meter.Dispose();
}
