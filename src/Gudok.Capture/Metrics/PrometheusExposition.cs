using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Gudok.Capture;

/// <summary>Writes the product's metrics in the Prometheus text format 0.0.4, from the framework's own meters.</summary>
/// <remarks>Only meters named <c>Gudok.*</c> are shown. Counters get <c>_total</c>; a histogram has the bounds that its instrument advises. Thread-safe.</remarks>
public sealed class PrometheusExposition : IDisposable
{
    /// <summary>What the answer is labelled with.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The most series shown; what comes after is not taken up, so that a label gone wild cannot fill the memory.</summary>
    public const int MaxSeries = 2_000;

    private readonly MeterListener _listener = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly Lock _turn = new();
    private readonly Lock _asking = new();
    private int _series;

    /// <summary>Begins to listen.</summary>
    public PrometheusExposition()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (!instrument.Meter.Name.StartsWith("Gudok.", StringComparison.Ordinal)) return;
            listener.EnableMeasurementEvents(instrument);
            Begin(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Asks every meter and writes what they say.</summary>
    public string Write()
    {
        lock (_asking)
        {
            ForgetObserved();
            _listener.RecordObservableInstruments();
            var text = new StringBuilder();
            lock (_turn)
            {
                foreach (var family in _families.Values) family.Write(text);
            }

            return text.ToString();
        }
    }

    /// <summary>Stops listening.</summary>
    public void Dispose() => _listener.Dispose();

    private void ForgetObserved()
    {
        lock (_turn)
        {
            foreach (var family in _families.Values)
            {
                if (!family.IsObserved) continue;
                _series -= family.Values.Count;
                family.Values.Clear();
            }
        }
    }

    /// <summary>A histogram is shown before its first value: rates can be taken from the first on.</summary>
    private void Begin(Instrument instrument)
    {
        if (BoundsOf(instrument) is not { } bounds) return;
        lock (_turn)
        {
            var family = FamilyOf(instrument);
            var empty = new Distribution(bounds);
            if (family.Distributions.Count == 0 && HasRoom(empty.Series)) family.Distributions[""] = empty;
        }
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels(tags);
        lock (_turn)
        {
            var family = FamilyOf(instrument);
            if (BoundsOf(instrument) is { } bounds) Add(family, labels, value, bounds);
            else Set(family, labels, value, isSum: IsCounter(instrument) && !instrument.IsObservable);
        }
    }

    private MetricFamily FamilyOf(Instrument instrument)
    {
        var isCounter = IsCounter(instrument);
        var name = isCounter ? instrument.Name + "_total" : instrument.Name;
        if (_families.TryGetValue(name, out var known)) return known;
        var type = BoundsOf(instrument) is not null ? "histogram" : isCounter ? "counter" : "gauge";
        return _families[name] = new MetricFamily(name, type, instrument.Description ?? name) { IsObserved = instrument.IsObservable };
    }

    private static bool IsCounter(Instrument instrument) => instrument is Counter<long> or ObservableCounter<long> or Counter<double> or ObservableCounter<double>;

    private static IReadOnlyList<double>? BoundsOf(Instrument instrument) => (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries;

    private void Set(MetricFamily family, string labels, double value, bool isSum)
    {
        if (family.Values.TryGetValue(labels, out var before)) family.Values[labels] = isSum ? before + value : value;
        else if (HasRoom(1)) family.Values[labels] = value;
    }

    private void Add(MetricFamily family, string labels, double value, IReadOnlyList<double> bounds)
    {
        if (!family.Distributions.TryGetValue(labels, out var distribution))
        {
            distribution = new Distribution(bounds);
            if (!HasRoom(distribution.Series)) return;
            family.Distributions[labels] = distribution;
        }

        distribution.Add(value);
    }

    private bool HasRoom(int series)
    {
        if (_series + series > MaxSeries) return false;
        _series += series;
        return true;
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty) return "";
        var text = new StringBuilder("{");
        foreach (var (name, value) in tags)
        {
            if (text.Length > 1) text.Append(',');
            var escaped = Convert.ToString(value, CultureInfo.InvariantCulture)!.Replace(@"\", @"\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
            text.Append(name).Append("=\"").Append(escaped).Append('"');
        }

        return text.Append('}').ToString();
    }
}
