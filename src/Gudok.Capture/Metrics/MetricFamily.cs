using System.Globalization;
using System.Text;

namespace Gudok.Capture;

/// <summary>One metric with all its series.</summary>
/// <param name="name">Its name.</param>
/// <param name="type">Its type, as the text format calls it.</param>
/// <param name="description">What it says.</param>
internal sealed class MetricFamily(string name, string type, string description)
{
    /// <summary>The last value by label text.</summary>
    public SortedDictionary<string, double> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>The distributions by label text; empty for all but histograms.</summary>
    public SortedDictionary<string, Distribution> Distributions { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the values are asked for each time, so that a series that is no longer told is no more.</summary>
    public bool IsObserved { get; init; }

    public void Write(StringBuilder text)
    {
        if (Values.Count + Distributions.Count == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {description}\n# TYPE {name} {type}\n");
        foreach (var (labels, value) in Values) text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value:R}\n");
        foreach (var (labels, distribution) in Distributions) distribution.Write(text, name, labels);
    }
}
