namespace Gudok.Calls.Tests;

public sealed class FieldSplitterTests
{
    [Theory]
    [InlineData("a,b,,d", "a|b||d")]
    [InlineData("", "")]
    [InlineData(",", "|")]
    [InlineData("\"a\",\"b,c\",\"\"", "a|b,c|")]
    [InlineData("\"a \"\"b\"\" c\",d", "a \"b\" c|d")]
    [InlineData("\"\"\"\"\" <x>\",d", "\"\" <x>|d")]
    [InlineData("\"Bob \"B\" B\",d", "Bob \"B\" B|d")]
    [InlineData("\"Anna\" <301>,d", "\"Anna\" <301>|d")]
    [InlineData("a, \"b,c\" ,d", "a|b,c|d")]
    [InlineData("\"a\"", "a")]
    [InlineData("\"a\",", "a|")]
    public void Fields_are_what_was_written(string line, string fields)
    {
        var split = new List<string>();
        Assert.True(FieldSplitter.TrySplit(line, ',', split));
        Assert.Equal(fields, string.Join('|', split));
    }

    [Theory]
    [InlineData("a,\"b,c")]
    [InlineData("\"")]
    [InlineData("a,\"b\"\",c")]
    public void A_quote_that_is_not_closed_is_refused(string line) => Assert.False(FieldSplitter.TrySplit(line, ',', []));

    [Fact]
    public void A_line_of_too_many_fields_is_refused()
    {
        Assert.True(FieldSplitter.TrySplit(new string(',', FieldSplitter.MaxFields - 1), ',', []));
        Assert.False(FieldSplitter.TrySplit(new string(',', FieldSplitter.MaxFields), ',', []));
    }
}
