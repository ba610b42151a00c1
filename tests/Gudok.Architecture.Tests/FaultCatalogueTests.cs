using System.Reflection;
using System.Text.RegularExpressions;
using Gudok.Testing;

namespace Gudok.Architecture.Tests;

/// <summary>All modules' fault codes together: unique, and each in its module's range.</summary>
public sealed partial class FaultCatalogueTests
{
    private static readonly (string Assembly, int First, int Last)[] Ranges =
    [
        ("Gudok.Sip", 1000, 1999),
        ("Gudok.Numbers", 2000, 2999),
        ("Gudok.Numbers.Postgres", 2200, 2299),
        ("Gudok.Seals", 3000, 3499),
        ("Gudok.Calls", 3500, 3999),
        ("Gudok.Ledger", 4000, 4999),
        ("Gudok.Capture", 5000, 5999),
        ("Gudok.Portal", 6000, 6999),
        ("Gudok.Access", 7000, 7999),
        ("Gudok.Backup", 8000, 8499),
        ("gudok", 9000, 9999),
    ];

    private static readonly string _page = RepositoryFolder.PathOf("docs", "operations", "codes.md");

    [Fact]
    public void No_code_is_used_twice()
    {
        var codes = Ranges.SelectMany(range => CodesOf(range.Assembly)).ToArray();
        Assert.NotEmpty(codes);
        Assert.Equal(codes.Length, codes.Distinct().Count());
    }

    [Fact]
    public void Every_code_lies_in_the_range_of_its_module()
    {
        foreach (var (assembly, first, last) in Ranges)
            Assert.All(CodesOf(assembly), code => Assert.InRange(int.Parse(code[4..], System.Globalization.CultureInfo.InvariantCulture), first, last));
    }

    [Fact]
    public void The_page_of_codes_has_each_of_them_once_and_no_other()
    {
        var codes = Ranges.SelectMany(range => CodesOf(range.Assembly)).Order(StringComparer.Ordinal);
        Assert.Equal(codes, Rows().Select(row => row.Code));
    }

    [Fact]
    public void Where_the_page_of_codes_only_leads_to_another_that_one_tells_of_the_code()
    {
        Assert.All(Rows().Where(row => row.Page.Length > 0), row => Assert.Contains(row.Code, File.ReadAllText(Path.Combine(Path.GetDirectoryName(_page)!, row.Page)), StringComparison.Ordinal));
        Assert.Contains(Rows(), row => row.Page.Length > 0);
    }

    /// <summary>The rows of the page, each with the other page that it leads to, if that is all it says of what helps.</summary>
    private static IEnumerable<(string Code, string Page)> Rows() => File.ReadLines(_page)
        .Select(line => Row().Match(line))
        .Where(row => row.Success)
        .Select(row => (row.Groups["code"].Value, row.Groups["page"].Value));

    private static IEnumerable<string> CodesOf(string assembly) => Assembly.Load(assembly).GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(field => field.IsLiteral && field.FieldType == typeof(string))
        .Select(field => (string)field.GetRawConstantValue()!)
        .Where(text => Code().IsMatch(text));

    [GeneratedRegex(@"^GDK-\d{4}$")]
    private static partial Regex Code();

    [GeneratedRegex(@"^\| (?<code>GDK-\d{4}) \| [^|]+ \| (\[[^]]+\]\((?<page>[^)]+)\)|[^|]+) \|$", RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
