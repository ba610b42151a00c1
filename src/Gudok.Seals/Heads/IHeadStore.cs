namespace Gudok.Seals;

/// <summary>Where the chain of heads is kept. Every implementation passes one conformance suite.</summary>
/// <remarks>Thread-safe. Heads are appended by one <see cref="HeadChain"/>.</remarks>
public interface IHeadStore : IAsyncDisposable
{
    /// <summary>The head signed last; null if none was.</summary>
    /// <exception cref="SealException">GDK-3002: what is kept is no head.</exception>
    ValueTask<SignedHead?> LastAsync(CancellationToken cancellationToken);

    /// <summary>The last head of each tree of a log, with its edge.</summary>
    ValueTask<IReadOnlyList<TreeHead>> TreesAsync(string log, CancellationToken cancellationToken);

    /// <summary>Appends heads in one durable step, all or none.</summary>
    /// <exception cref="SealException">GDK-3003: the number is taken; another process signs for this store.</exception>
    ValueTask AppendAsync(IReadOnlyList<TreeHead> heads, CancellationToken cancellationToken);

    /// <summary>The lines of heads in order of number, as they are kept, unchecked.</summary>
    /// <param name="from">The first number.</param>
    /// <param name="most">The most lines; fewer come only at the end.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    ValueTask<IReadOnlyList<string>> ReadAsync(long from, int most, CancellationToken cancellationToken);

    /// <summary>The lines of all heads of a tree, in order of number.</summary>
    ValueTask<IReadOnlyList<string>> ReadAsync(TreeName tree, CancellationToken cancellationToken);

    /// <summary>The trees of a log that ever had a head.</summary>
    ValueTask<IReadOnlyList<DateOnly>> DaysAsync(string log, CancellationToken cancellationToken);

    /// <summary>Up to which number a witness has taken heads; 0 if it never took one.</summary>
    ValueTask<long> MarkAsync(string witness, CancellationToken cancellationToken);

    /// <summary>Keeps up to which number a witness has taken heads.</summary>
    ValueTask SetMarkAsync(string witness, long number, CancellationToken cancellationToken);
}
