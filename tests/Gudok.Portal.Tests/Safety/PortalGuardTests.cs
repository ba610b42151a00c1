using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Gudok.Portal.Tests;

public sealed class PortalGuardTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("LOCALHOST:8080")]
    public async Task Loopback_names_are_answered(string name) => Assert.Equal(HttpStatusCode.OK, await StatusOfHostAsync(name));

    [Theory]
    [InlineData("rebound.example.invalid")]
    [InlineData("localhost.example.invalid")]
    [InlineData("127.0.0.1.example.invalid")]
    [InlineData("192.0.2.1")]
    public async Task A_name_pointed_at_loopback_gets_nothing(string name) =>
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await StatusOfHostAsync(name));

    [Fact]
    public async Task Configured_hosts_take_the_place_of_loopback()
    {
        await using var host = await PortalHost.StartAsync(1, options => options.Hosts = ["gudok.example.invalid"]);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, (await host.GetPageAsync("/calls")).StatusCode);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    [InlineData("application/jsonp")]
    public async Task What_a_foreign_form_can_send_is_refused(string type)
    {
        await using var host = await PortalHost.StartAsync(1);
        var answer = await host.PostJsonAsync("/api/v1/calls", "[]", type);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal("GDK-6003", await CodeAsync(answer));
        Assert.Empty(host.Intake.Batches);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example.invalid")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_page_of_another_site_cannot_send(string header, string value)
    {
        await using var host = await PortalHost.StartAsync(1);
        foreach (var path in new[] { "/api/v1/calls", "/api/v1/calls/search", "/calls/search", "/calls/live" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("{}", new MediaTypeHeaderValue("application/json")) };
            request.Headers.Add(header, value);
            var answer = await host.Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Equal("GDK-6002", await CodeAsync(answer));
        }

        Assert.Null(host.Reader.LastSearch);
        // Once in a while: a page of another site shall not fill the journal.
        var entry = Assert.Single(host.Journal.Entries, entry => entry.Act == "request.foreign");
        Assert.Equal((Access.ActOutcome.Refused, "127.0.0.1"), (entry.Outcome, entry.Actor.Address));
    }

    [Fact]
    public async Task Another_port_of_this_host_is_another_origin()
    {
        await using var host = await PortalHost.StartAsync(1);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/calls/search") { Content = new StringContent("{}", new MediaTypeHeaderValue("application/json")) };
        request.Headers.Add("Origin", "http://127.0.0.1:1");
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task The_portals_own_page_may_send()
    {
        await using var host = await PortalHost.StartAsync(1);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/calls/search") { Content = new StringContent("{}", new MediaTypeHeaderValue("application/json")) };
        request.Headers.Add("Origin", host.Address.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        Assert.Equal(HttpStatusCode.OK, (await host.Client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("/calls")]
    [InlineData("/calls/none")]
    [InlineData("/nowhere")]
    [InlineData("/api/v1/calls/none")]
    public async Task Every_answer_carries_the_policy(string path)
    {
        await using var host = await PortalHost.StartAsync(1);
        var answer = await host.GetPageAsync(path);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData("/nowhere", HttpStatusCode.NotFound, "GDK-6006")]
    [InlineData("/calls/none", HttpStatusCode.NotFound, "GDK-6005")]
    [InlineData("/calls/00000000-0000-8000-8000-000000000001", HttpStatusCode.NotFound, "GDK-6005")]
    public async Task An_address_that_leads_nowhere_says_how_to_go_on(string path, HttpStatusCode status, string code)
    {
        await using var host = await PortalHost.StartAsync(1);
        var answer = await host.GetPageAsync(path);
        Assert.Equal(status, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains(code, html, StringComparison.Ordinal);
        Assert.Contains("href=\"/calls\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_of_ours_shows_a_code_and_no_detail()
    {
        await using var host = await PortalHost.StartAsync(1);
        host.Reader.Failure = new InvalidOperationException("secret 84951230001");
        var page = await host.GetPageAsync("/calls");
        Assert.Equal(HttpStatusCode.InternalServerError, page.StatusCode);
        Assert.True(page.Headers.Contains("Content-Security-Policy"));
        var html = await page.Content.ReadAsStringAsync();
        Assert.Contains("GDK-6009", html, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", html, StringComparison.Ordinal);
        var problem = await host.PostJsonAsync("/api/v1/calls/search", "{}");
        Assert.Equal("GDK-6009", await CodeAsync(problem));
        Assert.DoesNotContain("secret", await problem.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    internal static async Task<string?> CodeAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return problem.RootElement.GetProperty("code").GetString();
    }

    private static async Task<HttpStatusCode> StatusOfHostAsync(string name)
    {
        await using var host = await PortalHost.StartAsync(1);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/calls");
        request.Headers.Host = name;
        return (await host.Client.SendAsync(request)).StatusCode;
    }
}
