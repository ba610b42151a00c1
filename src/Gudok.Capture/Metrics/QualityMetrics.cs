using System.Diagnostics.Metrics;
using Gudok.Calls;

namespace Gudok.Capture;

/// <summary>Counts the quality of the calls that end as histograms of the meter <c>Gudok.Quality</c>. A call of which nothing was measured counts in none.</summary>
internal static class QualityMetrics
{
    private static readonly Meter _meter = new("Gudok.Quality");

    // At 0.3 s there and back people begin to speak at once (G.114: 0.15 s one way is good, 0.4 s the most).
    private static readonly Histogram<double> _roundTrip = Make("gudok_call_round_trip_seconds", "Round trip of the media of a call", 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.8, 1.5);

    // The bounds of G.107, Annex B: users satisfied, some and many of them dissatisfied, nearly all.
    private static readonly Histogram<double> _mos = Make("gudok_call_mos", "Mean opinion score of a call, 1 to 5", 1.5, 2, 2.58, 3.1, 3.6, 4.03, 4.34, 5);

    private static readonly Histogram<double> _loss = Make("gudok_call_loss_ratio", "Part of the media packets of a call that was lost", 0, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2);

    private static readonly Histogram<double> _jitter = Make("gudok_call_jitter_seconds", "Interarrival jitter of the media of a call", 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2);

    /// <summary>Shows the instruments, which otherwise begin with the first call.</summary>
    public static bool Show() => _roundTrip.Enabled;

    /// <summary>Takes what is known of a call.</summary>
    public static void Take(CallQuality? quality)
    {
        if (quality is null) return;
        if (quality.RttMs is { } roundTrip) _roundTrip.Record(roundTrip / 1e3);
        if (quality.Mos is { } mos) _mos.Record(mos);
        if (quality.LossPercent is { } loss) _loss.Record(loss / 100);
        if (quality.JitterMs is { } jitter) _jitter.Record(jitter / 1e3);
    }

    private static Histogram<double> Make(string name, string description, params double[] bounds) =>
        _meter.CreateHistogram(name, null, description, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });
}
