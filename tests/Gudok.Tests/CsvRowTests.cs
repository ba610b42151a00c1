namespace Gudok.Tests;

/// <summary>Tables of the command line.</summary>
public sealed class CsvRowTests
{
    [Theory]
    [InlineData("  =1+1", "'  =1+1")]
    [InlineData("|cmd", "'|cmd")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("x;=1+1", "x;'=1+1")]
    [InlineData("+79161234567", "+79161234567")]
    public void What_a_spreadsheet_would_run_gets_an_apostrophe(string text, string written)
    {
        using var output = new StringWriter();
        CsvRow.Write(output, text, "y");
        Assert.Equal(written + ",y\r\n", output.ToString());
    }
}
