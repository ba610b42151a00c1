using Gudok.Numbers;

namespace Gudok.Corpus.Tests.Phones;

/// <summary>Holds the numbering plan against the corpus's tables of numbers.</summary>
public sealed class PhoneTests
{
    private static readonly NumberingPlan Plan = NumberingPlan.Default;

    [Theory]
    [InlineData("notations_ru_kz.tsv")]
    [InlineData("upstream_test_inputs.tsv")]
    public void Spellings_are_read_as_the_reference_reads_them(string table)
    {
        var differences = PhoneTable.Read(table).Select(Difference).Where(difference => difference.Length > 0);
        Assert.Empty(differences);
    }

    [Fact]
    public void Examples_of_every_region_and_type_are_valid()
    {
        List<string> differences = [];
        foreach (var row in PhoneTable.Read("examples.tsv"))
        {
            var verdict = Plan.Parse(row["e164"], "");
            Compare(differences, row.Place, "type", Word(row["type_reported"]), verdict.Type.ToString());
            Compare(differences, row.Place, "region", row["region_reported"], verdict.Region);
            Compare(differences, row.Place, "international", row["international"], Plan.Format(verdict.E164, NumberForm.International));
            Compare(differences, row.Place, "valid", row["valid"], verdict.IsValid ? "true" : "false");
        }

        Assert.Empty(differences);
    }

    [Fact]
    public void Short_numbers_are_told_apart()
    {
        var differences = PhoneTable.Read("short_numbers.tsv")
            .Where(row => Plan.IsShortNumber(row["number"], row["region"]) != row.Is("valid_short"))
            .Select(row => row.Place);
        Assert.Empty(differences);
    }

    [Fact]
    public void Every_range_of_code_7_is_valid_and_of_its_type()
    {
        List<string> differences = [];
        foreach (var row in PhoneTable.Read("plus7_ranges.tsv"))
        {
            foreach (var prefix in Beginnings(row["Prefix"]))
            {
                var length = int.Parse(row["Length"], System.Globalization.CultureInfo.InvariantCulture);
                var verdict = Plan.Parse("+7" + prefix.PadRight(length, '2'), "RU");
                // Numbers of internet providers take no calls: the reference does not count them as valid.
                var type = row["Type"] == "ISP" ? "UNKNOWN" : row["Tariff"] == "STANDARD_RATE" ? row["Type"] : row["Tariff"];
                Compare(differences, row.Place, "type", Word(type), verdict.Type.ToString());
            }
        }

        Assert.Empty(differences);
    }

    private static string Difference(PhoneRow row)
    {
        List<string> differences = [];
        var verdict = Plan.Parse(row["input"], row["default_region"] == "-" ? "" : row["default_region"]);
        if (row["error"].Length > 0)
        {
            Compare(differences, row.Place, "refused", "True", (!verdict.IsPossible).ToString());
            Compare(differences, row.Place, "e164", "0", verdict.E164.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return string.Join(' ', differences);
        }

        Compare(differences, row.Place, "e164", row["e164"], verdict.E164.ToFullText());
        Compare(differences, row.Place, "ext", row["ext"], verdict.Extension);
        Compare(differences, row.Place, "possible", row["possible"], verdict.IsPossible ? "true" : "false");
        Compare(differences, row.Place, "valid", row["valid"], verdict.IsValid ? "true" : "false");
        Compare(differences, row.Place, "type", Word(row["type"]), verdict.Type.ToString());
        Compare(differences, row.Place, "region", row["region"], verdict.Region);
        Compare(differences, row.Place, "intl", row["intl"], Plan.Format(verdict.E164, NumberForm.International, verdict.Extension));
        // Numbers within an area have shapes of their own, which the table leaves out.
        if (verdict.Fault != NumberFault.LocalOnly) Compare(differences, row.Place, "natl", row["natl"], Plan.Format(verdict.E164, NumberForm.National, verdict.Extension));
        return string.Join(' ', differences);
    }

    private static void Compare(List<string> differences, string place, string what, string expected, string found)
    {
        if (expected != found) differences.Add($"{place}: {what} '{expected}' but '{found}'");
    }

    private static string Word(string type) => string.Concat(type.Split('_').Select(word => word.Length == 0 ? "" : word[..1] + word[1..].ToLowerInvariant()));

    // All beginnings of a prefix such as 72[368]59.
    private static IEnumerable<string> Beginnings(string prefix)
    {
        var open = prefix.IndexOf('[', StringComparison.Ordinal);
        if (open < 0) return [prefix];
        var close = prefix.IndexOf(']', StringComparison.Ordinal);
        var set = prefix[(open + 1)..close];
        List<char> digits = [];
        for (var i = 0; i < set.Length; i++)
        {
            if (set[i] == '-') for (var digit = set[i - 1]; digit <= set[i + 1]; digit++) digits.Add(digit);
            else digits.Add(set[i]);
        }

        return digits.Distinct().SelectMany(digit => Beginnings(string.Concat(prefix.AsSpan(0, open), [digit], prefix.AsSpan(close + 1))));
    }
}
