using System.Globalization;
using System.Text;

namespace Gudok.Capture;

/// <summary>One series of a histogram: how many values lie at or below each bound.</summary>
/// <param name="bounds">The bounds, ascending; the last, infinity, goes without saying.</param>
internal sealed class Distribution(IReadOnlyList<double> bounds)
{
    private readonly long[] _counts = new long[bounds.Count + 1];
    private double _sum;

    /// <summary>The lines it is written as: the buckets, sum and count.</summary>
    public int Series => _counts.Length + 2;

    public void Add(double value)
    {
        var place = 0;
        while (place < bounds.Count && value > bounds[place]) place++;
        _counts[place]++;
        _sum += value;
    }

    public void Write(StringBuilder text, string name, string labels)
    {
        var opened = labels.Length == 0 ? "{" : labels[..^1] + ",";
        var below = 0L;
        for (var place = 0; place < _counts.Length; place++)
        {
            below += _counts[place];
            var bound = place < bounds.Count ? bounds[place].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{opened}le=\"{bound}\"}} {below}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{name}_sum{labels} {_sum:R}\n{name}_count{labels} {below}\n");
    }
}
