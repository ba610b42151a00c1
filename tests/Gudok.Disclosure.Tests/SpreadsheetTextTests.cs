namespace Gudok.Disclosure.Tests;

/// <summary>Texts of strangers in cells.</summary>
public sealed class SpreadsheetTextTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("+cmd|' /C calc'!A0")]
    [InlineData("-2+3+cmd|' /C calc'!A0")]
    [InlineData("@SUM(1+1)*cmd|' /C calc'!A0")]
    [InlineData("\t=1+1")]
    [InlineData("\r=1+1")]
    [InlineData("\n=1+1")]
    [InlineData("  =1+1")]
    [InlineData("＝1+1")]
    [InlineData("|cmd")]
    [InlineData("%0A-2+3")]
    public void What_a_spreadsheet_would_run_gets_an_apostrophe(string text) => Assert.Equal("'" + text, SpreadsheetText.Defuse(text));

    [Theory]
    [InlineData("")]
    [InlineData("+7 (912) ***-**-89")]
    [InlineData("+79161234567")]
    [InlineData("sip:a@b")]
    [InlineData("Отопление = тепло")]
    public void Numbers_and_other_texts_stay_as_they_are(string text) => Assert.Equal(text, SpreadsheetText.Defuse(text));

    [Fact]
    public void What_XML_cannot_hold_is_left_out() => Assert.Equal("ab", SpreadsheetText.ForXml("a\0\u0001b\ud800"));
}
