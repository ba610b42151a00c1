using System.Security.Cryptography;
using Gudok.Testing;

namespace Gudok.Seals.Tests;

public sealed class LogTreesTests : IAsyncDisposable
{
    private static readonly DateOnly _day = new(2026, 11, 21);
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly InMemoryHeadStore _store = new();
    private readonly InMemoryLeaves _leaves = new();
    private int _made;

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Leaves_that_were_taken_are_not_read_again()
    {
        using var trees = await Open();
        for (var round = 0; round < 5; round++)
        {
            Append(trees, 7);
            await trees.SealAsync(None);
        }

        Assert.Equal(0, _leaves.Reads);
        Assert.Equal(35, trees.HeadOf(_day)!.Size);
        Assert.True((await Check()).Wrong is null);
    }

    [Fact]
    public async Task After_a_restart_only_leaves_behind_the_last_head_are_read()
    {
        using (var trees = await Open())
        {
            Append(trees, 100);
            await trees.SealAsync(None);
            Append(trees, 4);
        }

        using var again = await Open();
        Append(again, 3);
        var head = Assert.Single((await again.SealAsync(None)).Heads);
        Assert.Equal((107, 7), (head.Size, _leaves.Reads));
        Assert.Null((await Check()).Wrong);
    }

    [Fact]
    public async Task A_damaged_edge_is_made_again_from_the_leaves()
    {
        using (var trees = await Open())
        {
            Append(trees, 11);
            await trees.SealAsync(None);
        }

        var kept = Assert.Single(await _store.TreesAsync("test", None));
        var broken = kept.Edge.ToArray();
        broken[5] ^= 1;
        using var again = await LogTrees.OpenAsync("test", await ChainOver(new ChangedEdges(_store, broken)), _leaves, None);
        Append(again, 1);
        Assert.Equal(12, Assert.Single((await again.SealAsync(None)).Heads).Size);
        Assert.Null((await Check()).Wrong);
    }

    [Fact]
    public async Task A_day_that_was_cut_short_is_not_sealed_again()
    {
        using (var trees = await Open())
        {
            Append(trees, 9);
            await trees.SealAsync(None);
        }

        _leaves[_day].RemoveRange(6, 3);
        using var again = await Open();
        Append(again, 5);
        var report = await again.SealAsync(None);
        Assert.Empty(report.Heads);
        Assert.Contains("2026-11-21", Assert.Single(report.Faults), StringComparison.Ordinal);
        Assert.Equal(1, (await Check()).Wrong!.Number);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(8)]
    public async Task A_changed_leaf_fails_the_first_head_that_covers_it(int changed)
    {
        using var trees = await Open();
        for (var round = 0; round < 3; round++)
        {
            Append(trees, 3);
            await trees.SealAsync(None);
        }

        _leaves[_day][changed] = new byte[32];
        Assert.Equal(changed / 3 + 1, (await Check()).Wrong!.Number);
    }

    [Fact]
    public async Task Leaves_behind_the_last_head_are_counted()
    {
        using var trees = await Open();
        Append(trees, 3);
        await trees.SealAsync(None);
        Append(trees, 2);
        Assert.Equal(2, (await Check()).Unsealed);
    }

    [Fact]
    public async Task A_dropped_day_is_lawfully_empty_and_may_begin_anew()
    {
        using var trees = await Open();
        Append(trees, 5);
        var dropped = await trees.DropAsync(_day, _ => { _leaves.Remove(_day); return ValueTask.CompletedTask; }, None);
        Assert.Equal((2, HeadKind.Dropped, 5), (dropped!.Number, dropped.Kind, dropped.Size));
        Assert.Equal((null, 5), ((await Check()).Wrong, (await Check()).Dropped));
        Append(trees, 2);
        Assert.Equal(2, Assert.Single((await trees.SealAsync(None)).Heads).Size);
        Assert.Null((await Check()).Wrong);
        using var again = await Open();
        Append(again, 1);
        Assert.Equal(3, Assert.Single((await again.SealAsync(None)).Heads).Size);
        Assert.Null(await again.DropAsync(_day.AddDays(1), _ => throw new InvalidOperationException(), None));
    }

    [Fact]
    public async Task A_day_that_cannot_be_read_is_told_is_not_dropped_and_keeps_no_other_from_being_sealed()
    {
        var next = _day.AddDays(1);
        _leaves.Append(_day, [SHA256.HashData([1])]);
        _leaves.Append(next, [SHA256.HashData([2])]);
        _leaves.Unreadable = _day;
        using var trees = await Open();
        var report = await trees.SealAsync(None);
        Assert.Equal(next, Assert.Single(report.Heads).Tree.Day);
        Assert.Contains("day 2026-11-21 cannot be read", Assert.Single(report.Faults), StringComparison.Ordinal);
        Assert.Equal(report.Faults[0], trees.FaultOf(_day));
        await Assert.ThrowsAsync<SealException>(async () => await trees.DropAsync(_day, _ => throw new InvalidOperationException(), None));
        _leaves.Unreadable = null;
        Assert.Equal(_day, Assert.Single((await trees.SealAsync(None)).Heads).Tree.Day);
        Assert.Null(trees.FaultOf(_day));
    }

    [Fact]
    public async Task A_day_that_goes_or_shrinks_while_it_is_watched_is_told_at_the_next_sealing()
    {
        using var trees = await Open();
        Append(trees, 5);
        await trees.SealAsync(None);
        Assert.Empty((await trees.SealAsync(None)).Faults);
        var cut = _leaves[_day].ToList();
        _leaves[_day].RemoveRange(4, 1);
        Assert.Contains("day 2026-11-21 no longer holds", Assert.Single((await trees.SealAsync(None)).Faults), StringComparison.Ordinal);
        using var again = await Open();
        _leaves.Remove(_day);
        Assert.Contains("day 2026-11-21 no longer holds", Assert.Single((await again.SealAsync(None)).Faults), StringComparison.Ordinal);
        _leaves.Append(_day, cut);
        using var mended = await Open();
        await mended.DropAsync(_day, _ => { _leaves.Remove(_day); return ValueTask.CompletedTask; }, None);
        Assert.Empty((await mended.SealAsync(None)).Faults);
    }

    [Fact]
    public async Task A_removed_day_is_named()
    {
        using var trees = await Open();
        Append(trees, 5);
        await trees.SealAsync(None);
        _leaves.Remove(_day);
        var check = new TreeCheck("test", _store, _leaves);
        Assert.Equal([_day], await check.DaysAsync(None));
        Assert.Contains("0 are there", (await check.CheckAsync(_day, None)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Appends_beside_a_sealing_are_sealed_once()
    {
        using var trees = await Open();
        var sealing = Task.Run(async () =>
        {
            for (var round = 0; round < 50; round++) await trees.SealAsync(None);
        });
        for (var round = 0; round < 200; round++) Append(trees, 3);
        await sealing;
        await trees.SealAsync(None);
        Assert.Equal((600, null), (trees.HeadOf(_day)!.Size, (await Check()).Wrong));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private ValueTask<DayCheck> Check() => new TreeCheck("test", _store, _leaves).CheckAsync(_day, None);

    private async Task<LogTrees> Open() => await LogTrees.OpenAsync("test", await ChainOver(_store), _leaves, None);

    private ValueTask<HeadChain> ChainOver(IHeadStore store) => TestHeads.OpenAsync(_clock, store);

    // As a ledger does: durable first, then told.
    private void Append(LogTrees trees, int count)
    {
        var before = _leaves[_day].Count;
        byte[][] leaves = [.. Enumerable.Range(_made, count).Select(n => SHA256.HashData(BitConverter.GetBytes(n)))];
        _made += count;
        _leaves.Append(_day, leaves);
        trees.Append(_day, before, [.. leaves.SelectMany(leaf => leaf)]);
    }
}
