using System.Diagnostics.Metrics;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Shows capture counters as metrics of the meter <c>Gudok.Capture</c>, and beside them what the program takes.</summary>
public sealed class CaptureMetrics : IDisposable
{
    private readonly Meter _meter = new("Gudok.Capture");
    private readonly CaptureCounters _counters;
    private readonly SourceMetrics _sources;
    private readonly ProcessMetrics _process = new();

    /// <summary>Registers the instruments.</summary>
    /// <param name="counters">What is shown.</param>
    /// <param name="openCalls">Tells how many calls are in progress.</param>
    /// <param name="parkedCalls">Tells how many calls are parked.</param>
    /// <param name="lag">Tells how long what was received has waited at most.</param>
    /// <param name="clock">Tells the present moment.</param>
    public CaptureMetrics(CaptureCounters counters, Func<long> openCalls, Func<long> parkedCalls, Func<TimeSpan> lag, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(counters);
        _counters = counters;
        _sources = new SourceMetrics(counters.Sources, clock);
        _ = QualityMetrics.Show();
        _meter.CreateObservableCounter("gudok_capture_packets", () => counters.Packets, null, "HEP packets received");
        _meter.CreateObservableCounter("gudok_capture_sip_messages", () => counters.SipMessages, null, "SIP messages decoded");
        _meter.CreateObservableCounter("gudok_capture_calls", () => counters.Calls, null, "Calls given to the ledger");
        _meter.CreateObservableCounter("gudok_capture_late", () => counters.Late, null, "Packets too late for their place in time");
        _meter.CreateObservableCounter(
            "gudok_capture_clock_corrected", () => counters.ClockCorrected, null, "Packets whose time was replaced by their arrival");
        _meter.CreateObservableCounter("gudok_capture_gaps", () => counters.Gaps, null, "Spans in which the program did not run");
        _meter.CreateObservableCounter(
            "gudok_capture_gap_seconds", () => counters.GapMilliseconds / 1000.0, null, "Length of those spans together");
        _meter.CreateObservableCounter(
            "gudok_capture_record_failures", () => counters.RecordFailures, null, "Attempts to record, save or read back calls that failed and are made again");
        _meter.CreateObservableCounter(
            "gudok_capture_accept_failures", () => counters.AcceptFailures, null, "Attempts to accept a HEP connection that failed and are made again");
        _meter.CreateObservableCounter("gudok_capture_ignored", Ignored, null, "Things read that were no SIP message or gave no call");
        _meter.CreateObservableCounter("gudok_capture_dropped", Dropped, null, "Things lost, by place");
        _meter.CreateObservableGauge("gudok_capture_open_calls", openCalls, null, "Calls in progress, parked ones not counted");
        _meter.CreateObservableGauge("gudok_capture_parked_calls", parkedCalls, null, "Calls parked on disk because they are silent");
        _meter.CreateObservableGauge("gudok_capture_lag_seconds", () => lag().TotalSeconds, null, "How long the oldest packet that was received and not yet worked on has waited at most");
    }

    /// <summary>Removes the instruments.</summary>
    public void Dispose()
    {
        _meter.Dispose();
        _sources.Dispose();
        _process.Dispose();
    }

    private IEnumerable<Measurement<long>> Ignored() => Enum.GetValues<IgnoreReason>().Select(reason =>
        new Measurement<long>(_counters.Ignored(reason), new KeyValuePair<string, object?>("reason", CaptureCounters.NameOf(reason))));

    private IEnumerable<Measurement<long>> Dropped() => Enum.GetValues<DropPlace>().Select(place =>
        new Measurement<long>(_counters.Dropped(place), new KeyValuePair<string, object?>("place", CaptureCounters.NameOf(place))));
}
