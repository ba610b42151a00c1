using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Gudok.Capture;

/// <summary>Writes the product's metrics in the Prometheus text format 0.0.4, from the framework's own meters.</summary>
/// <remarks>Only meters named <c>Gudok.*</c> are shown. Counters get <c>_total</c>. Thread-safe.</remarks>
public sealed class PrometheusExposition : IDisposable
{
    /// <summary>What the answer is labelled with.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The most series shown; what comes after is not taken up, so that a label gone wild cannot fill the memory.</summary>
    public const int MaxSeries = 2_000;

    private readonly MeterListener _listener = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly Lock _turn = new();
    private int _series;

    /// <summary>Begins to listen.</summary>
    public PrometheusExposition()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith("Gudok.", StringComparison.Ordinal)) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Asks every meter and writes what they say.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        lock (_turn)
        {
            foreach (var family in _families.Values) family.Write(text);
        }

        return text.ToString();
    }

    /// <summary>Stops listening.</summary>
    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var isCounter = instrument is Counter<long> or ObservableCounter<long> or Counter<double> or ObservableCounter<double>;
        var name = isCounter ? instrument.Name + "_total" : instrument.Name;
        var labels = Labels(tags);
        lock (_turn)
        {
            if (!_families.TryGetValue(name, out var family))
            {
                family = new MetricFamily(name, isCounter ? "counter" : "gauge", instrument.Description ?? name);
                _families[name] = family;
            }

            if (!family.Values.TryGetValue(labels, out var before))
            {
                if (_series >= MaxSeries) return;
                _series++;
            }

            family.Values[labels] = instrument.IsObservable || !isCounter ? value : before + value;
        }
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
