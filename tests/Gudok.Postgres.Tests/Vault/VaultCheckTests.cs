using Gudok.Numbers;

namespace Gudok.Postgres.Tests;

/// <summary>Whoever edits a table of the vault by hand is caught by <c>verify</c>, which names the page.</summary>
[Trait("Needs", "packages")]
public sealed class VaultCheckTests(SharedCluster shared)
{
    [Theory]
    [InlineData("delete from gudok.keys where page=1", "page 1")]
    [InlineData("delete from gudok.lookup where page=1", "page 1")]
    [InlineData("delete from gudok.parties where page=1", "page 1")]
    [InlineData("delete from gudok.keys where page=1; delete from gudok.lookup where page=1; delete from gudok.parties where page=1", "page 1")]
    [InlineData("delete from gudok.parties where page=2", "page 2")]
    [InlineData("update gudok.parties set count=count-1 where page=0", "page 0")]
    [InlineData("update gudok.parties set entries=substring(entries for length(entries)-1) where page=0", "ends within a party")]
    [InlineData("update gudok.parties set entries=(select entries from gudok.parties where page=1) where page=0", "page 0")]
    [InlineData("update gudok.parties set entries=set_byte(entries, 40, get_byte(entries, 40) # 1) where page=0", "was changed")]
    [InlineData("update gudok.keys set slots=set_byte(slots, 40, get_byte(slots, 40) # 1) where page=0", "was changed")]
    [InlineData("update gudok.keys set slots=(select slots from gudok.keys where page=1) where page=0", "Page 0")]
    [InlineData("update gudok.lookup set slots=set_byte(slots, 40, get_byte(slots, 40) # 1) where page=0", "was changed")]
    [InlineData("update gudok.keys set epoch=epoch+1 where page=0", "lacks the key of week")]
    public async Task An_edited_vault_is_caught(string sql, string named)
    {
        using var opened = new OpenedVault(shared);
        await using var vault = await opened.OpenAsync();
        var parties = Enumerable.Range(0, 2 * KeyPage.Slots + 7).Select(n => Number(n)).ToArray();
        await vault.ResolveAsync(parties, default);
        await vault.CheckAsync(default);
        await shared.Cluster.ExecuteAsync(opened.Server!.Connection.Split(';')[2]["Database=".Length..], sql);
        var fault = await Assert.ThrowsAsync<VaultException>(async () => await vault.CheckAsync(default));
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".db", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_party_that_the_list_of_the_erased_names_is_none_that_is_missing()
    {
        using var opened = new OpenedVault(shared);
        await using var vault = await opened.OpenAsync();
        var parties = await vault.ResolveAsync([Number(1), Number(2)], default);
        await vault.EraseAsync(parties[0]!.Id, default);
        await vault.CheckAsync(default);
    }

    private static Party Number(int number) => new PartyReader(new PartyOptions()).Read($"7903{number:d7}");
}
