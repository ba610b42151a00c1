using Gudok.Testing;

namespace Gudok.Access.Tests;

public sealed class TimeCodeTests
{
    // The secret of RFC 6238, appendix B, in base32; its codes have eight digits, of which the last six are ours.
    private const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_RFC(long seconds, string code)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(seconds);
        Assert.Equal(seconds / 30, TimeCode.StepOf(Key, code, now));
        Assert.Equal(code, new Authenticator(Key).CodeAt(now));
    }

    [Theory]
    [InlineData(-30, true)]
    [InlineData(30, true)]
    [InlineData(-60, false)]
    [InlineData(60, false)]
    public void A_clock_may_be_one_step_off(int seconds, bool isTaken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1234567890);
        Assert.Equal(isTaken, TimeCode.StepOf(Key, new Authenticator(Key).CodeAt(now.AddSeconds(seconds)), now) is not null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00592")]
    [InlineData("0059244")]
    [InlineData("٠٠٥٩٢٤")]
    public void What_is_no_code_is_none(string typed) => Assert.Null(TimeCode.StepOf(Key, typed, DateTimeOffset.FromUnixTimeSeconds(1234567890)));
}
