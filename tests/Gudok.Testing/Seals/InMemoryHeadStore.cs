using Gudok.Seals;

namespace Gudok.Testing;

/// <summary>The chain of heads in its plainest form: a list.</summary>
public sealed class InMemoryHeadStore : IHeadStore
{
    private readonly Lock _lock = new();
    private readonly List<TreeHead> _heads = [];
    private readonly Dictionary<string, long> _marks = [];

    /// <inheritdoc />
    public ValueTask<SignedHead?> LastAsync(CancellationToken cancellationToken)
    {
        lock (_lock) return ValueTask.FromResult(_heads.Count > 0 ? _heads[^1].Head : null);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<TreeHead>> TreesAsync(string log, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyList<TreeHead>>(
                [.. _heads.Where(head => head.Head.Tree.Log == log).GroupBy(head => head.Head.Tree.Day).Select(day => day.Last())]);
        }
    }

    /// <inheritdoc />
    public ValueTask AppendAsync(IReadOnlyList<TreeHead> heads, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (heads.Count > 0 && heads[0].Head.Number != _heads.Count + 1) throw new SealException(SealsFaults.ChainTaken, "The number is taken.");
            _heads.AddRange(heads);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<string>> ReadAsync(long from, int most, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyList<string>>(
                [.. _heads.Where(head => head.Head.Number >= from).Take(most).Select(head => head.Head.ToString())]);
        }
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<string>> ReadAsync(TreeName tree, CancellationToken cancellationToken)
    {
        lock (_lock) return ValueTask.FromResult<IReadOnlyList<string>>([.. _heads.Where(head => head.Head.Tree == tree).Select(head => head.Head.ToString())]);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<DateOnly>> DaysAsync(string log, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyList<DateOnly>>(
                [.. _heads.Where(head => head.Head.Tree.Log == log).Select(head => head.Head.Tree.Day).Distinct().Order()]);
        }
    }

    /// <inheritdoc />
    public ValueTask<long> MarkAsync(string witness, CancellationToken cancellationToken)
    {
        lock (_lock) return ValueTask.FromResult(_marks.GetValueOrDefault(witness));
    }

    /// <inheritdoc />
    public ValueTask SetMarkAsync(string witness, long number, CancellationToken cancellationToken)
    {
        lock (_lock) _marks[witness] = number;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
