namespace Gudok.Seals;

/// <summary>Holds the leaves of a log against the heads that were signed of them.</summary>
/// <param name="log">The log's name.</param>
/// <param name="store">The chain as it is kept.</param>
/// <param name="source">The log's leaves.</param>
public sealed class TreeCheck(string log, IHeadStore store, ILeafSource source)
{
    /// <summary>The days that have heads or leaves, the oldest first.</summary>
    public async ValueTask<IReadOnlyList<DateOnly>> DaysAsync(CancellationToken cancellationToken)
    {
        var sealedDays = await store.DaysAsync(log, cancellationToken).ConfigureAwait(false);
        var sizes = await source.SizesAsync(cancellationToken).ConfigureAwait(false);
        return [.. sealedDays.Concat(sizes.Keys).Distinct().Order()];
    }

    /// <summary>The first day that has fewer leaves than its last head was signed of; null if none has. Reads no leaf.</summary>
    public async ValueTask<DayCheck?> FirstCutAsync(CancellationToken cancellationToken)
    {
        // Heads first: a day only grows while they are read.
        var heads = await store.TreesAsync(log, cancellationToken).ConfigureAwait(false);
        var sizes = await source.SizesAsync(cancellationToken).ConfigureAwait(false);
        foreach (var head in heads.Select(tree => tree.Head).Where(head => head.Kind == HeadKind.Tree).OrderBy(head => head.Tree.Day))
        {
            var size = sizes.GetValueOrDefault(head.Tree.Day);
            if (size < head.Size) return new DayCheck(head.Tree.Day, 1, 0, 0, head, CutText(head, size));
        }

        return null;
    }

    /// <summary>Computes the tree of a day at the size of each of its heads.</summary>
    /// <param name="day">The day.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    public async ValueTask<DayCheck> CheckAsync(DateOnly day, CancellationToken cancellationToken)
    {
        // Heads first: leaves that come while they are read are leaves that no head has seen.
        var heads = await HeadsAsync(day, cancellationToken).ConfigureAwait(false);
        var sizes = await source.SizesAsync(cancellationToken).ConfigureAwait(false);
        var size = sizes.GetValueOrDefault(day);
        var dropped = heads.Where(head => head.Kind == HeadKind.Dropped).Sum(head => head.Size);
        var living = heads[(heads.FindLastIndex(head => head.Kind == HeadKind.Dropped) + 1)..];
        if (living.Count == 0) return new DayCheck(day, heads.Count, size, dropped, null, "");
        var wrong = await FirstWrongAsync(day, living, cancellationToken).ConfigureAwait(false);
        var text = wrong is null ? "" : size < wrong.Size
            ? CutText(wrong, size)
            : $"The first {wrong.Size} entries of this day are not those of which head {wrong.Number} was signed.";
        return new DayCheck(day, heads.Count, Math.Max(size - living[^1].Size, 0), dropped, wrong, text);
    }

    private static string CutText(SignedHead head, long size) =>
        $"Head {head.Number} was signed of {head.Size} entries of this day, and {size} are there: entries were removed.";

    private async ValueTask<List<SignedHead>> HeadsAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var heads = new List<SignedHead>();
        foreach (var line in await store.ReadAsync(new TreeName(log, day), cancellationToken).ConfigureAwait(false))
        {
            // A line that is no head was named when the chain was checked; one of another tree lacks in the count of the log's heads.
            if (SignedHead.TryParse(line, out var head) && head.Tree == new TreeName(log, day)) heads.Add(head);
        }

        return heads;
    }

    private async ValueTask<SignedHead?> FirstWrongAsync(DateOnly day, List<SignedHead> heads, CancellationToken cancellationToken)
    {
        var tree = new TreeEdge();
        var next = 0;
        await foreach (var chunk in source.LeavesAsync(day, 0, heads[^1].Size, cancellationToken).ConfigureAwait(false))
        {
            var leaves = chunk;
            while (next < heads.Count && heads[next].Size - tree.Size <= leaves.Length / TreeHash.Length)
            {
                // A tree that shrinks between two heads is none that only grows.
                var count = (int)(heads[next].Size - tree.Size);
                if (count < 0) return heads[next];
                tree.Append(leaves.Span[..(count * TreeHash.Length)]);
                leaves = leaves[(count * TreeHash.Length)..];
                if (Convert.ToHexStringLower(tree.Root()) != heads[next].Root) return heads[next];
                next++;
            }

            tree.Append(leaves.Span);
        }

        return next < heads.Count ? heads[next] : null;
    }
}
