namespace Gudok.Numbers.Tests;

public sealed class PartyInventorTests : IAsyncLifetime
{
    private readonly VaultFolder _source = new();
    private readonly VaultFolder _copy = new();
    private readonly ThrowawayNames _names = new();
    private SqliteVault _from = null!;
    private SqliteVault _to = null!;

    public async ValueTask InitializeAsync() => (_from, _to) = (await _source.OpenAsync(), await _copy.OpenAsync());

    public async ValueTask DisposeAsync()
    {
        await _from.DisposeAsync();
        await _to.DisposeAsync();
        _source.Dispose();
        _copy.Dispose();
        _names.Dispose();
    }

    [Theory]
    [InlineData("79161234567")]
    [InlineData("74951234567")]
    [InlineData("78005553535")]
    [InlineData("77272501234")]
    [InlineData("493012345678")]
    [InlineData("12125550123")]
    [InlineData("390612345678")]
    [InlineData("3726123456")]
    public async Task Invented_number_is_assigned_in_the_same_region_for_the_same_use(string digits)
    {
        var party = Numbers.E164(digits);
        var like = NumberingPlan.Default.Check(party.Number);
        var seen = new HashSet<Party>();
        for (var turn = 0; turn < 50; turn++)
        {
            var invented = Assert.Single(await InventAsync(KeptParties.Emergency, party));
            var verdict = NumberingPlan.Default.Check(invented.Number);
            Assert.True(verdict.IsValid);
            Assert.Equal((like.Region, like.Type, party.Number.Length), (verdict.Region, verdict.Type, invented.Number.Length));
            seen.Add(invented);
        }

        Assert.DoesNotContain(party, seen);
        Assert.True(seen.Count > 40);
    }

    [Fact]
    public async Task Nobody_of_the_source_is_invented_though_nearly_all_of_a_range_is_taken()
    {
        var extensions = Enumerable.Range(0, 990).Select(n => Party.Internal(Numbers.Packed(PartyKind.Internal, $"{n:d3}"), "")).ToArray();
        await _from.ResolveAsync(extensions, default);
        var invented = await InventAsync(KeptParties.Emergency, extensions);
        Assert.Equal(invented.Count, invented.Distinct().Count());
        Assert.Empty(invented.Intersect(extensions));
        await _to.ResolveAsync([.. invented], default);
        Assert.DoesNotContain((await InventAsync(KeptParties.Emergency, extensions[0]))[0], invented);
    }

    [Fact]
    public async Task Emergency_numbers_stay_and_other_short_numbers_become_others_that_are_none()
    {
        var (emergency, service) = (Short("112"), Short("122"));
        var invented = await InventAsync(KeptParties.Emergency, emergency);
        Assert.Equal(emergency, invented[0]);
        var others = await InventAsync(KeptParties.Emergency, service, Short("0890"));
        Assert.All(others, other => Assert.Equal((PartyKind.Short, "RU"), (other.Kind, other.Scope)));
        Assert.All(others, other => Assert.False(KeptParties.Emergency.Contains(other)));
        Assert.DoesNotContain(service, others);
    }

    [Fact]
    public async Task Numbers_that_were_named_stay_and_nobody_else_becomes_one_of_them()
    {
        Assert.True(KeptParties.TryRead(["88005553535", "+74951234500..+74951234599"], "RU", out var kept));
        var invented = await InventAsync(kept, Numbers.E164("78005553535"), Numbers.E164("74951234550"), Numbers.E164("74951234600"));
        Assert.Equal([Numbers.E164("78005553535"), Numbers.E164("74951234550")], invented.Take(2));
        Assert.False(kept.Contains(invented[2]));
        Assert.False(KeptParties.TryRead(["nobody"], "RU", out _));
    }

    [Fact]
    public async Task Address_and_realm_are_named_alike_where_they_were_alike_and_say_nothing()
    {
        var (first, second) = (Party.Address("ivan.petrov@office.example.org"), Party.Address("anna@office.example.org"));
        await _from.ResolveAsync([first, second], default);
        var invented = await InventAsync(KeptParties.Emergency, first, second, Party.Internal(Numbers.Packed(PartyKind.Internal, "204"), "office"));
        Assert.All(invented, party => Assert.DoesNotContain("office", party.Text + party.Scope, StringComparison.Ordinal));
        Assert.Equal(HostOf(invented[0]), HostOf(invented[1]));
        Assert.NotEqual(invented[0], invented[1]);
        Assert.StartsWith("user-", invented[0].Text, StringComparison.Ordinal);

        static string HostOf(Party party) => party.Text[party.Text.LastIndexOf('@')..];
    }

    private static Party Short(string digits) => Party.Short(Numbers.Packed(PartyKind.Short, digits), "RU");

    private ValueTask<IReadOnlyList<Party>> InventAsync(KeptParties kept, params Party[] parties) =>
        new PartyInventor(_from, _to, kept, _names).InventAsync(parties, default);
}
