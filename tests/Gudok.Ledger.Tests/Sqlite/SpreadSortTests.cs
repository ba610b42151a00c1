namespace Gudok.Ledger.Tests;

public sealed class SpreadSortTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1_000)]
    [InlineData(65_536)]
    public void Numbers_that_lie_evenly_are_sorted(int count)
    {
        var random = new Random(11);
        AssertSorted([.. Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue))]);
    }

    [Fact]
    public void Numbers_that_share_all_first_bits_or_repeat_are_sorted_too()
    {
        var random = new Random(12);
        AssertSorted([.. Enumerable.Range(0, 5_000).Select(_ => (ulong)random.Next(300))]);
        AssertSorted([ulong.MaxValue, 0, ulong.MaxValue, 1, 1UL << 63]);
    }

    private static void AssertSorted(ulong[] numbers) => Assert.Equal(numbers.Order(), SpreadSort.Sorted(numbers));
}
