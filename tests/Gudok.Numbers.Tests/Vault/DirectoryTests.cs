namespace Gudok.Numbers.Tests;

public sealed class DirectoryTests
{
    [Fact]
    public void Directory_finds_what_the_plain_comparison_finds()
    {
        const int Seed = 20261121;
        var random = new Random(Seed);
        var parties = Enumerable.Range(0, 3000).Select(_ => RandomParty(random)).Distinct().ToList();
        var memory = Fill(parties);
        for (var turn = 0; turn < 400; turn++)
        {
            var part = RandomPart(random, parties);
            var query = PartQuery.Read(part, turn % 2 == 0 ? NumberReach.AllDigits : NumberReach.ShownDigits);
            var expected = Enumerable.Range(0, parties.Count).Where(at => query.Matches(parties[at])).Select(Id).ToHashSet();
            var found = memory.Search(query, parties.Count, default);
            Assert.True(expected.SetEquals(found), $"seed {Seed}, turn {turn}, part {part}: {expected.Count} expected, {found.Count} found");
            Assert.Equal(found.Count, found.Distinct().Count());
        }
    }

    [Fact]
    public void Trunk_eight_finds_numbers_that_begin_with_plus_seven_and_no_others()
    {
        Party[] parties =
        [
            Numbers.E164("79031234567"), Numbers.E164("74967903123"), Party.Internal(Numbers.Packed(PartyKind.Internal, "79031"), ""),
            Numbers.E164("18903150000"),
        ];
        var memory = Fill(parties);
        Assert.Equal([Id(0), Id(3)], memory.Search(PartQuery.Read("8 (903) 1", NumberReach.AllDigits), 10, default).Order(ById));
        Assert.Equal([Id(3)], memory.Search(PartQuery.Read("+8 903 1", NumberReach.AllDigits), 10, default));
        Assert.Equal([Id(3)], memory.Search(PartQuery.Read("890", NumberReach.AllDigits), 10, default));
    }

    [Theory]
    [InlineData("7903", 0)]
    [InlineData("8903", 0)]
    [InlineData("67", 0)]
    [InlineData("4567", null)]
    [InlineData("9031", null)]
    [InlineData("1", 1)]
    [InlineData("23", null)]
    [InlineData("112", 2)]
    [InlineData("ab", null)]
    public void Among_shown_digits_no_hidden_one_is_found(string part, int? expected)
    {
        var memory = Fill([Numbers.E164("79034564567"), Party.Internal(Numbers.Packed(PartyKind.Internal, "1234"), ""), Party.Short(Numbers.Packed(PartyKind.Short, "112"), "RU"), Party.Address("ab@c")]);
        var found = memory.Search(PartQuery.Read(part, NumberReach.ShownDigits), 10, default);
        if (expected is { } at) Assert.Contains(Id(at), found);
        else Assert.Empty(found);
    }

    [Theory]
    [InlineData(NumberReach.None)]
    [InlineData(NumberReach.Whole)]
    public void Without_leave_to_search_by_a_part_nobody_is_found(NumberReach reach) =>
        Assert.Empty(Fill([Numbers.E164("79034564567"), Party.Address("79034564567@c")]).Search(PartQuery.Read("79034564567", reach), 10, default));

    [Fact]
    public void Part_is_not_found_across_two_addresses()
    {
        var memory = Fill([Party.Address("ab@c"), Party.Address("de@f")]);
        Assert.Empty(memory.Search(PartQuery.Read("cde", NumberReach.AllDigits), 10, default));
        Assert.Equal([Id(1)], memory.Search(PartQuery.Read("DE@", NumberReach.AllDigits), 10, default));
    }

    [Fact]
    public void Erased_address_and_number_leave_the_directory()
    {
        Party[] parties = [Party.Address("ab@c"), Numbers.E164("79031234567"), Party.Address("ab@d")];
        var memory = Fill(parties);
        memory.Erase(0, parties[0]);
        memory.Erase(1, parties[1]);
        Assert.Equal([Id(2)], memory.Search(PartQuery.Read("ab", NumberReach.AllDigits), 10, default));
        Assert.Empty(memory.Search(PartQuery.Read("903", NumberReach.AllDigits), 10, default));
        memory.LoadDirectory([(1, parties[1])]);
        Assert.Empty(memory.Search(PartQuery.Read("903", NumberReach.AllDigits), 10, default));
    }

    [Fact]
    public void A_search_can_be_cancelled()
    {
        var memory = Fill([Numbers.E164("79031234567")]);
        Assert.Throws<OperationCanceledException>(() => memory.Search(PartQuery.Read("903", NumberReach.AllDigits), 10, new CancellationToken(true)));
    }

    [Fact]
    public void Cache_keeps_what_is_used_and_stays_within_its_limit()
    {
        var cache = new PartyCache(1000);
        var used = Handle(Numbers.E164("70000000000"), 1);
        cache.Add(used);
        foreach (var party in Numbers.Many(10_000))
        {
            cache.Add(Handle(party, 2));
            Assert.True(cache.TryGet(used.Party, out _));
            Assert.InRange(cache.Count, 1, 1000);
        }

        Assert.False(cache.TryGet(Numbers.Many(1)[0], out _));
        cache.Remove(used.Party);
        Assert.False(cache.TryGet(used.Party, out _));
    }

    [Fact]
    public void Parties_whose_blind_indexes_share_their_first_bits_are_both_found()
    {
        var index = new PartyIndex();
        for (var at = 0; at < 5000; at++) index.Set(at, Id(at), at % 2 == 0 ? 7UL : (ulong)at + 100);
        var cursor = -1;
        var found = new HashSet<int>();
        for (var place = index.NextOf(7, ref cursor); place >= 0; place = index.NextOf(7, ref cursor)) found.Add(place);
        Assert.Equal(2500, found.Count);
        Assert.All(Enumerable.Range(0, 5000), at => Assert.Equal(at, index.Find(Id(at))));
        Assert.Equal(-1, index.Find(new PartyId(1)));
    }

    private static Comparer<PartyId> ById => Comparer<PartyId>.Create((left, right) => left.Value.CompareTo(right.Value));

    private static PartyId Id(int at) => new((ulong)at + 1_000_000);

    private static VaultParty Handle(Party party, ulong id) => new(new PartyId(id), party, new byte[32], new byte[32]);

    private static PartyMemory Fill(IReadOnlyList<Party> parties)
    {
        var memory = new PartyMemory(1000);
        memory.Add([.. parties.Select((party, at) => new NewParty(Handle(party, Id(at).Value), (ulong)at + 1, at))]);
        return memory;
    }

    private static Party RandomParty(Random random)
    {
        var digits = string.Concat(Enumerable.Range(0, random.Next(1, 17)).Select(_ => random.Next(10)));
        return random.Next(4) switch
        {
            0 => Numbers.E164($"79{random.Next(1_000_000):d9}"),
            1 => Numbers.E164(digits),
            2 => Party.Internal(Numbers.Packed(PartyKind.Internal, digits), ""),
            _ => Party.Address($"{(random.Next(2) == 0 ? "Иван-" : "u (x)")}{digits}@Host{random.Next(9)}.example"),
        };
    }

    private static string RandomPart(Random random, List<Party> parties)
    {
        var whole = parties[random.Next(parties.Count)] is { Text.Length: > 0 } address
            ? address.Text
            : parties[random.Next(parties.Count)].ToFullText();
        var from = random.Next(whole.Length);
        var part = whole.Substring(from, random.Next(1, whole.Length - from + 1));
        return random.Next(5) switch { 0 => "8" + part, 1 => part.ToUpperInvariant(), 2 => part.Insert(part.Length / 2, " - "), _ => part };
    }
}
