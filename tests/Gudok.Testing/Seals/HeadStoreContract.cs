using Gudok.Seals;

namespace Gudok.Testing;

/// <summary>What every store of the chain of heads must do. An implementation derives from it and runs all of it.</summary>
public abstract class HeadStoreContract : IAsyncDisposable
{
    private static readonly TreeName _tree = new("calls", new DateOnly(2026, 11, 21));
    private static readonly TreeName _other = new("access", new DateOnly(2026, 11, 22));
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private IHeadStore? _store;

    private static CancellationToken None => CancellationToken.None;

    /// <summary>Opens an empty store.</summary>
    protected abstract ValueTask<IHeadStore> OpenAsync();

    /// <summary>Closes the store and opens what it kept; the same store if nothing is kept.</summary>
    protected abstract ValueTask<IHeadStore> ReopenAsync(IHeadStore store);

    /// <summary>Disposes the store.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Heads_come_back_in_order_by_number_and_by_tree()
    {
        var signed = await SignSix();
        _store = await ReopenAsync(_store!);
        Assert.Equal(signed[^1], await _store.LastAsync(None));
        Assert.Equal(signed.Select(Line), await _store.ReadAsync(1, 100, None));
        Assert.Equal(signed.Skip(2).Take(3).Select(Line), await _store.ReadAsync(3, 3, None));
        Assert.Empty(await _store.ReadAsync(7, 3, None));
        Assert.Equal(signed.Where(head => head.Tree == _tree).Select(Line), await _store.ReadAsync(_tree, None));
        Assert.Equal([_other.Day], await _store.DaysAsync(_other.Log, None));
        Assert.Empty(await _store.DaysAsync("nothing", None));
    }

    [Fact]
    public async Task Last_head_of_each_tree_comes_with_its_edge()
    {
        var signed = await SignSix();
        _store = await ReopenAsync(_store!);
        var tree = Assert.Single(await _store.TreesAsync(_tree.Log, None));
        Assert.Equal(signed.Last(head => head.Tree == _tree), tree.Head);
        Assert.Equal(tree.Head.Root, Convert.ToHexStringLower(new TreeEdge(tree.Head.Size, tree.Edge.Span).Root()));
        Assert.Empty(await _store.TreesAsync("nothing", None));
    }

    [Fact]
    public async Task An_empty_store_has_no_last_head()
    {
        _store = await OpenAsync();
        Assert.Null(await _store.LastAsync(None));
        Assert.Empty(await _store.ReadAsync(1, 10, None));
    }

    [Fact]
    public async Task A_number_is_taken_once_and_the_chain_goes_on_behind_it()
    {
        _store = await OpenAsync();
        var (one, two) = (await TestHeads.OpenAsync(_clock, _store), await TestHeads.OpenAsync(_clock, _store));
        var first = Assert.Single(await one.SignAsync([State(_tree, 1)], None));
        var fault = await Assert.ThrowsAsync<SealException>(async () => await two.SignAsync([State(_tree, 1), State(_other, 1)], None));
        Assert.Equal(SealsFaults.ChainTaken, fault.Fault);
        Assert.Equal([Line(first)], await _store.ReadAsync(1, 10, None));
        Assert.Equal((2, first.Hash), (Assert.Single(await two.SignAsync([State(_other, 1)], None)) is var next ? (next.Number, next.Previous) : default));
    }

    [Fact]
    public async Task Marks_of_witnesses_are_kept_apart()
    {
        _store = await OpenAsync();
        Assert.Equal(0, await _store.MarkAsync("file", None));
        await _store.SetMarkAsync("file", 7, None);
        await _store.SetMarkAsync("file", 9, None);
        await _store.SetMarkAsync("syslog", 3, None);
        _store = await ReopenAsync(_store);
        Assert.Equal((9, 3), (await _store.MarkAsync("file", None), await _store.MarkAsync("syslog", None)));
    }

    private async Task<List<SignedHead>> SignSix()
    {
        _store = await OpenAsync();
        var chain = await TestHeads.OpenAsync(_clock, _store);
        var signed = new List<SignedHead>();
        for (var size = 1; size <= 3; size++)
        {
            signed.AddRange(await chain.SignAsync([State(_tree, size), State(_other, size * 5)], None));
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        return signed;
    }

    private static TreeState State(TreeName name, int size)
    {
        var edge = new TreeEdge();
        edge.Append(new byte[size * TreeHash.Length]);
        return new TreeState(name, HeadKind.Tree, size, edge.Root(), edge.Octets.ToArray());
    }

    private static string Line(SignedHead head) => head.ToString();
}
