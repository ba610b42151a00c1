using Gudok.Testing;

namespace Gudok.Numbers.Tests;

public sealed class SqliteVaultTests : PartyVaultContract, IDisposable
{
    private readonly VaultFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override async ValueTask<IPartyVault> OpenAsync() => await _folder.OpenAsync();

    [Fact]
    public async Task Parties_and_their_keys_survive_a_restart()
    {
        PartyId[] ids;
        await using (var vault = await _folder.OpenAsync())
        {
            ids = [.. (await vault.ResolveAsync(Kinds(), default)).Select(one => one!.Id)];
        }

        await using var reopened = await _folder.OpenAsync();
        Assert.Equal(ids, (await reopened.ResolveAsync(Kinds(), default)).Select(one => one!.Id));
        Assert.Equal(Kinds(), (await reopened.ReadAsync(ids, default)).Select(one => one.Party));
        Assert.Equal(Kinds().Length, reopened.State.Living);
    }

    [Fact]
    public async Task Exact_search_works_at_once_and_search_by_part_follows()
    {
        var parties = Enumerable.Range(0, 5000).Select(n => Number($"7903{n:d7}")).ToArray();
        await using (var vault = await _folder.OpenAsync()) await vault.ResolveAsync(parties, default);
        await using var reopened = await _folder.OpenAsync();
        Assert.NotNull(await reopened.FindAsync(parties[4321], default));
        await reopened.DirectoryLoaded;
        Assert.Equal(100, reopened.State.LoadedPercent);
        Assert.Equal(5000, (await reopened.SearchAsync("7903", NumberReach.AllDigits, 6000, default)).Ids.Count);
        Assert.Single((await reopened.SearchAsync("4321", NumberReach.AllDigits, 2, default)).Ids);
    }

    [Fact]
    public async Task Parties_fill_pages_over_many_small_batches_and_restarts()
    {
        var all = Enumerable.Range(0, 3 * KeyPage.Slots + 7).Select(n => Number($"7903{n:d7}")).ToArray();
        for (var from = 0; from < all.Length; from += 50)
        {
            await using var vault = await _folder.OpenAsync();
            foreach (var party in all[from..Math.Min(from + 50, all.Length)]) await vault.ResolveAsync([party], default);
        }

        await using var last = await _folder.OpenAsync();
        Assert.Equal(all.Length, last.State.Living);
        Assert.All(await last.ResolveAsync(all, default), Assert.NotNull);
        Assert.Equal(all.Length, last.State.Living);
    }
}
