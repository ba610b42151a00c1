using Gudok.Numbers;

namespace Gudok.Testing;

/// <summary>What every vault must do, whatever it stands on. An implementation's tests derive from this and run all of it.</summary>
public abstract class PartyVaultContract
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Equal_parties_have_one_handle_and_different_ones_differ()
    {
        await using var vault = await OpenAsync();
        var handles = await vault.ResolveAsync([Number("79031234567"), Number("79031234568"), Number("79031234567")], None);
        Assert.Equal(handles[0]!.Id, handles[2]!.Id);
        Assert.NotEqual(handles[0]!.Id, handles[1]!.Id);
        Assert.Equal(2, vault.State.Living);
    }

    [Fact]
    public async Task All_kinds_but_none_and_withheld_are_kept_and_come_back_whole()
    {
        await using var vault = await OpenAsync();
        Party[] parties = [.. Kinds(), default, Party.Withheld];
        var handles = await vault.ResolveAsync(parties, None);
        Assert.All(handles.Take(parties.Length - 2), Assert.NotNull);
        Assert.All(handles.Skip(parties.Length - 2), Assert.Null);
        var readings = await vault.ReadAsync([.. handles.OfType<VaultParty>().Select(one => one.Id)], None);
        Assert.Equal(Kinds(), readings.Select(one => one.Party));
        Assert.All(readings, one => Assert.Equal(PartyStatus.Known, one.Status));
    }

    [Fact]
    public async Task Digits_of_different_kinds_scopes_and_lengths_are_different_parties()
    {
        await using var vault = await OpenAsync();
        var handles = await vault.ResolveAsync(
            [Number("112"), Party.Short(Packed(PartyKind.Short, "112"), "RU"), Party.Short(Packed(PartyKind.Short, "112"), "KZ"),
             Party.Internal(Packed(PartyKind.Internal, "112"), ""), Party.Internal(Packed(PartyKind.Internal, "112"), "b"),
             Party.Internal(Packed(PartyKind.Internal, "0112"), "")], None);
        Assert.Equal(handles.Count, handles.Select(one => one!.Id).Distinct().Count());
    }

    [Fact]
    public async Task Find_finds_what_was_resolved_and_creates_nothing()
    {
        await using var vault = await OpenAsync();
        var created = (await vault.ResolveAsync([Number("79031234567")], None))[0]!;
        Assert.Equal(created.Id, (await vault.FindAsync(Number("79031234567"), None))?.Id);
        Assert.Null(await vault.FindAsync(Number("79031234568"), None));
        Assert.Null(await vault.FindAsync(Party.Withheld, None));
        Assert.Equal(1, vault.State.Living);
    }

    [Fact]
    public async Task Unknown_id_reads_as_unknown()
    {
        await using var vault = await OpenAsync();
        var reading = (await vault.ReadAsync([new PartyId(42)], None))[0];
        Assert.Equal((PartyStatus.Unknown, default(Party)), (reading.Status, reading.Party));
        Assert.Null((await vault.OpenAsync([new PartyId(42)], None))[0]);
    }

    [Fact]
    public async Task Erased_party_is_gone_from_every_answer_and_reads_as_erased()
    {
        await using var vault = await OpenAsync();
        var party = (await vault.ResolveAsync([Number("79031234567"), Number("79031234568")], None))[0]!;
        Assert.False(vault.IsOnErasureList(party.Id));
        Assert.True(await vault.EraseAsync(party.Id, None));
        Assert.True(vault.IsOnErasureList(party.Id));
        Assert.Null(await vault.FindAsync(party.Party, None));
        Assert.Equal(PartyStatus.Erased, (await vault.ReadAsync([party.Id], None))[0].Status);
        Assert.Null((await vault.OpenAsync([party.Id], None))[0]);
        Assert.DoesNotContain(party.Id, (await vault.SearchAsync("903123", NumberReach.AllDigits, 10, None)).Ids);
        Assert.Equal((1L, 1L), (vault.State.Living, vault.State.Erased));
        Assert.False(await vault.EraseAsync(party.Id, None));
    }

    [Fact]
    public async Task A_new_call_of_an_erased_number_makes_a_new_party()
    {
        await using var vault = await OpenAsync();
        var former = (await vault.ResolveAsync([Number("79031234567")], None))[0]!;
        await vault.EraseAsync(former.Id, None);
        var later = (await vault.ResolveAsync([Number("79031234567")], None))[0]!;
        Assert.NotEqual(former.Id, later.Id);
        Assert.Equal(PartyStatus.Erased, (await vault.ReadAsync([former.Id], None))[0].Status);
        Assert.Equal(later.Id, Assert.Single((await vault.SearchAsync("1234567", NumberReach.AllDigits, 10, None)).Ids));
    }

    [Fact]
    public async Task Erasure_is_told_once_to_each_who_asked()
    {
        await using var vault = await OpenAsync();
        var party = (await vault.ResolveAsync([Number("79031234567"), Number("79031234568")], None));
        var told = new List<PartyId>();
        var subscription = vault.OnErased(told.Add);
        await vault.EraseAsync(party[0]!.Id, None);
        subscription.Dispose();
        await vault.EraseAsync(party[1]!.Id, None);
        Assert.Equal([party[0]!.Id], told);
    }

    [Theory]
    [InlineData("123", 2)]
    [InlineData("903 12", 1)]
    [InlineData("+7 (903) 123-45-67", 1)]
    [InlineData("8 903 1", 1)]
    [InlineData("4567", 1)]
    [InlineData("79031234567", 1)]
    [InlineData("79031234568", 0)]
    [InlineData("790312345670", 0)]
    [InlineData("ivan", 1)]
    [InlineData("IVAN.Petrov", 1)]
    [InlineData("example", 2)]
    [InlineData("оператор", 1)]
    [InlineData("nobody", 0)]
    [InlineData("", 0)]
    [InlineData("+-()", 0)]
    public async Task Part_of_a_number_or_an_address_is_found(string part, int count)
    {
        await using var vault = await OpenAsync();
        await vault.ResolveAsync(
            [Number("79031234567"), Number("74950000000"), Party.Internal(Packed(PartyKind.Internal, "0123"), ""),
             Party.Address("Ivan.Petrov@example.org"), Party.Address("sales@example.org"), Party.Address("Оператор@пример.рф")], None);
        var found = await vault.SearchAsync(part, NumberReach.AllDigits, 10, None);
        Assert.Equal((count, false), (found.Ids.Count, found.IsCut));
    }

    [Fact]
    public async Task Search_is_cut_at_its_limit_and_says_so()
    {
        await using var vault = await OpenAsync();
        await vault.ResolveAsync([.. Enumerable.Range(0, 100).Select(n => Number($"7903{n:d7}"))], None);
        var cut = await vault.SearchAsync("7903", NumberReach.AllDigits, 60, None);
        Assert.Equal((60, true), (cut.Ids.Count, cut.IsCut));
        var whole = await vault.SearchAsync("7903", NumberReach.AllDigits, 100, None);
        Assert.Equal((100, false), (whole.Ids.Count, whole.IsCut));
    }

    [Fact]
    public async Task Many_at_once_create_each_party_once()
    {
        await using var vault = await OpenAsync();
        var batches = await Task.WhenAll(Enumerable.Range(0, 16).Select(turn => Task.Run(async () =>
            await vault.ResolveAsync([.. Enumerable.Range(turn * 50, 400).Select(n => Number($"7916{n:d7}"))], None))));
        var ids = batches.SelectMany(batch => batch).GroupBy(one => one!.Party).ToList();
        Assert.Equal(1150, ids.Count);
        Assert.All(ids, same => Assert.Single(same.Select(one => one!.Id).Distinct()));
        Assert.Equal(1150, vault.State.Living);
    }

    [Fact]
    public async Task Handles_of_one_party_commit_alike_however_they_were_got()
    {
        await using var vault = await OpenAsync();
        var created = (await vault.ResolveAsync([Number("79031234567")], None))[0]!;
        var opened = (await vault.OpenAsync([created.Id], None))[0]!;
        Assert.Equal(Commitment(created), Commitment(opened));
        var other = (await vault.ResolveAsync([Number("79031234568")], None))[0]!;
        Assert.NotEqual(Commitment(created), Commitment(other));
    }

    /// <summary>Opens a fresh, empty vault; it is disposed by the test.</summary>
    protected abstract ValueTask<IPartyVault> OpenAsync();

    /// <summary>A number of the public network.</summary>
    protected static Party Number(string digits) => Party.E164(Packed(PartyKind.E164, digits));

    /// <summary>Packs digits.</summary>
    protected static PhoneNumber Packed(PartyKind kind, string digits) =>
        PhoneNumber.TryCreate(kind, digits, out var number) ? number : throw new ArgumentException("No digits.", nameof(digits));

    /// <summary>One party of each kind that is kept.</summary>
    protected static Party[] Kinds() =>
    [
        Number("79031234567"),
        Number("491721234567890"),
        Party.Short(Packed(PartyKind.Short, "0890"), "RU"),
        Party.Internal(Packed(PartyKind.Internal, "0042"), "west"),
        Party.Address("ivan@example.org"),
        Party.Address("\"Оператор\"@[2001:db8::1]"),
        Party.Address(new string('x', 900) + "@example.org"),
    ];

    private static string Commitment(VaultParty party)
    {
        var commitment = new byte[32];
        party.Commit(new byte[16], (ushort)PartyRole.Caller, commitment);
        return Convert.ToHexString(commitment);
    }
}
