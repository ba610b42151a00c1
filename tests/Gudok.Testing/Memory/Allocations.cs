namespace Gudok.Testing;

/// <summary>Counts what a piece of code allocates.</summary>
public static class Allocations
{
    private const int Rounds = 5;

    /// <summary>The octets that work allocates on this thread, once it is warm.</summary>
    /// <param name="work">Done several times. The runtime now and then allocates something of its own on whatever thread it finds; what the
    /// work itself allocates is there in every round, so the least round tells it.</param>
    public static long Of(Action work)
    {
        work();
        var least = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
