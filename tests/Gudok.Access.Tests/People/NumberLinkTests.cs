using Gudok.Numbers;

namespace Gudok.Access.Tests;

public sealed class NumberLinkTests
{
    private static readonly DateOnly Day = new(2026, 11, 1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_citizens_number_is_known_after_a_restart_and_stands_nowhere_in_plain_text()
    {
        await using var people = new TestPeople();
        var id = await LinkedAsync(people, "morozova", "79031234567");
        await people.ReopenAsync();
        Assert.Equal(new OwnNumber(Number("79031234567"), Day), await people.Desk.NumberOfAsync(id, Stop));
        Assert.DoesNotContain("9031234567", string.Concat(Directory.EnumerateFiles(people.Folder).Select(Text)), StringComparison.Ordinal);
        Assert.DoesNotContain(people.Journal.Entries, entry => string.Concat([entry.Detail, entry.Reason, .. entry.Objects]).Contains("1234567", StringComparison.Ordinal));
        Assert.Contains(people.Journal.Entries, entry => entry.Act == "user.number" && entry.Objects.SequenceEqual(["user:" + id]));
    }

    [Fact]
    public async Task The_link_ends_with_the_role()
    {
        await using var people = new TestPeople();
        var id = await LinkedAsync(people, "morozova", "79031234567");
        await people.Desk.ChangeRolesAsync(TestPeople.Owner, "morozova", [Role.Operator], [Role.Citizen], Stop);
        await people.Desk.ChangeRolesAsync(TestPeople.Owner, "morozova", [Role.Citizen], [], Stop);
        Assert.Null(await people.Desk.NumberOfAsync(id, Stop));
    }

    [Fact]
    public async Task The_link_ends_when_the_account_is_blocked_and_does_not_come_back()
    {
        await using var people = new TestPeople();
        var id = await LinkedAsync(people, "morozova", "79031234567");
        await people.Desk.BlockAsync(TestPeople.Owner, "morozova", "asked for it", Stop);
        await people.Desk.UnblockAsync(TestPeople.Owner, "morozova", "asked for it", Stop);
        Assert.Null(await people.Desk.NumberOfAsync(id, Stop));
    }

    [Fact]
    public async Task The_link_to_an_erased_number_ends_and_no_other()
    {
        await using var people = new TestPeople();
        var (one, other) = (await LinkedAsync(people, "morozova", "79031234567"), await LinkedAsync(people, "petrov", "79031234568"));
        await people.Desk.ForgetNumbersAsync([Number("79031234567")], Stop);
        Assert.Null(await people.Desk.NumberOfAsync(one, Stop));
        Assert.NotNull(await people.Desk.NumberOfAsync(other, Stop));
    }

    [Fact]
    public async Task Of_two_accounts_that_are_linked_to_one_number_at_the_same_moment_one_is_refused()
    {
        await using var people = new TestPeople();
        foreach (var name in new[] { "morozova", "petrov" }) await people.AddAsync(name, Role.Citizen);
        Task? second = null;
        // Begun when the first has looked and not written yet.
        people.Journal.Written = _ =>
        {
            people.Journal.Written = null;
            second = people.Desk.LinkNumberAsync(TestPeople.Owner, "petrov", Number("79031234567"), Day, Stop);
            return Task.CompletedTask;
        };
        await people.Desk.LinkNumberAsync(TestPeople.Owner, "morozova", Number("79031234567"), Day, Stop);
        Assert.Equal(AccessFaults.NumberTaken, (await Assert.ThrowsAsync<AccessException>(() => second!)).Code);
        Assert.Null(await people.Desk.NumberOfAsync((await people.Desk.FindAsync("petrov", Stop)).Id, Stop));
    }

    [Fact]
    public async Task A_number_belongs_to_one_account_and_only_to_a_citizens()
    {
        await using var people = new TestPeople();
        await LinkedAsync(people, "morozova", "79031234567");
        await people.AddAsync("petrov", Role.Citizen);
        await people.AddAsync("ivanov");
        var taken = await Assert.ThrowsAsync<AccessException>(() => people.Desk.LinkNumberAsync(TestPeople.Owner, "petrov", Number("79031234567"), Day, Stop));
        var noCitizen = await Assert.ThrowsAsync<AccessException>(() => people.Desk.LinkNumberAsync(TestPeople.Owner, "ivanov", Number("79031234568"), Day, Stop));
        var noNumber = await Assert.ThrowsAsync<AccessException>(() => people.Desk.LinkNumberAsync(TestPeople.Owner, "petrov", default, Day, Stop));
        Assert.Equal(["GDK-7063", "GDK-7062", "GDK-7061"], new[] { taken.Code, noCitizen.Code, noNumber.Code });
    }

    private static async Task<string> LinkedAsync(TestPeople people, string name, string digits)
    {
        await people.AddAsync(name, Role.Citizen);
        await people.Desk.LinkNumberAsync(TestPeople.Owner, name, Number(digits), Day, Stop);
        return (await people.Desk.FindAsync(name, Stop)).Id;
    }

    private static PhoneNumber Number(string digits) => PhoneNumber.TryCreate(PartyKind.E164, digits, out var number) ? number : throw new FormatException();

    private static string Text(string file)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(open, System.Text.Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
