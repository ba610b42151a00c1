namespace Gudok.Calls.Tests;

public sealed class DeadlineQueueTests
{
    [Theory]
    [InlineData(1, 1_000)]
    [InlineData(2, 5_000_000)]
    [InlineData(3, 60_000_000)]
    public void First_is_always_the_one_due_first_whatever_was_moved_or_taken_out(int seed, int latest)
    {
        var random = new Random(seed);
        var queue = new DeadlineQueue<Waiting>();
        var items = Enumerable.Range(0, 200).Select(_ => new Waiting()).ToArray();
        var expected = new Dictionary<Waiting, long>();
        for (var step = 0; step < 20_000; step++)
        {
            var item = items[random.Next(items.Length)];
            var deadline = random.Next(latest);
            switch (random.Next(4))
            {
                case 0:
                    queue.Remove(item);
                    expected.Remove(item);
                    break;
                case 1:
                    queue.SetNoLaterThan(item, deadline);
                    expected[item] = expected.TryGetValue(item, out var before) ? Math.Min(before, deadline) : deadline;
                    break;
                default:
                    queue.Set(item, deadline);
                    expected[item] = deadline;
                    break;
            }

            Assert.Equal((expected.Count, expected.Count == 0), (queue.Count, queue.First is null));
            if (queue.First is { } first) Assert.Equal(expected.Values.Min(), expected[first]);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void What_is_due_comes_in_its_order_and_nothing_before_its_time(int seed)
    {
        var random = new Random(seed);
        var queue = new DeadlineQueue<Waiting>();
        var items = Enumerable.Range(0, 200).Select(_ => new Waiting()).ToArray();
        var expected = new Dictionary<Waiting, long>();
        var now = -3_000_000L;
        for (var step = 0; step < 20_000; step++)
        {
            var item = items[random.Next(items.Length)];
            if (random.Next(4) == 0)
            {
                queue.Remove(item);
                expected.Remove(item);
            }
            else
            {
                var deadline = now + random.Next(-100_000, random.Next(2) == 0 ? 1_000_000 : 90_000_000);
                queue.Set(item, deadline);
                expected[item] = deadline;
            }

            now += random.Next(20_000);
            while (queue.FirstDue(now) is { } due)
            {
                Assert.Equal(expected.Values.Min(), expected[due]);
                queue.Remove(due);
                expected.Remove(due);
            }

            Assert.DoesNotContain(expected.Values, deadline => deadline <= now);
            Assert.Equal(expected.Count, queue.Count);
        }
    }

    [Fact]
    public void Moment_at_the_end_of_time_is_waited_for()
    {
        var queue = new DeadlineQueue<Waiting>();
        var (last, later) = (new Waiting(), new Waiting());
        queue.Set(last, long.MaxValue);
        Assert.Null(queue.FirstDue(0));
        Assert.Same(last, queue.First);
        queue.Set(later, long.MaxValue - 1);
        Assert.Same(later, queue.First);
    }

    private sealed class Waiting : TimedPiece
    {
        public override StatePieceKind Kind => StatePieceKind.Call;

        public override void Write(StateWriter writer) => writer.Write(Deadline);
    }
}
