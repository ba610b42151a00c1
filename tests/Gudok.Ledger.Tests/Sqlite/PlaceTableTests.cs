namespace Gudok.Ledger.Tests;

public sealed class PlaceTableTests
{
    [Fact]
    public void A_number_keeps_its_last_place_and_tells_the_one_before()
    {
        var random = new Random(7);
        var table = new PlaceTable();
        var oracle = new Dictionary<ulong, int>();
        for (var place = 1; place <= 20_000; place++)
        {
            // Zero is a number like any other, and some come again.
            var number = place % 5 == 0 ? (ulong)random.Next(100) : (ulong)random.NextInt64();
            Assert.Equal(oracle.GetValueOrDefault(number), table.Exchange(number, place));
            oracle[number] = place;
        }

        Assert.Equal(oracle.Count, table.Count);
        Assert.All(oracle, entry => Assert.Equal(entry.Value, table.Find(entry.Key)));
        Assert.Equal(oracle.Keys.Order(), table.Numbers().Order());
    }

    [Fact]
    public void A_number_that_was_never_given_a_place_has_none()
    {
        var table = new PlaceTable();
        Assert.Equal(0, table.Find(0));
        table.Exchange(0, 3);
        Assert.Equal(3, table.Find(0));
        Assert.Equal(0, table.Find(1));
    }
}
