using Gudok.Ledger;

namespace Gudok.Tests;

public sealed class HoldCommandTests
{
    private const string Released = "2026-11-22T10:00:00Z";
    private const string Ended = "2026-11-22T09:00:00Z";
    private const string Head = "hold 7 is over already: ";

    [Theory]
    [InlineData(false, true, Head + "petrova released it at " + Released)]
    [InlineData(true, true, Head + "petrova released it meanwhile, at " + Released)]
    [InlineData(false, false, Head + "it ended by itself at " + Ended)]
    [InlineData(true, false, Head + "it ended by itself meanwhile, at " + Ended)]
    public void Hold_that_cannot_be_released_any_more_says_who_or_what_was_quicker(bool wasInForce, bool isReleased, string said)
    {
        var hold = new HoldView("7", null, "", "ivanov", "case 15", "2026-11-21T00:00:00Z", isReleased ? null : Ended, null, null, InForce: false);
        if (isReleased) hold = hold with { ReleasedAt = Released, ReleasedBy = "petrova" };
        Assert.Equal(said, HoldCommand.OverText(hold, wasInForce));
    }
}
