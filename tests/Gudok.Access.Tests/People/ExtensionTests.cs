using Gudok.Numbers;

namespace Gudok.Access.Tests;

public sealed class ExtensionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_extension_is_known_by_whose_it_was_on_the_day()
    {
        await using var people = new TestPeople();
        await people.AddAsync("ivanov");
        await people.AddAsync("petrova");
        await people.Desk.GiveExtensionAsync(TestPeople.Owner, "ivanov", "101", new DateOnly(2026, 1, 10), Stop);
        await people.Desk.GiveExtensionAsync(TestPeople.Owner, "petrova", "101", new DateOnly(2026, 3, 1), Stop);
        await people.Desk.EndExtensionAsync(TestPeople.Owner, "petrova", "101", new DateOnly(2026, 3, 31), Stop);
        var days = new[] { (1, 9), (1, 10), (2, 28), (3, 1), (3, 31), (4, 1) };
        var book = await people.Desk.ExtensionsAsync(Stop);
        Assert.Equal([null, "ivanov", "ivanov", "petrova", "petrova", null], days.Select(at => book.OperatorOf(Extension("101"), new DateOnly(2026, at.Item1, at.Item2))));
    }

    [Fact]
    public async Task The_book_is_read_again_after_a_change_and_only_then()
    {
        await using var people = new TestPeople();
        var (day, none) = (new DateOnly(2026, 3, 1), await people.Desk.ExtensionsAsync(Stop));
        Assert.True(none.IsEmpty);
        Assert.False(File.Exists(Path.Combine(people.Folder, "desk.db")));
        await people.AddAsync("ivanov");
        await people.Desk.GiveExtensionAsync(TestPeople.Owner, "ivanov", "101", day, Stop);
        var book = await people.Desk.ExtensionsAsync(Stop);
        Assert.Equal(("ivanov", null), (book.OperatorOf(Extension("101"), day), book.OperatorOf(Extension("102"), day)));
        Assert.Same(book, await people.Desk.ExtensionsAsync(Stop));
        await people.Desk.EndExtensionAsync(TestPeople.Owner, "ivanov", "101", day, Stop);
        Assert.Null((await people.Desk.ExtensionsAsync(Stop)).OperatorOf(Extension("101"), day.AddDays(1)));
    }

    [Fact]
    public async Task Who_loses_an_extension_is_told_and_has_an_entry_of_the_journal()
    {
        await using var people = new TestPeople();
        await people.AddAsync("ivanov");
        await people.AddAsync("petrova");
        Assert.Null(await people.Desk.GiveExtensionAsync(TestPeople.Owner, "ivanov", "101", new DateOnly(2026, 1, 10), Stop));
        people.Journal.Entries.Clear();
        Assert.Equal("ivanov", await people.Desk.GiveExtensionAsync(TestPeople.Owner, "petrova", "101", new DateOnly(2026, 3, 1), Stop));
        var (loses, gets) = (people.Journal.Entries[0], people.Journal.Entries[1]);
        Assert.Equal(2, people.Journal.Entries.Count);
        Assert.Equal(("user.extension", "user:" + (await people.Desk.FindAsync("ivanov", Stop)).Id), (loses.Act, Assert.Single(loses.Objects)));
        Assert.Equal("extension 1** until 2026-02-28, given to petrova", loses.Detail);
        Assert.Equal(("extension 1** from 2026-03-01, taken from ivanov", "user:" + (await people.Desk.FindAsync("petrova", Stop)).Id), (gets.Detail, Assert.Single(gets.Objects)));
        Assert.True(loses.Correlation is not null && loses.Correlation == gets.Correlation);
    }

    [Fact]
    public async Task An_extension_is_taken_from_nobody_but_who_was_named()
    {
        await using var people = new TestPeople();
        foreach (var name in new[] { "ivanov", "petrova", "sidorov" }) await people.AddAsync(name);
        await people.Desk.GiveExtensionAsync(TestPeople.Owner, "ivanov", "101", new DateOnly(2026, 1, 10), Stop);
        foreach (var named in new[] { null, "", "sidorov" })
        {
            var refused = await Assert.ThrowsAsync<AccessException>(() => people.Desk.GiveExtensionAsync(TestPeople.Owner, "petrova", "101", new DateOnly(2026, 3, 1), named, Stop));
            Assert.Equal(AccessFaults.ExtensionTaken, refused.Code);
            Assert.DoesNotContain("101", refused.Message, StringComparison.Ordinal);
        }

        Assert.Null(Assert.Single((await people.Desk.FindAsync("ivanov", Stop)).Extensions).Until);
        Assert.Equal("ivanov", await people.Desk.GiveExtensionAsync(TestPeople.Owner, "petrova", "101", new DateOnly(2026, 3, 1), "ivanov", Stop));
        Assert.Null(await people.Desk.GiveExtensionAsync(TestPeople.Owner, "petrova", "102", new DateOnly(2026, 3, 1), null, Stop));
    }

    [Fact]
    public async Task Whoever_has_an_extension_is_not_given_it_again_unless_its_last_day_is_set()
    {
        await using var people = new TestPeople();
        await people.AddAsync("ivanov");
        await people.Desk.GiveExtensionAsync(TestPeople.Owner, "ivanov", "101", new DateOnly(2026, 1, 10), Stop);
        Assert.Equal(
            AccessFaults.NothingToChange,
            (await Assert.ThrowsAsync<AccessException>(() => people.Desk.GiveExtensionAsync(TestPeople.Owner, "ivanov", "101", new DateOnly(2026, 3, 1), Stop))).Code);
        await people.Desk.EndExtensionAsync(TestPeople.Owner, "ivanov", "101", new DateOnly(2026, 3, 31), Stop);
        Assert.Null(await people.Desk.GiveExtensionAsync(TestPeople.Owner, "ivanov", "101", new DateOnly(2026, 3, 1), null, Stop));
        Assert.Equal([null, new DateOnly(2026, 2, 28)], (await people.Desk.FindAsync("ivanov", Stop)).Extensions.Select(use => use.Until));
    }

    [Fact]
    public async Task An_extension_given_to_another_is_not_given_again_before_that_day()
    {
        await using var people = new TestPeople();
        await people.AddAsync("ivanov");
        await people.AddAsync("petrova");
        await people.Desk.GiveExtensionAsync(TestPeople.Owner, "ivanov", "101", new DateOnly(2026, 3, 1), Stop);
        await Assert.ThrowsAsync<AccessException>(() => people.Desk.GiveExtensionAsync(TestPeople.Owner, "petrova", "101", new DateOnly(2026, 2, 1), Stop));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10a")]
    [InlineData("9031234567")]
    public async Task What_is_no_extension_is_refused(string extension)
    {
        await using var people = new TestPeople();
        await people.AddAsync("ivanov");
        await Assert.ThrowsAsync<AccessException>(() => people.Desk.GiveExtensionAsync(TestPeople.Owner, "ivanov", extension, new DateOnly(2026, 3, 1), Stop));
    }

    private static PhoneNumber Extension(string digits)
    {
        Assert.True(PhoneNumber.TryCreate(PartyKind.Internal, digits, out var number));
        return number;
    }
}
