using System.Globalization;
using System.Text;

namespace Gudok.Benchmarks;

/// <summary>Draws memory and calls in progress over time as SVG.</summary>
internal static class MemoryPlot
{
    private const int Width = 720, Height = 260, Left = 64, Right = 64, Top = 24, Bottom = 36;

    /// <summary>Arguments: a table of second, MiB of memory, calls in progress and MiB of objects, parted by tabs; where to write the picture.</summary>
    public static int Run(string[] arguments)
    {
        var rows = File.ReadLines(arguments[0]).Select(line => line.Split('\t').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray()).Where(row => row.Length == 4).ToArray();
        var (seconds, memory, calls) = (rows.Max(row => row[0]), Ceiling(rows.Max(row => row[1])), Ceiling(rows.Max(row => row[2])));
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="12"><rect width="{Width}" height="{Height}" fill="#fff"/>""");
        for (var step = 0; step <= 4; step++)
        {
            var y = Y(step / 4.0);
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<line x1="{Left}" x2="{Width - Right}" y1="{y}" y2="{y}" stroke="#d5dbdb"/><text x="{Left - 6}" y="{y + 4}" text-anchor="end" fill="#00696b">{memory * step / 4:0}</text><text x="{Width - Right + 6}" y="{y + 4}" fill="#7a5200">{calls * step / 4:0}</text>""");
        }

        for (var minute = 0; minute <= seconds / 60; minute++)
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{X(minute * 60)}" y="{Height - Bottom + 18}" text-anchor="middle" fill="#52605f">{minute} min</text>""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{Left}" y="14" fill="#00696b">memory, MiB; below it objects</text><text x="{Width - Right}" y="14" text-anchor="end" fill="#7a5200">calls in progress</text>""");
        Line("#7a5200", row => row[2] / calls);
        Line("#00696b", row => row[1] / memory);
        Line("#5fa8a9", row => row[3] / memory);
        svg.AppendLine("</svg>");
        File.WriteAllText(arguments[1], svg.ToString());
        return 0;

        double X(double second) => Math.Round(Left + (second / seconds * (Width - Left - Right)), 1);
        double Y(double share) => Math.Round(Height - Bottom - (share * (Height - Top - Bottom)), 1);
        void Line(string color, Func<double[], double> share) => svg.AppendLine(
            CultureInfo.InvariantCulture,
            $"""<polyline fill="none" stroke="{color}" stroke-width="1.5" points="{string.Join(' ', rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"{X(row[0])},{Y(share(row))}")))}"/>""");
    }

    private static double Ceiling(double most)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(1, most))));
        return Math.Ceiling(most / unit) * unit;
    }
}
