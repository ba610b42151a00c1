using System.Net;
using System.Text.Json;

namespace Gudok.Portal.Tests;

/// <summary>Nothing but the sign-in answers somebody who is not signed in.</summary>
public sealed class SignInGateTests
{
    private static readonly string[] Open =
    [
        "/.well-known/oauth-authorization-server", "/assets/{version}/{**name}", "/healthz/live", "/healthz/ready",
        "/oauth/jwks", "/oauth/revoke", "/oauth/token", "/sign-in", "/sign-in", "/sign-in/code", "/sign-in/code", "/sign-in/demo", "/sign-in/external/{provider}", "/sign-in/external/{provider}/back", "/sign-in/passkey",
        "/sign-in/passkey/options", "/sign-in/setup", "/sign-in/setup/code", "/sign-in/setup/passkey", "/sign-in/setup/passkey/options", "/sign-in/setup/password", "/sign-out",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_to_everybody_are_these_addresses_and_no_other()
    {
        await using var host = await PortalHost.StartAsync(1);
        Assert.Equal(Open, host.Endpoints.Where(one => one.IsOpen).Select(one => one.Path).Order(StringComparer.Ordinal));
        Assert.True(host.Endpoints.Count > Open.Length * 2);
    }

    [Fact]
    public async Task Every_other_address_turns_a_stranger_away()
    {
        await using var host = await PortalHost.StartAsync(1);
        foreach (var (method, path, isOpen) in host.Endpoints)
        {
            if (isOpen) continue;
            using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{id}", InventedCalls.One(0).Id, StringComparison.Ordinal).Replace("{form}", "pdf", StringComparison.Ordinal));
            if (method == "POST") request.Content = new StringContent("{}", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
            using var answer = await host.Stranger.SendAsync(request, Stop);
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{method} {path}: {(int)answer.StatusCode}");
            using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
            Assert.Equal("GDK-7410", problem.RootElement.GetProperty("code").GetString());
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.NotEmpty(answer.Headers.WwwAuthenticate);
        }

        Assert.Empty(host.Intake.Batches);
    }

    [Theory]
    [InlineData("/calls", "/sign-in?to=%2Fcalls")]
    [InlineData("/calls?from=2026-11-01", "/sign-in?to=%2Fcalls")]
    [InlineData("/keeping", "/sign-in?to=%2Fkeeping")]
    [InlineData("/nothing", "/sign-in?to=%2Fnothing")]
    [InlineData("/%2F%2Fevil.example.invalid", "/sign-in?to=%2F")]
    public async Task A_page_leads_to_the_sign_in_and_back(string page, string target)
    {
        await using var host = await PortalHost.StartAsync(1);
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.Add("Accept", "text/html");
        using var answer = await host.Stranger.SendAsync(request, Stop);
        Assert.Equal((HttpStatusCode.Redirect, target), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Theory]
    [InlineData("//evil.example.invalid")]
    [InlineData("/\\evil.example.invalid")]
    [InlineData("https://evil.example.invalid/")]
    [InlineData("/calls\" onload=\"x")]
    [InlineData("/sign-in")]
    [InlineData(null)]
    public void Nobody_is_led_to_another_site(string? to) => Assert.Equal("/", LocalPath.Of(to));

    [Fact]
    public async Task A_part_of_a_page_leads_the_whole_page_to_the_sign_in()
    {
        await using var host = await PortalHost.StartAsync(1);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/calls");
        request.Headers.Add("HX-Request", "true");
        using var answer = await host.Stranger.SendAsync(request, Stop);
        Assert.Equal("/sign-in", Assert.Single(answer.Headers.GetValues("HX-Redirect")));
    }

    [Fact]
    public async Task A_token_that_was_made_up_opens_nothing()
    {
        await using var host = await PortalHost.StartAsync(1);
        foreach (var token in new[] { "x", new string('A', 43), host.Token![..^1] + (host.Token[^1] == 'A' ? 'E' : 'A') })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/holds");
            request.Headers.Add("Cookie", "gudok-session=" + token);
            using var answer = await host.Stranger.SendAsync(request, Stop);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }
}
