using System.Diagnostics.Metrics;

namespace Gudok.Capture.Tests.Health;

public sealed class PrometheusExpositionTests : IDisposable
{
    private readonly Meter _meter = new("Gudok.Exposition");
    private readonly PrometheusExposition _exposition = new();

    public void Dispose()
    {
        _exposition.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Histogram_is_written_with_its_bounds_its_sum_and_its_count()
    {
        var delay = _meter.CreateHistogram("gudok_test_delay_seconds", null, "A delay", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.5] });
        Assert.Contains("gudok_test_delay_seconds_count 0", Lines("gudok_test_delay_seconds"));
        foreach (var value in (double[])[0.1, 0.25, 3]) delay.Record(value);
        var lines = Lines("gudok_test_delay_seconds");
        string[] expected =
        [
            "# HELP gudok_test_delay_seconds A delay",
            "# TYPE gudok_test_delay_seconds histogram",
            """gudok_test_delay_seconds_bucket{le="0.1"} 1""",
            """gudok_test_delay_seconds_bucket{le="0.5"} 2""",
            """gudok_test_delay_seconds_bucket{le="+Inf"} 3""",
            """gudok_test_delay_seconds_sum 3.35""",
            """gudok_test_delay_seconds_count 3""",
        ];
        Assert.Equal(expected, lines);
    }

    [Fact]
    public void Histogram_with_labels_has_its_bounds_among_them()
    {
        var score = _meter.CreateHistogram("gudok_test_score", null, "A score", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [3.6] });
        score.Record(4, new KeyValuePair<string, object?>("way", "there"));
        Assert.Contains("""gudok_test_score_bucket{way="there",le="3.6"} 0""", Lines("gudok_test_score"));
        Assert.Contains("""gudok_test_score_count{way="there"} 1""", Lines("gudok_test_score"));
    }

    [Fact]
    public void Series_that_is_no_longer_told_is_shown_no_more()
    {
        var shown = new List<string> { "hep:7", "hep:8" };
        _meter.CreateObservableGauge("gudok_test_lag_seconds", () => shown.Select(name => new Measurement<double>(1.5, new KeyValuePair<string, object?>("source", name))));
        Assert.Contains("""gudok_test_lag_seconds{source="hep:8"} 1.5""", Lines("gudok_test_lag_seconds"));
        shown.RemoveAt(1);
        Assert.DoesNotContain("""gudok_test_lag_seconds{source="hep:8"} 1.5""", Lines("gudok_test_lag_seconds"));
        shown.Clear();
        Assert.Empty(Lines("gudok_test_lag_seconds"));
    }

    [Fact]
    public void What_is_added_up_stays()
    {
        var failures = _meter.CreateCounter<long>("gudok_test_failures", null, "Failures");
        failures.Add(2);
        _ = _exposition.Write();
        failures.Add(3);
        Assert.Contains("gudok_test_failures_total 5", Lines("gudok_test_failures_total"));
    }

    private string[] Lines(string name) => [.. _exposition.Write().Split('\n').Where(line => line.Contains(name, StringComparison.Ordinal))];
}
