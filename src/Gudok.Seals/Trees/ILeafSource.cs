namespace Gudok.Seals;

/// <summary>Where a log keeps its leaves. They are read only when the trees in memory do not suffice: after a restart, for a proof, to check.</summary>
public interface ILeafSource
{
    /// <summary>How many leaves each day of the log has; a day without leaves may be absent.</summary>
    ValueTask<IReadOnlyDictionary<DateOnly, long>> SizesAsync(CancellationToken cancellationToken);

    /// <summary>Leaves of a day in the order of their log position, in chunks of 32 octets a leaf; a chunk is valid until the next.</summary>
    /// <param name="day">The day.</param>
    /// <param name="from">The first leaf, from 0.</param>
    /// <param name="to">One behind the last; fewer come if there are no more.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    IAsyncEnumerable<ReadOnlyMemory<byte>> LeavesAsync(DateOnly day, long from, long to, CancellationToken cancellationToken);

    /// <summary>Whether a fault of the reading is one of the day that was read: then the others are sealed without it.</summary>
    bool IsDamage(Exception fault);
}
