namespace Gudok.Seals.Tests;

/// <summary>A store that gives back lines as they are.</summary>
internal sealed class FixedLines(List<string> lines) : IHeadStore
{
    public ValueTask<SignedHead?> LastAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<TreeHead>> TreesAsync(string log, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask AppendAsync(IReadOnlyList<TreeHead> heads, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<string>> ReadAsync(long from, int most, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<string>>([.. lines.Skip((int)from - 1).Take(most)]);

    public ValueTask<IReadOnlyList<string>> ReadAsync(TreeName tree, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<DateOnly>> DaysAsync(string log, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<long> MarkAsync(string witness, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask SetMarkAsync(string witness, long number, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
