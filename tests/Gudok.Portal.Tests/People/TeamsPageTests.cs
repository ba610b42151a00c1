using System.Net;
using Gudok.Access;

namespace Gudok.Portal.Tests;

public sealed class TeamsPageTests : IAsyncDisposable
{
    private readonly TestPeople _people = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _people.DisposeAsync();

    [Fact]
    public async Task An_administrator_sets_and_clears_the_department_of_a_team()
    {
        await using var host = await PortalHost.StartAsync(1, people: _people);
        var anna = new Visitor(host.Stranger) { Token = await _people.SignInAsync("anna", Role.Administrator) };
        await _people.AddAsync("ivanov");
        await _people.JoinAsync("ivanov", "Первая, ночь");
        Assert.Contains("Подразделение команды «Первая, ночь»", WebUtility.HtmlDecode(await anna.TextAsync("/people")), StringComparison.Ordinal);
        Assert.Contains("value=\"Контакт-центр\"", await SentAsync(anna, new { team = "Первая, ночь", department = "Контакт-центр" }), StringComparison.Ordinal);
        Assert.Equal(["Контакт-центр"], (await _people.Desk.FindAsync("ivanov", Stop)).Departments);
        Assert.Contains("изменил другой человек", await SentAsync(anna, new { team = "Первая, ночь", department = "Архив" }), StringComparison.Ordinal);
        Assert.Contains("без телефонных номеров", await SentAsync(anna, new { team = "Первая, ночь", shown = "Контакт-центр", department = "Отдел 8 903 123-45-67" }), StringComparison.Ordinal);
        Assert.Equal(["Контакт-центр"], (await _people.Desk.FindAsync("ivanov", Stop)).Departments);
        await SentAsync(anna, new { team = "Первая, ночь", shown = "Контакт-центр" });
        Assert.Empty((await _people.Desk.FindAsync("ivanov", Stop)).Departments);
    }

    [Fact]
    public async Task Nobody_puts_a_team_into_the_own_department()
    {
        await using var host = await PortalHost.StartAsync(1, people: _people);
        var anna = new Visitor(host.Stranger) { Token = await _people.SignInAsync("anna", Role.Administrator) };
        await _people.JoinAsync("anna", "Первая");
        Assert.Contains("Своё никто не меняет сам", await SentAsync(anna, new { team = "Первая", department = "Контакт-центр" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_only_reads_accounts_sees_departments_and_changes_none()
    {
        await using var host = await PortalHost.StartAsync(1, people: _people, policy: Everybody.Starting());
        var gromov = new Visitor(host.Stranger) { Token = await _people.SignInAsync("gromov", Role.Auditor) };
        await _people.AddAsync("ivanov");
        await _people.JoinAsync("ivanov", "Первая");
        var page = await gromov.TextAsync("/people");
        Assert.Contains("Первая", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.DoesNotContain("/people/teams/department", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await gromov.PostAsync("/people/teams/department", new { team = "Первая", department = "Архив" })).StatusCode);
        Assert.Null((await _people.Desk.TeamsAsync(Stop))[0].Department);
    }

    private static async Task<string> SentAsync(Visitor visitor, object form) =>
        WebUtility.HtmlDecode(await (await visitor.PostAsync("/people/teams/department", form)).Content.ReadAsStringAsync(Stop));
}
