using System.Text.RegularExpressions;

namespace Gudok.Numbers.Tests.Plans;

public sealed class DigitPatternTests
{
    private const int Seed = 3;

    [Theory]
    [InlineData("0?(?:(11|2(?:2(?:02?|[13]))|3)15)?", "01115443322", 5, 1, 3)]
    [InlineData(@"([457]\d{6})$|1", "14571234", 1, -1, -1)]
    [InlineData(@"([457]\d{6})$|1", "4571234", 7, 0, 7)]
    [InlineData("(1|12)3?", "123", 1, 0, 1)]
    public void Prefix_takes_what_ECMAScript_takes(string pattern, string text, int length, int start, int end)
    {
        Span<int> borders = stackalloc int[2];
        Assert.True(new DigitPattern(pattern).Match(text, whole: false, borders, out var taken));
        Assert.Equal((length, start, end), (taken, borders[0], borders[1]));
    }

    [Fact]
    public void Every_pattern_of_the_table_matches_as_Regex_does()
    {
        var random = new Random(Seed);
        Span<int> borders = stackalloc int[2 * DigitPattern.MaxGroups];
        foreach (var pattern in Patterns(NumberingPlan.Default.Table).DistinctBy(pattern => pattern.Source))
        {
            var regex = new Regex($"^(?:{pattern.Source.Replace("$", @"\z", StringComparison.Ordinal)})", RegexOptions.CultureInvariant);
            Assert.True(pattern.GroupCount <= DigitPattern.MaxGroups);
            for (var i = 0; i < 40; i++)
            {
                var text = string.Concat(Enumerable.Range(0, random.Next(1, 15)).Select(_ => (char)('0' + random.Next(10))));
                var expected = regex.Match(text);
                var found = pattern.Match(text, whole: false, borders, out var length);
                if (expected.Success != found || found && expected.Length != length) Assert.Fail($"seed {Seed}: {pattern.Source} on {text}");
                for (var group = 0; found && group < pattern.GroupCount; group++)
                {
                    var captured = expected.Groups[group + 1];
                    Assert.Equal(captured.Success ? captured.Index : -1, borders[2 * group]);
                }
            }
        }
    }

    [Theory]
    [InlineData("(12")]
    [InlineData("12)")]
    [InlineData("1+")]
    [InlineData("a")]
    public void Pattern_beyond_the_table_is_refused(string pattern)
    {
        Assert.Throws<FormatException>(() => new DigitPattern(pattern).Covers("12"));
    }

    private static IEnumerable<DigitPattern> Patterns(PlanTable table)
    {
        foreach (var plan in table.ByCountryCode.SelectMany(plans => plans ?? []))
        {
            DigitPattern?[] single = [plan.InternationalPrefix, plan.ParsingPrefix, plan.LeadingDigits, plan.General, plan.Short, plan.Emergency];
            var shapes = plan.Shapes.SelectMany(shape => (DigitPattern?[])[shape.Split, shape.Leading]);
            foreach (var pattern in single.Concat(plan.Types.Select(range => range.Pattern)).Concat(shapes))
            {
                if (pattern is not null) yield return pattern;
            }
        }
    }
}
