using System.Net;
using System.Text.Json;
using Gudok.Access;

namespace Gudok.Portal.Tests;

public sealed class AlertPageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alert_is_marked_in_the_navigation_until_it_is_acknowledged_with_a_note()
    {
        await using var journal = await KeptJournal.StartAsync();
        await journal.AlertAsync();
        await using var host = await PortalHost.StartAsync(1, journal: journal);
        Assert.Contains("<span class=\"mark\" title=\"неразобранных: 1\">1", await TextAsync(await host.GetPageAsync("/calls")), StringComparison.Ordinal);
        var html = await TextAsync(await host.GetPageAsync("/alerts"));
        Assert.Contains("Много показанных номеров", html, StringComparison.Ordinal);
        var number = (await new AlertBook(journal.Journal, journal.Journal).ListAsync(null, null, Stop))[0].Number;
        Assert.Equal(HttpStatusCode.BadRequest, (await host.PostJsonAsync($"/alerts/{number}/acknowledge", "{}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.PostJsonAsync("/alerts/1/acknowledge", """{"note":"x"}""")).StatusCode);
        var section = await TextAsync(await host.PostJsonAsync($"/alerts/{number}/acknowledge", """{"note":"поговорили, 8 916 123-45-67"}"""));
        Assert.Contains("поговорили, [number]", section, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"mark\"", await TextAsync(await host.GetPageAsync("/calls")), StringComparison.Ordinal);
        var entry = Assert.Single((await journal.Journal.SearchAsync(new JournalSearch { Act = "alerts.acknowledge" }, Stop)).Entries);
        Assert.Equal("поговорили, [number]", entry.Entry.Reason);
    }

    [Fact]
    public async Task Programs_list_and_acknowledge_alerts()
    {
        await using var journal = await KeptJournal.StartAsync();
        await journal.AlertAsync();
        await using var host = await PortalHost.StartAsync(0, journal: journal);
        using var list = JsonDocument.Parse(await host.Client.GetStringAsync(new Uri("/api/v1/alerts", UriKind.Relative), Stop));
        var alert = Assert.Single(list.RootElement.EnumerateArray());
        Assert.Equal(("mass-reveals", "anna", 30), (alert.GetProperty("rule").GetString(), alert.GetProperty("actor").GetString(), alert.GetProperty("count").GetInt32()));
        Assert.False(alert.TryGetProperty("acknowledgedBy", out _));
        var id = alert.GetProperty("id").GetString();
        foreach (var wrong in (string[])["{}", "[]", """{"note":" "}""", """{"note":"x","more":1}"""]) Assert.Equal(HttpStatusCode.BadRequest, (await host.PostJsonAsync($"/api/v1/alerts/{id}/acknowledge", wrong)).StatusCode);
        using var done = JsonDocument.Parse(await TextAsync(await host.PostJsonAsync($"/api/v1/alerts/{id}/acknowledge", """{"note":"asked her"}""")));
        Assert.Equal("asked her", done.RootElement.GetProperty("note").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await host.PostJsonAsync("/api/v1/alerts/none/acknowledge", """{"note":"x"}""")).StatusCode);
    }

    [Fact]
    public async Task A_supervisor_sees_and_acknowledges_the_alerts_of_the_team_but_not_the_own()
    {
        await using var journal = await KeptJournal.StartAsync();
        foreach (var name in new[] { "petrov", "sidorov", "ivanova" }) await journal.AlertAsync(name);
        await using var host = await PortalHost.StartAsync(1, journal: journal, policy: Everybody.Starting());
        using var list = await host.AskAsAsync("supervisor:ivanova", HttpMethod.Get, "/api/v1/alerts");
        using var seen = JsonDocument.Parse(await list.Content.ReadAsStringAsync(Stop));
        Assert.Equal(["ivanova", "petrov"], seen.RootElement.EnumerateArray().Select(one => one.GetProperty("actor").GetString()));
        var html = await TextAsync(await host.AskAsAsync("supervisor:ivanova", HttpMethod.Get, "/alerts", isPage: true));
        Assert.DoesNotContain("sidorov", html, StringComparison.Ordinal);
        Assert.Contains("неразобранных: 2", html, StringComparison.Ordinal);
        foreach (var alert in await new AlertBook(journal.Journal, journal.Journal).ListAsync(null, null, Stop))
        {
            var isTeams = alert.ActorName == "petrov";
            foreach (var path in new[] { $"/api/v1/alerts/{alert.Number}/acknowledge", $"/alerts/{alert.Number}/acknowledge" })
            {
                using var answer = await host.AskAsAsync("supervisor:ivanova", HttpMethod.Post, path, """{"note":"talked about it"}""");
                Assert.Equal((alert.ActorName, isTeams ? HttpStatusCode.OK : HttpStatusCode.Forbidden), (alert.ActorName, answer.StatusCode));
            }
        }

        using var operators = await host.AskAsAsync("operator:ivanova", HttpMethod.Get, "/alerts");
        Assert.Equal(HttpStatusCode.Forbidden, operators.StatusCode);
    }

    [Fact]
    public async Task Nobody_acknowledges_an_alert_about_themselves_however_far_they_reach()
    {
        await using var journal = await KeptJournal.StartAsync();
        await journal.AlertAsync("zaitseva");
        await using var host = await PortalHost.StartAsync(1, journal: journal, policy: Everybody.Starting());
        var number = Assert.Single(await new AlertBook(journal.Journal, journal.Journal).ListAsync(null, null, Stop)).Number;
        using var own = await host.AskAsAsync("privacyOfficer:zaitseva", HttpMethod.Post, $"/api/v1/alerts/{number}/acknowledge", """{"note":"that was me"}""");
        Assert.Equal(HttpStatusCode.Forbidden, own.StatusCode);
        using var others = await host.AskAsAsync("privacyOfficer:belova", HttpMethod.Post, $"/api/v1/alerts/{number}/acknowledge", """{"note":"talked about it"}""");
        Assert.Equal(HttpStatusCode.OK, others.StatusCode);
    }

    [Fact]
    public void Both_languages_name_every_rule_of_the_program()
    {
        Assert.Equal(AlertRules.Default.Names.Order(), AlertTexts.Russian.Rules.Keys.Order());
        Assert.Equal(AlertRules.Default.Names.Order(), AlertTexts.English.Rules.Keys.Order());
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
}
