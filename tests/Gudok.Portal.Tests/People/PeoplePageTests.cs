using System.Net;
using Gudok.Access;

namespace Gudok.Portal.Tests;

public sealed class PeoplePageTests : IAsyncDisposable
{
    private readonly TestPeople _people = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _people.DisposeAsync();

    [Fact]
    public async Task An_administrator_makes_an_account_that_signs_in_with_what_is_shown()
    {
        await using var host = await PortalHost.StartAsync(1, people: _people);
        var anna = new Visitor(host.Stranger) { Token = await _people.SignInAsync("anna", Role.Administrator) };
        var answer = await anna.PostAsync("/people", new { name = "ivanov", displayName = "Иван Иванов", role = new[] { "operator", "auditor" }, teams = "Первая\r\nВторая\n" });
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
        var password = System.Text.RegularExpressions.Regex.Match(html, "<code class=\"large\">([a-z0-9-]+)<").Groups[1].Value;
        var made = await _people.Desk.FindAsync("ivanov", Stop);
        Assert.Equal([Role.Operator, Role.Auditor], made.Roles);
        Assert.Equal(["Вторая", "Первая"], made.Teams);
        Assert.Equal("/sign-in/setup?to=%2F", await new Visitor(host.Stranger).GoesOnAsync("/sign-in", new { name = "ivanov", password }));
        var list = WebUtility.HtmlDecode(await anna.TextAsync("/people"));
        Assert.Contains("Иван Иванов", list, StringComparison.Ordinal);
        Assert.DoesNotContain(password, list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_old_does_not_bring_back_what_was_taken_meanwhile()
    {
        await using var host = await PortalHost.StartAsync(1, people: _people);
        var anna = new Visitor(host.Stranger) { Token = await _people.SignInAsync("anna", Role.Administrator) };
        await _people.SignInAsync("ivanov", Role.Operator, Role.Analyst);
        Assert.Contains("value=\"shown\noperator\nanalyst\"", WebUtility.HtmlDecode(await anna.TextAsync("/people/ivanov")), StringComparison.Ordinal);
        await _people.GiveAsync("ivanov", Role.Auditor);
        var answer = await anna.PostAsync("/people/ivanov/roles", new { shown = "shown\r\noperator\r\nanalyst", role = new[] { "operator", "analyst", "supervisor" } });
        Assert.Contains("изменил другой человек", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop)), StringComparison.Ordinal);
        Assert.Equal([Role.Operator, Role.Analyst, Role.Auditor], (await _people.Desk.FindAsync("ivanov", Stop)).Roles);
        await _people.JoinAsync("ivanov", "Первая");
        await anna.PostAsync("/people/ivanov/teams", new { shown = "shown", teams = "Вторая" });
        Assert.Equal(["Первая"], (await _people.Desk.FindAsync("ivanov", Stop)).Teams);
    }

    [Fact]
    public async Task Roles_teams_block_and_second_factor_are_changed_on_the_page_of_a_person()
    {
        await using var host = await PortalHost.StartAsync(1, people: _people);
        var anna = new Visitor(host.Stranger) { Token = await _people.SignInAsync("anna", Role.Administrator) };
        var ivanov = new Visitor(host.Stranger) { Token = await _people.SignInAsync("ivanov", Role.Operator) };
        await anna.PostAsync("/people/ivanov/teams", new { teams = "Первая" });
        Assert.Equal(HttpStatusCode.OK, (await ivanov.GetAsync("/account")).StatusCode);
        await anna.PostAsync("/people/ivanov/roles", new { role = new[] { "supervisor" } });
        Assert.Equal(HttpStatusCode.Redirect, (await ivanov.GetAsync("/account")).StatusCode);
        await anna.PostAsync("/people/ivanov/block", new { reason = "left" });
        var blocked = await _people.Desk.FindAsync("ivanov", Stop);
        Assert.Equal([Role.Supervisor], blocked.Roles);
        Assert.Equal(["Первая"], blocked.Teams);
        Assert.NotNull(blocked.BlockedAt);
        Assert.Contains("Укажите причину", WebUtility.HtmlDecode(await (await anna.PostAsync("/people/ivanov/unblock", new { })).Content.ReadAsStringAsync(Stop)), StringComparison.Ordinal);
        await anna.PostAsync("/people/ivanov/unblock", new { reason = "back" });
        await anna.PostAsync("/people/ivanov/second-factor", new { });
        var reset = await _people.Desk.FindAsync("ivanov", Stop);
        Assert.Null(reset.BlockedAt);
        Assert.False(reset.HasSecondFactor);
        Assert.Contains("ivanov", await anna.TextAsync("/people/ivanov"), StringComparison.Ordinal);
        Assert.Equal(["user:" + reset.Id], host.Journal.Entries.Last(entry => entry.Act == "user.read").Objects);
        Assert.Equal(HttpStatusCode.NotFound, (await anna.GetAsync("/people/nobody")).StatusCode);
    }

    [Fact]
    public async Task Teams_keep_their_names_and_none_is_dropped()
    {
        await using var host = await PortalHost.StartAsync(1, people: _people);
        var anna = new Visitor(host.Stranger) { Token = await _people.SignInAsync("anna", Role.Administrator) };
        await _people.AddAsync("ivanov");
        string[] teams = ["Приём, ночь", .. Enumerable.Range(10, 30).Select(number => $"Линия {number}")];
        await anna.PostAsync("/people/ivanov/teams", new { teams = string.Join('\n', teams) });
        Assert.Equal(teams.Order(StringComparer.Ordinal), (await _people.Desk.FindAsync("ivanov", Stop)).Teams);
        // What the page shows is what it takes.
        var field = System.Text.RegularExpressions.Regex.Match(WebUtility.HtmlDecode(await anna.TextAsync("/people/ivanov")), "<textarea name=\"teams\"[^>]*>([^<]*)<").Groups[1].Value;
        Assert.Equal(teams.Order(StringComparer.Ordinal), field.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Nobody_gives_rights_to_himself()
    {
        await using var host = await PortalHost.StartAsync(1, people: _people);
        var anna = new Visitor(host.Stranger) { Token = await _people.SignInAsync("anna", Role.Administrator) };
        var answer = await anna.PostAsync("/people/anna/roles", new { role = new[] { "administrator", "privacyOfficer" } });
        Assert.Contains("Свои права никто не меняет сам", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop)), StringComparison.Ordinal);
        Assert.Equal([Role.Administrator], (await _people.Desk.FindAsync("anna", Stop)).Roles);
    }

    [Theory]
    [InlineData(Role.Operator)]
    [InlineData(Role.Supervisor)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Analyst)]
    public async Task Who_does_not_look_after_accounts_changes_none(Role role)
    {
        await using var host = await PortalHost.StartAsync(1, people: _people);
        var somebody = new Visitor(host.Stranger) { Token = await _people.SignInAsync("somebody", role) };
        await _people.AddAsync("ivanov");
        foreach (var path in new[] { "/people", "/people/ivanov/roles", "/people/ivanov/teams", "/people/ivanov/block", "/people/ivanov/unblock", "/people/ivanov/password", "/people/ivanov/second-factor" })
        {
            var answer = await somebody.PostAsync(path, new { name = "petrov", role = "administrator", reason = "x", teams = "Первая" });
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        var ivanov = await _people.Desk.FindAsync("ivanov", Stop);
        Assert.Equal([Role.Operator], ivanov.Roles);
        Assert.Empty(ivanov.Teams);
        Assert.Null(ivanov.BlockedAt);
    }

    [Theory]
    [InlineData("79031234567", "operator")]
    [InlineData("ivanov", "serviceClient")]
    [InlineData("ivanov", "king")]
    public async Task What_is_no_account_is_refused_with_a_line_that_says_why(string name, string role)
    {
        await using var host = await PortalHost.StartAsync(1, people: _people);
        var anna = new Visitor(host.Stranger) { Token = await _people.SignInAsync("anna", Role.Administrator) };
        var answer = await anna.PostAsync("/people", new { name, role });
        Assert.Contains("notice bad", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Single(await _people.Desk.ListAsync(Stop));
    }
}
