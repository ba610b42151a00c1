using Gudok.Testing;

namespace Gudok.Seals.Tests;

/// <summary>A store whose edges were changed.</summary>
internal sealed class ChangedEdges(InMemoryHeadStore store, byte[] edge) : IHeadStore
{
    public ValueTask<SignedHead?> LastAsync(CancellationToken cancellationToken) => store.LastAsync(cancellationToken);

    public async ValueTask<IReadOnlyList<TreeHead>> TreesAsync(string log, CancellationToken cancellationToken) =>
        [.. (await store.TreesAsync(log, cancellationToken)).Select(head => head with { Edge = edge })];

    public ValueTask AppendAsync(IReadOnlyList<TreeHead> heads, CancellationToken cancellationToken) => store.AppendAsync(heads, cancellationToken);

    public ValueTask<IReadOnlyList<string>> ReadAsync(long from, int most, CancellationToken cancellationToken) => store.ReadAsync(from, most, cancellationToken);

    public ValueTask<IReadOnlyList<string>> ReadAsync(TreeName tree, CancellationToken cancellationToken) => store.ReadAsync(tree, cancellationToken);

    public ValueTask<IReadOnlyList<DateOnly>> DaysAsync(string log, CancellationToken cancellationToken) => store.DaysAsync(log, cancellationToken);

    public ValueTask<long> MarkAsync(string witness, CancellationToken cancellationToken) => store.MarkAsync(witness, cancellationToken);

    public ValueTask SetMarkAsync(string witness, long number, CancellationToken cancellationToken) => store.SetMarkAsync(witness, number, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
