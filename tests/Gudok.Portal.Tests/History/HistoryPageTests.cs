using System.Net;
using System.Text.RegularExpressions;
using Gudok.Calls;
using Gudok.Testing;

namespace Gudok.Portal.Tests;

public sealed class HistoryPageTests
{
    [Fact]
    public async Task The_root_leads_to_the_history()
    {
        await using var host = await PortalHost.StartAsync(1);
        var answer = await host.GetPageAsync("/");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/calls", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Newest_calls_come_first_and_masked()
    {
        await using var host = await PortalHost.StartAsync();
        var html = await (await host.GetPageAsync("/calls")).Content.ReadAsStringAsync();
        Assert.Contains("<h1>История звонков</h1>", html, StringComparison.Ordinal);
        Assert.Equal(50, Rows(html).Count);
        Assert.Equal(InventedCalls.One(0).Id, Rows(html)[0]);
        Assert.Contains("+7496*****01", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains("скрыт", html, StringComparison.Ordinal);
        Assert.Contains("удалён", html, StringComparison.Ordinal);
    }
    [Fact]
    public async Task Following_older_pages_meets_every_call_once()
    {
        await using var host = await PortalHost.StartAsync(120);
        var seen = new List<string>();
        var path = "/calls";
        while (path is not null)
        {
            var html = await (await host.GetPageAsync(path)).Content.ReadAsStringAsync();
            seen.AddRange(Rows(html));
            path = Regex.Match(html, "href=\"(/calls\\?cursor=[^\"]+)\"") is { Success: true } older ? older.Groups[1].Value : null;
        }

        Assert.Equal(InventedCalls.Many(120).Select(call => call.Id), seen);
    }

    [Fact]
    public async Task Filters_of_the_address_narrow()
    {
        await using var host = await PortalHost.StartAsync();
        await host.GetPageAsync("/calls?from=2026-11-20&to=2026-11-21&direction=inbound&direction=transit&disposition=answered&minTalk=10&maxTalk=60");
        var search = host.Reader.LastSearch!;
        Assert.Equal("2026-11-19T21:00:00.000000Z", search.From?.ToString());
        Assert.Equal("2026-11-21T21:00:00.000000Z", search.To?.ToString());
        Assert.Equal([CallDirection.Inbound, CallDirection.Transit], search.Directions!);
        Assert.Equal([CallDisposition.Answered], search.Dispositions!);
        Assert.Equal((10.0, 60.0), (search.MinTalkSeconds, search.MaxTalkSeconds));
    }

    [Fact]
    public async Task Days_are_those_of_the_readers_zone()
    {
        await using var host = await PortalHost.StartAsync();
        await host.GetPageAsync("/calls?from=2026-11-20", cookie: "gudok-zone=Asia%2FVladivostok");
        Assert.Equal("2026-11-19T14:00:00.000000Z", host.Reader.LastSearch!.From?.ToString());
    }

    [Theory]
    [InlineData("from=21.11.2026", "С")]
    [InlineData("minTalk=-1", "Разговор от, с")]
    [InlineData("direction=in", "Направление")]
    [InlineData("cursor=%22%3E", "cursor")]
    [InlineData("link=%3Cscript%3E", "link")]
    [InlineData("caller84951230001=1", "?")]
    public async Task A_faulty_filter_is_named_and_not_repeated(string query, string field)
    {
        await using var host = await PortalHost.StartAsync(1);
        var answer = await host.GetPageAsync("/calls?" + query);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains("поле: " + field, html, StringComparison.Ordinal);
        Assert.Contains("GDK-6004", html, StringComparison.Ordinal);
        Assert.DoesNotContain("84951230001", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_in_the_address_is_refused_and_not_repeated()
    {
        await using var host = await PortalHost.StartAsync(1);
        var answer = await host.GetPageAsync("/calls?number=84951230001");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains("GDK-6008", html, StringComparison.Ordinal);
        Assert.DoesNotContain("84951230001", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_by_number_answers_rows_and_an_address_without_it()
    {
        await using var host = await PortalHost.StartAsync();
        var answer = await host.PostJsonAsync("/calls/search", """{"number":"+7496","direction":["inbound"],"from":""}""");
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Equal("+7496", host.Reader.LastSearch!.Number);
        Assert.NotEmpty(Rows(html));
        Assert.DoesNotContain("<html", html, StringComparison.Ordinal);
        Assert.Equal("/calls?direction=inbound", answer.Headers.GetValues("HX-Replace-Url").Single());
        Assert.All(Regex.Matches(html, "(href|action|hx-post)=\"([^\"]*)\"").Select(match => match.Groups[2].Value),
            address => Assert.DoesNotContain("7496", address, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"number\":5}")]
    [InlineData("{\"number\":[{}]}")]
    [InlineData("{\"from\":[\"2026-11-20\",\"2026-11-21\"]}")]
    [InlineData("{")]
    public async Task A_search_that_is_no_filter_is_a_problem(string json)
    {
        await using var host = await PortalHost.StartAsync(1);
        var answer = await host.PostJsonAsync("/calls/search", json);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_search_over_its_limit_is_refused()
    {
        await using var host = await PortalHost.StartAsync(1);
        var answer = await host.PostJsonAsync("/calls/search", "{\"number\":\"" + new string('1', FilterReader.MaxBytes) + "\"}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task An_empty_ledger_says_how_to_fill_it()
    {
        await using var host = await PortalHost.StartAsync(0);
        var html = await (await host.GetPageAsync("/calls")).Content.ReadAsStringAsync();
        Assert.Contains("./gudok import", html, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:9060", html, StringComparison.Ordinal);
        var none = await (await host.GetPageAsync("/calls?minTalk=99999")).Content.ReadAsStringAsync();
        Assert.DoesNotContain("./gudok import", none, StringComparison.Ordinal);
        Assert.Contains("По этому отбору звонков нет", none, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markup_in_a_party_is_shown_as_text()
    {
        await using var host = await PortalHost.StartAsync(0);
        host.Reader.Publish(InventedCalls.One(0) with { Caller = PartyViews.Masked("<script>alert(1)</script>"), Operator = "\"><img src=x>" });
        var html = await (await host.GetPageAsync("/calls")).Content.ReadAsStringAsync();
        Assert.Contains("&lt;script&gt;alert(1)", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
    }

    internal static List<string> Rows(string html) =>
        [.. Regex.Matches(html, "<tr id=\"call-([0-9a-f-]+)\"").Select(match => match.Groups[1].Value)];
}
