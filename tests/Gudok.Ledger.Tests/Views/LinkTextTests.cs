using Gudok.Calls;

namespace Gudok.Ledger.Tests;

public sealed class LinkTextTests
{
    [Fact]
    public void A_link_reads_back_from_its_text() =>
        Assert.Equal(new CallKey(0xa1, 0x17), CallViewMaker.ReadLink("0a10000000000000017"));

    [Theory]
    [InlineData("")]
    [InlineData("0a1000000000000001")]
    [InlineData("0a1000000000000001g")]
    [InlineData("+a10000000000000017")]
    public void What_is_no_link_is_a_key_that_no_record_has(string text) =>
        Assert.Equal(new CallKey(ushort.MaxValue, ulong.MaxValue), CallViewMaker.ReadLink(text));
}
