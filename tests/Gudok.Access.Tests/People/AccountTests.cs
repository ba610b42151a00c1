namespace Gudok.Access.Tests;

public sealed class AccountTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_is_there_after_the_database_was_closed()
    {
        await using var people = new TestPeople();
        var wanted = new NewAccount("Anna", [Role.Administrator, Role.Auditor]) { DisplayName = "Анна", Email = "anna@example.org", Teams = ["Первая линия"] };
        await people.Desk.AddAsync(TestPeople.Owner, wanted, Stop);
        await people.ReopenAsync();
        var anna = Assert.Single(await people.Desk.ListAsync(Stop));
        Assert.Equal(("anna", "Анна", "anna@example.org"), (anna.Name, anna.DisplayName, anna.Email));
        Assert.Equal([Role.Auditor, Role.Administrator], anna.Roles);
        Assert.Equal(["Первая линия"], anna.Teams);
        Assert.Equal(people.Clock.GetUtcNow() + people.Options.OneTimePasswordFor, anna.OneTimeUntil);
        Assert.False(anna.HasSecondFactor);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("1anna")]
    [InlineData("anna petrova")]
    [InlineData("аnna")]
    [InlineData("op79031234567")]
    [InlineData("op903-123-45-67")]
    [InlineData("")]
    public async Task What_is_no_name_is_refused(string name)
    {
        await using var people = new TestPeople();
        var refused = await Assert.ThrowsAsync<AccessException>(() => people.AddAsync(name));
        Assert.Equal(AccessFaults.NotAName, refused.Code);
        Assert.False(await people.Desk.HasAnyAsync(Stop));
    }

    [Fact]
    public async Task A_name_is_taken_however_it_is_written()
    {
        await using var people = new TestPeople();
        await people.AddAsync("иванов");
        var refused = await Assert.ThrowsAsync<AccessException>(() => people.AddAsync("Иванов"));
        Assert.Equal(AccessFaults.NotAName, refused.Code);
    }

    [Fact]
    public async Task A_role_is_given_and_another_taken()
    {
        await using var people = new TestPeople();
        await people.AddAsync("ivanov");
        var before = people.Desk.Revision;
        await people.Desk.ChangeRolesAsync(TestPeople.Owner, "ivanov", [Role.Supervisor], [Role.Operator], Stop);
        Assert.Equal([Role.Supervisor], (await people.Desk.FindAsync("ivanov", Stop)).Roles);
        Assert.NotEqual(before, people.Desk.Revision);
    }

    [Fact]
    public async Task The_last_role_stays()
    {
        await using var people = new TestPeople();
        await people.AddAsync("ivanov");
        await Assert.ThrowsAsync<AccessException>(() => people.Desk.ChangeRolesAsync(TestPeople.Owner, "ivanov", [], [Role.Operator], Stop));
        Assert.Equal([Role.Operator], (await people.Desk.FindAsync("ivanov", Stop)).Roles);
    }

    [Fact]
    public async Task A_team_is_joined_with_its_department_and_left()
    {
        await using var people = new TestPeople();
        await people.AddAsync("ivanov");
        await people.Desk.ChangeTeamsAsync(TestPeople.Owner, "ivanov", ["Первая", "Вторая"], [], "Контакт-центр", Stop);
        var joined = await people.Desk.FindAsync("ivanov", Stop);
        Assert.Equal(["Вторая", "Первая"], joined.Teams);
        Assert.Equal(["Контакт-центр"], joined.Departments);
        await people.Desk.ChangeTeamsAsync(TestPeople.Owner, "ivanov", [], ["Первая"], null, Stop);
        Assert.Equal(["Вторая"], (await people.Desk.FindAsync("ivanov", Stop)).Teams);
    }

    [Fact]
    public async Task A_blocked_account_says_since_when_and_is_let_in_again()
    {
        await using var people = new TestPeople();
        await people.AddAsync("ivanov");
        await people.Desk.BlockAsync(TestPeople.Owner, "ivanov", "left", Stop);
        Assert.Equal(people.Clock.GetUtcNow(), (await people.Desk.FindAsync("ivanov", Stop)).BlockedAt);
        await Assert.ThrowsAsync<AccessException>(() => people.Desk.BlockAsync(TestPeople.Owner, "ivanov", "left", Stop));
        await people.Desk.UnblockAsync(TestPeople.Owner, "ivanov", "back", Stop);
        Assert.Null((await people.Desk.FindAsync("ivanov", Stop)).BlockedAt);
    }

    [Fact]
    public async Task An_account_that_is_not_there_is_told_without_repeating_a_number()
    {
        await using var people = new TestPeople();
        var refused = await Assert.ThrowsAsync<AccessException>(() => people.Desk.FindAsync("+79031234567", Stop));
        Assert.Equal(AccessFaults.NoAccount, refused.Code);
        Assert.DoesNotContain("9031234567", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_two_letters_get_an_account_whatever_password_is_drawn()
    {
        await using var people = new TestPeople();
        // Of each hundred drawn passwords some contain two given letters.
        foreach (var first in "abcdefgh") foreach (var second in "jkmnpqrstuvwxyz23456789") await people.AddAsync($"{first}{second}");
    }
}
