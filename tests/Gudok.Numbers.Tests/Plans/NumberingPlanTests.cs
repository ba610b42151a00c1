using System.Globalization;
using Gudok.Numbers.Tests.Oracle;

namespace Gudok.Numbers.Tests.Plans;

public sealed class NumberingPlanTests(ITestOutputHelper output)
{
    private const int Seed = 7;

    private static readonly NumberingPlan Plan = NumberingPlan.Default;

    [Fact]
    public void Short_way_of_code_7_agrees_with_the_general_way()
    {
        for (var beginning = 0; beginning < 100_000; beginning += beginning % 100 == 99 ? 301 : 1)
        {
            var national = beginning.ToString("00000", CultureInfo.InvariantCulture) + "48213";
            foreach (var prefix in (string[])["+7", "7", "8", ""])
            {
                AssertBothWays(prefix + national, "RU");
                AssertBothWays(prefix + national, "KZ");
            }
        }
    }

    [Fact]
    public void Last_five_of_ten_digits_never_matter_in_code_7()
    {
        for (var beginning = 0ul; beginning < 100_000; beginning++)
        {
            var first = Plan.Judge(new NationalNumber(7, beginning * 100_000, 10), "");
            foreach (var end in (ulong[])[12_345, 50_607, 99_999])
            {
                var other = Plan.Judge(new NationalNumber(7, beginning * 100_000 + end, 10), "");
                Assert.Equal((first.Region, first.Type, first.Fault), (other.Region, other.Type, other.Fault));
            }
        }
    }

    [Fact]
    public void Numbers_of_every_region_read_the_same_by_both_ways_and_print_back()
    {
        output.WriteLine($"seed {Seed}");
        foreach (var number in new NumberGenerator(Plan.Table, Plan.Writer, Seed).Make(10))
        {
            AssertBothWays(number.Text, number.Region);
            AssertBothWays(number.Text, "RU");
            var verdict = Plan.Parse(number.Text, number.Region);
            if (!verdict.IsValid) continue;
            Assert.Equal(verdict.E164.ToFullDigits(), string.Concat(Plan.Format(verdict.E164, NumberForm.International).Where(char.IsAsciiDigit)));
            Assert.Equal(verdict with { Extension = "" }, Plan.Check(verdict.E164));
        }
    }

    [Fact]
    public void Mask_of_any_number_hides_four_digits_and_shows_no_seven_in_a_row()
    {
        output.WriteLine($"seed {Seed}");
        foreach (var number in new NumberGenerator(Plan.Table, Plan.Writer, Seed).Make(20))
        {
            var e164 = Plan.Parse(number.Text, number.Region).E164;
            if (e164.Length < 7) continue;
            var mask = PartyMask.Mask(e164);
            Assert.True(mask.Count(character => character == '*') >= PartyMask.MinHidden, mask);
            Assert.DoesNotMatch("[0-9]([^0-9*]{0,3}[0-9]){6}", mask[(mask.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            Assert.NotEqual(e164.ToFullDigits(), string.Concat(mask.Where(char.IsAsciiDigit)));
        }
    }

    [Theory]
    [InlineData("", NumberFault.NotANumber)]
    [InlineData("анна", NumberFault.NotANumber)]
    [InlineData("+999 12345678", NumberFault.InvalidCountryCode)]
    [InlineData("810 44", NumberFault.TooShortAfterPrefix)]
    [InlineData("+7 916 123 45", NumberFault.TooShort)]
    [InlineData("+7 916 123 45 67 8", NumberFault.InvalidLength)]
    [InlineData("+7 916 123 45 67 89 01 23", NumberFault.TooLong)]
    [InlineData("555-35-35", NumberFault.LocalOnly)]
    [InlineData("+7 123 456 78 90", NumberFault.NotAssigned)]
    [InlineData("007 916 123 45 67", NumberFault.InvalidLength)]
    [InlineData("tel:1234567;phone-context=!", NumberFault.NotANumber)]
    public void Refusal_names_its_reason(string text, NumberFault fault)
    {
        var verdict = Plan.Parse(text, "RU");
        Assert.Equal(fault, verdict.Fault);
        Assert.False(verdict.IsValid);
    }

    [Theory]
    [InlineData("+7 916 123 45", "en", "The number has too few digits. Write +7 and 10 digits, for example +7 (912) 345-67-89.")]
    [InlineData("+7 916 123 45", "ru", "В номере не хватает цифр. Напишите +7 и 10 цифр, например +7 (912) 345-67-89.")]
    [InlineData("555-35-35", "ru", "В номере нет кода города. Напишите +7 и 10 цифр, например +7 (912) 345-67-89.")]
    [InlineData("+44 20 79", "en", "The number lacks its area code. Write +44 and 9 to 10 digits, for example +44 7400 123456.")]
    [InlineData("+7 916 123 45 67", "en", "")]
    public void Advice_tells_the_right_form(string text, string culture, string advice)
    {
        Assert.Equal(advice, NumberAdvice.For(Plan.Parse(text, "RU"), "RU", CultureInfo.GetCultureInfo(culture)));
    }

    [Fact]
    public void Every_region_has_advice_in_both_languages()
    {
        foreach (var region in Plan.Regions)
        {
            var verdict = Plan.Parse("?", region);
            foreach (var culture in (string[])["en", "ru"]) Assert.Matches(@"\+\d+ .*\d", NumberAdvice.For(verdict, region, CultureInfo.GetCultureInfo(culture)));
        }
    }

    [Fact]
    public void Verdict_prints_itself_masked()
    {
        var verdict = Plan.Parse("8 916 123 45 67 доб. 7654321", "RU");
        Assert.Equal("7654321", verdict.Extension);
        Assert.Equal("+7 (916) ***-**-67 ext. 7*** RU Mobile None", verdict.ToString());
        Assert.True(Plan.TrySplit(verdict.E164, out var national));
        Assert.Equal("+7 (916) ***-**-67", national.ToString());
    }

    [Fact]
    public void Text_beyond_the_limit_is_refused()
    {
        Assert.True(Plan.Parse("+79161234567" + new string(' ', WrittenNumber.MaxLength - 12), "RU").IsValid);
        Assert.Equal(NumberFault.TooLong, Plan.Parse("+79161234567" + new string(' ', WrittenNumber.MaxLength - 11), "RU").Fault);
    }

    [Fact]
    public void No_text_throws()
    {
        var random = new Random(Seed);
        output.WriteLine($"seed {Seed}");
        const string characters = "0123456789++78~*#;,.-()/ xXaZдобext=tel:phone-context\uFF0B\uFF11\u0661\u00A0\uD800\0%";
        Span<char> text = stackalloc char[40];
        for (var i = 0; i < 20_000; i++)
        {
            foreach (ref var character in text) character = characters[random.Next(characters.Length)];
            Plan.Parse(text[..random.Next(text.Length)], i % 2 == 0 ? "RU" : "US");
        }
    }

    private static void AssertBothWays(string text, string region)
    {
        if (Plan.Parse(text, region) != Plan.ParseAnyText(text, region)) Assert.Fail($"{region} {text}");
    }
}
