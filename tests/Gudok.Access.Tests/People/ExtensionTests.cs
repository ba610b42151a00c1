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
