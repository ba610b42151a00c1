using System.Globalization;
using System.Text;

namespace Gudok.Numbers.Tests.Oracle;

/// <summary>The differences from the reference as <c>docs/numbering-plan.md</c> lists them: by region, with a cause for each.</summary>
internal sealed class DifferenceTable
{
    private const string Unexplained = "not explained yet";

    private static readonly Dictionary<string, string> Causes = new()
    {
        ["rounding"] = "the reference keeps 17 digits in a double and rounds the last; the number is too long to be valid",
        ["more than 16 digits"] = "the plan lists numbers of the home network beyond the 15 digits of E.164; we keep at most 16 and call them too long",
        ["national form"] = "libphonenumber-js leaves out shapes of numbers that cannot be dialled from abroad; we write them without separators",
    };

    private readonly SortedDictionary<(string Region, string Kind), int> _counts = new();

    /// <summary>What is listed, in order.</summary>
    public IEnumerable<((string Region, string Kind) Place, int Count)> Rows => _counts.Select(pair => (pair.Key, pair.Value));

    public int this[(string Region, string Kind) place] => _counts.GetValueOrDefault(place);

    /// <summary>Differences that have no cause in the table.</summary>
    public IEnumerable<string> WithoutCause => _counts.Keys.Where(place => !Causes.ContainsKey(place.Kind)).Select(place => $"{place.Region} {place.Kind}");

    public void Add(string region, string kind, int count = 1) => _counts[(region, kind)] = this[(region, kind)] + count;

    public static DifferenceTable Read(string file)
    {
        var table = new DifferenceTable();
        foreach (var line in File.ReadLines(file).Where(line => line.StartsWith("| ", StringComparison.Ordinal)))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            if (int.TryParse(cells[3], CultureInfo.InvariantCulture, out var count)) table.Add(cells[1], cells[2], count);
        }

        return table;
    }

    public string ToMarkdown(string summary)
    {
        var text = new StringBuilder();
        text.Append("# The numbering plan against its reference\n\n");
        text.Append("Written by `OracleTests` when `GUDOK_WRITE_DOCS` is set: do not edit. The table is converted from npm libphonenumber-js 1.13.14,\n");
        text.Append("the reference is npm google-libphonenumber 3.2.47 (docs/decisions/0003-numbering-plan.md).\n\n");
        text.Append(summary).Append("\n\nCompared: refusals with their reason, E.164, validity, type, region, possible length, extension, and for valid numbers the\n");
        text.Append("international and national form. Nothing was left out beforehand. What differs:\n\n");
        text.Append("| region | what | numbers | cause |\n|---|---|---|---|\n");
        foreach (var ((region, kind), count) in _counts)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {region} | {kind} | {count} | {Causes.GetValueOrDefault(kind, Unexplained)} |\n");
        }

        return text.ToString();
    }
}
