using System.Globalization;
using System.Text;

namespace Gudok.Capture;

/// <summary>One metric with all its series.</summary>
internal sealed class MetricFamily(string name, string type, string description)
{
    /// <summary>The last value by label text.</summary>
    public SortedDictionary<string, double> Values { get; } = new(StringComparer.Ordinal);

    public void Write(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {description}\n# TYPE {name} {type}\n");
        foreach (var (labels, value) in Values) text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value:R}\n");
    }
}
