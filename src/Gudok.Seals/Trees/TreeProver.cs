namespace Gudok.Seals;

/// <summary>Makes proofs from the leaves of a log. Thread-safe if the source is.</summary>
/// <param name="source">The leaves.</param>
public sealed class TreeProver(ILeafSource source)
{
    /// <summary>Proves that a leaf stands in its day's tree (RFC 6962 §2.1.1).</summary>
    /// <param name="day">The day.</param>
    /// <param name="index">The leaf's place, from 0.</param>
    /// <param name="size">The size of the tree for which it is proved.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public ValueTask<IReadOnlyList<byte[]>> InclusionAsync(DateOnly day, long index, long size, CancellationToken cancellationToken) =>
        RootsAsync(day, size, ProofShape.Inclusion(index, size), cancellationToken);

    /// <summary>Proves that a day's tree only grew from one size to another (RFC 6962 §2.1.2).</summary>
    /// <param name="day">The day.</param>
    /// <param name="from">The smaller size.</param>
    /// <param name="to">The greater size.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public ValueTask<IReadOnlyList<byte[]>> ConsistencyAsync(DateOnly day, long from, long to, CancellationToken cancellationToken) =>
        RootsAsync(day, to, ProofShape.Consistency(from, to), cancellationToken);

    private async ValueTask<IReadOnlyList<byte[]>> RootsAsync(
        DateOnly day, long size, List<LeafRange> ranges, CancellationToken cancellationToken)
    {
        var roots = new RangeRoots(ranges);
        await foreach (var leaves in source.LeavesAsync(day, 0, size, cancellationToken).ConfigureAwait(false)) roots.Append(leaves.Span);
        return roots.Roots();
    }
}
