using System.Diagnostics.Metrics;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Shows how each source of live traffic fares as metrics of the meter <c>Gudok.Sources</c>, labelled <c>source</c>.</summary>
internal sealed class SourceMetrics : IDisposable
{
    private readonly Meter _meter = new("Gudok.Sources");
    private readonly SourceWatch _sources;
    private readonly TimeProvider _clock;

    /// <summary>Registers the instruments.</summary>
    /// <param name="sources">What is shown.</param>
    /// <param name="clock">Tells the present moment.</param>
    public SourceMetrics(SourceWatch sources, TimeProvider clock)
    {
        _sources = sources;
        _clock = clock;
        _meter.CreateObservableCounter("gudok_source_packets", () => Read(state => (long?)state.Packets), null, "Packets taken from a source");
        _meter.CreateObservableCounter(
            "gudok_source_clock_corrected", () => Read(state => (long?)state.ClockCorrected), null, "Packets of a source whose time was replaced by their arrival");
        _meter.CreateObservableGauge("gudok_source_last_seen_timestamp_seconds", () => Read(LastSeen), null, "When the last packet of a source came, in seconds since 1970");
        _meter.CreateObservableGauge(
            "gudok_source_clock_offset_seconds", () => Read(state => state.ClockOffset?.TotalSeconds), null, "How far our clock is ahead of that of a source, its quickest way included");
        _meter.CreateObservableGauge("gudok_source_lag_seconds", () => Read(state => state.Lag?.TotalSeconds), null, "How much longer than its quickest the slowest packet of a source took");
    }

    /// <summary>Removes the instruments.</summary>
    public void Dispose() => _meter.Dispose();

    private static double? LastSeen(SourceState state) => state.LastSeen is { } seen ? seen.Micros / 1e6 : null;

    private IEnumerable<Measurement<T>> Read<T>(Func<SourceState, T?> value)
        where T : struct =>
        from state in _sources.Read(Instant.Now(_clock))
        let known = value(state)
        where known is not null
        select new Measurement<T>(known.Value, new KeyValuePair<string, object?>("source", state.Name));
}
