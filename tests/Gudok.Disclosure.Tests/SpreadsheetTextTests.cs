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

    [Theory]
    [InlineData("x;=cmd|'/C calc'!A0;y", "x;'=cmd|'/C calc'!A0;y")]
    [InlineData("sip:a; @SUM(1);b@host", "sip:a;' @SUM(1);b@host")]
    [InlineData("x;\"=1+1\"", "x;'\"=1+1\"")]
    [InlineData("x\n=HYPERLINK(1)\ny", "x\n'=HYPERLINK(1)\ny")]
    [InlineData("x\r\n=1", "x\r'\n'=1")]
    [InlineData("\t=1+1", "'\t'=1+1")]
    [InlineData("\r=1+1", "'\r'=1+1")]
    [InlineData("\n=1+1", "'\n'=1+1")]
    [InlineData("x\t=1", "x\t'=1")]
    [InlineData("=1;=1", "'=1;'=1")]
    [InlineData("тепло; вода;", "тепло; вода;")]
    [InlineData("строка\nдругая", "строка\nдругая")]
    public void What_a_spreadsheet_would_run_after_splitting_at_semicolons_and_line_ends_gets_one_too(string text, string defused) => Assert.Equal(defused, SpreadsheetText.Defuse(text));

    [Fact]
    public void What_XML_cannot_hold_is_left_out() => Assert.Equal("ab", SpreadsheetText.ForXml("a\0\u0001b\ud800"));
}
