namespace Gudok.Numbers.Tests.Parties;

public sealed class PlainWordsTests
{
    [Theory]
    [InlineData("79161234567")]
    [InlineData("+7 (916) 123-45-67")]
    [InlineData("8 916 123 45 67")]
    [InlineData("8.916.123.45.67")]
    [InlineData("9161234567")]
    [InlineData("4951234567")]
    [InlineData("123-45-67")]
    [InlineData("+44 20 7946 0958")]
    [InlineData("810442079460958")]
    [InlineData("380671234567")]
    [InlineData("8–916–123–45–67")]
    [InlineData("916‑123‑45‑67")]
    [InlineData("8 (495) 123—45—67")]
    [InlineData("8 (49632) - 2-34-56")]
    [InlineData("8/495/123-45-67")]
    [InlineData("89031234567 89161234567")]
    [InlineData("8903123456789161234567")]
    [InlineData("８９１６１２３４５６７")]
    public void What_may_be_dialled_is_blotted_wherever_it_stands(string number)
    {
        foreach (var text in (string[])["{0}", "by {0}.", "15.03.2026 {0}", "{0} 15.03.2026", "2026-03-15: {0}", "№ 15, {0}", "{0} {0}", "дело № 2026-15 от 15.03.2026, тел. {0}"])
        {
            var typed = text.Replace("{0}", number, StringComparison.Ordinal);
            var blotted = PlainWords.WithoutNumbers(typed);
            Assert.DoesNotContain(number, blotted, StringComparison.Ordinal);
            Assert.Contains(PlainWords.Number, blotted, StringComparison.Ordinal);
            Assert.True(PlainWords.HoldsNumber(typed));
            Assert.False(PlainWords.HoldsNumber(blotted));
        }
    }

    [Theory]
    [InlineData("№ 89161234567")]
    [InlineData("№ +7 916 123-45-67")]
    [InlineData("№ 9161234567")]
    [InlineData("№ 380671234567")]
    [InlineData("№ 8 916 123-45-67")]
    [InlineData("№ 1-916-123-45-67")]
    [InlineData("№ ８９１６１２３４５６７")]
    public void What_reads_as_a_whole_number_is_blotted_behind_the_sign_of_a_case_too(string text) => Assert.Equal("№ [number]", PlainWords.WithoutNumbers(text));

    [Theory]
    [InlineData("1")]
    [InlineData("12")]
    [InlineData("123")]
    [InlineData("2026-15")]
    [InlineData("000015")]
    public void Case_in_front_of_a_number_does_not_hide_it(string name)
    {
        foreach (var number in (string[])["916 123-45-67", "8 903 123-45-67", "123-45-67", "89161234567", "9161234567", "(495) 123-45-67", "+7 916 123-45-67"])
        {
            var blotted = PlainWords.WithoutNumbers($"дело № {name} {number}");
            Assert.DoesNotContain("45-67", blotted, StringComparison.Ordinal);
            Assert.DoesNotContain("34567", blotted, StringComparison.Ordinal);
            Assert.Contains(PlainWords.Number, blotted, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("дело № 2-1234/2026")]
    [InlineData("дело А40-12345/2026")]
    [InlineData("с 01.02.2026–03.04.2026")]
    [InlineData("дело № 2026-15 от 15.03.2026")]
    [InlineData("request of 2026-11-21T10:00:00Z")]
    [InlineData("15.03.2026 10:30")]
    [InlineData("письмо №1234567")]
    [InlineData("заявка № 2026-000015")]
    [InlineData("УИН 18810177210512345678")]
    [InlineData("case 15, 112, 8-800")]
    [InlineData("с 01.02.2026 по 03.04.2026")]
    public void Dates_and_numbers_of_cases_stay(string text)
    {
        Assert.Equal(text, PlainWords.WithoutNumbers(text));
        Assert.False(PlainWords.HoldsNumber(text));
    }

    [Theory]
    [InlineData("12.03.2026-55-12")]
    [InlineData("+12.03.2026")]
    [InlineData("99.99.9999")]
    public void What_only_looks_like_a_date_is_blotted(string text) => Assert.Contains(PlainWords.Number, PlainWords.WithoutNumbers(text), StringComparison.Ordinal);
}
