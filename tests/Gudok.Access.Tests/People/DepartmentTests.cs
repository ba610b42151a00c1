namespace Gudok.Access.Tests;

public sealed class DepartmentTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_team_is_put_into_a_department_and_taken_out_again()
    {
        await using var people = new TestPeople();
        await people.AddAsync("ivanov");
        await people.Desk.ChangeTeamsAsync(TestPeople.Owner, "ivanov", ["Первая", "Вторая"], [], null, Stop);
        await people.Desk.ChangeDepartmentAsync(TestPeople.Owner, "Первая", " Контакт-центр ", Stop);
        Assert.Equal([new TeamView("Вторая", null, 1), new TeamView("Первая", "Контакт-центр", 1)], await people.Desk.TeamsAsync(Stop));
        Assert.Equal(["Контакт-центр"], (await people.Desk.FindAsync("ivanov", Stop)).Departments);
        await people.Desk.ChangeDepartmentAsync(TestPeople.Owner, "Первая", "", Stop);
        Assert.Empty((await people.Desk.FindAsync("ivanov", Stop)).Departments);
        Assert.Equal(
            ["team Первая: department none -> Контакт-центр", "team Первая: department Контакт-центр -> none"],
            people.Journal.Entries.Where(entry => entry.Act == "team.department").Select(entry => entry.Detail));
        Assert.All(people.Journal.Entries.Where(entry => entry.Act == "team.department"), entry => Assert.StartsWith("team:", Assert.Single(entry.Objects), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Отдел +7 903 123-45-67")]
    [InlineData("Контакт\nцентр")]
    [InlineData(null)]
    public async Task What_is_no_name_of_a_department_is_refused(string? name)
    {
        await using var people = new TestPeople();
        await people.AddAsync("ivanov");
        await people.Desk.ChangeTeamsAsync(TestPeople.Owner, "ivanov", ["Первая"], [], null, Stop);
        var wanted = name ?? new string('о', DepartmentName.MostCharacters + 1);
        Assert.Equal(AccessFaults.NothingToChange, (await Assert.ThrowsAsync<AccessException>(() => people.Desk.ChangeDepartmentAsync(TestPeople.Owner, "Первая", wanted, Stop))).Code);
        await Assert.ThrowsAsync<AccessException>(() => people.Desk.ChangeTeamsAsync(TestPeople.Owner, "ivanov", ["Вторая"], [], wanted, Stop));
        Assert.Equal([new TeamView("Первая", null, 1)], await people.Desk.TeamsAsync(Stop));
    }

    [Fact]
    public async Task A_team_that_is_not_there_gets_no_department()
    {
        await using var people = new TestPeople();
        var refused = await Assert.ThrowsAsync<AccessException>(() => people.Desk.ChangeDepartmentAsync(TestPeople.Owner, "+79031234567", "Контакт-центр", Stop));
        Assert.Equal(AccessFaults.NothingToChange, refused.Code);
        Assert.DoesNotContain("9031234567", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Первая", "Архив")]
    [InlineData("Вторая", "Контакт-центр")]
    public async Task Nobody_widens_the_own_reach_by_a_department(string team, string department)
    {
        await using var people = new TestPeople();
        await people.AddAsync("anna", Role.Administrator);
        await people.AddAsync("ivanov");
        await people.Desk.ChangeTeamsAsync(TestPeople.Owner, "anna", ["Первая"], [], "Контакт-центр", Stop);
        await people.Desk.ChangeTeamsAsync(TestPeople.Owner, "ivanov", ["Вторая"], [], null, Stop);
        var anna = new Actor { Kind = ActorKind.Person, Id = (await people.Desk.FindAsync("anna", Stop)).Id, Name = "anna", Roles = [Role.Administrator] };
        Assert.Equal(AccessFaults.OwnRequest, (await Assert.ThrowsAsync<AccessException>(() => people.Desk.ChangeDepartmentAsync(anna, team, department, Stop))).Code);
        Assert.Equal(("team.department", ActOutcome.Refused), (people.Journal.Entries[^1].Act, people.Journal.Entries[^1].Outcome));
        await people.Desk.ChangeDepartmentAsync(anna, "Вторая", "Архив", Stop);
        Assert.Equal(["Архив", "Контакт-центр"], (await people.Desk.TeamsAsync(Stop)).Select(one => one.Department));
    }

    [Fact]
    public async Task A_department_is_everybody_in_its_teams_and_a_team_without_one_stands_for_itself()
    {
        await using var people = new TestPeople();
        foreach (var (name, team, department) in new[] { ("ivanov", "Первая", "Контакт-центр"), ("petrov", "Вторая", "Контакт-центр"), ("sidorov", "Третья", ""), ("volkov", "Четвёртая", "") })
        {
            await people.AddAsync(name);
            await people.Desk.ChangeTeamsAsync(TestPeople.Owner, name, [team], [], department, Stop);
        }

        Assert.Equal(["ivanov", "petrov"], (await people.Desk.OfDepartmentsAsync(["Первая"], Stop)).Order(StringComparer.Ordinal));
        Assert.Equal(["sidorov"], await people.Desk.OfDepartmentsAsync(["Третья"], Stop));
        Assert.Equal(["ivanov", "petrov", "volkov"], (await people.Desk.OfDepartmentsAsync(["Вторая", "Четвёртая"], Stop)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_department_of_whoever_works_for_several_is_not_known()
    {
        await using var people = new TestPeople();
        await people.AddAsync("ivanov");
        await people.Desk.ChangeTeamsAsync(TestPeople.Owner, "ivanov", ["Первая", "Вторая"], [], "Контакт-центр", Stop);
        Assert.Equal("Контакт-центр", (await people.Desk.ExtensionsAsync(Stop)).DepartmentOf("Ivanov"));
        await people.Desk.ChangeDepartmentAsync(TestPeople.Owner, "Вторая", "Архив", Stop);
        Assert.Null((await people.Desk.ExtensionsAsync(Stop)).DepartmentOf("ivanov"));
        Assert.Null((await people.Desk.ExtensionsAsync(Stop)).DepartmentOf("petrova"));
    }
}
