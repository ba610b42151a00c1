using System.Reflection;
using System.Text.RegularExpressions;

namespace Gudok.Architecture.Tests;

/// <summary>All modules' fault codes together: unique, and each in its module's range.</summary>
public sealed partial class FaultCatalogueTests
{
    private static readonly (string Assembly, int First, int Last)[] Ranges =
    [
        ("Gudok.Sip", 1000, 1999),
        ("Gudok.Numbers", 2000, 2999),
        ("Gudok.Seals", 3000, 3499),
        ("Gudok.Calls", 3500, 3999),
        ("Gudok.Ledger", 4000, 4999),
        ("Gudok.Capture", 5000, 5999),
        ("Gudok.Portal", 6000, 6999),
        ("gudok", 9000, 9999),
    ];

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

    private static IEnumerable<string> CodesOf(string assembly) => Assembly.Load(assembly).GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(field => field.IsLiteral && field.FieldType == typeof(string))
        .Select(field => (string)field.GetRawConstantValue()!)
        .Where(text => Code().IsMatch(text));

    [GeneratedRegex(@"^GDK-\d{4}$")]
    private static partial Regex Code();
}
