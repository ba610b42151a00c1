using System.Net;
using System.Text;
using System.Text.Json;
using Gudok.Access;
using Microsoft.IdentityModel.Tokens;

namespace Gudok.Portal.Tests;

/// <summary>What somebody tries who is not whom the provider vouches for.</summary>
public sealed class ExternalAttackTests
{
    private static readonly string[] Bent = ["nonce", "no nonce", "audience", "two audiences", "other party", "issuer", "over", "no end", "not yet", "old", "no subject"];

    public static TheoryData<string> Bends => [.. Bent];

    [Theory]
    [MemberData(nameof(Bends))]
    public async Task An_id_token_that_is_not_for_this_sign_in_lets_nobody_in(string what)
    {
        await using var portal = await OpenAsync();
        portal.Provider.Bend = token => Bend(token, what, portal.Clock.GetUtcNow().UtcDateTime);
        await portal.Browser().RefusedAsync(HttpStatusCode.Forbidden, "GDK-7055");
        Assert.Equal(1, portal.Provider.Given);
        var noted = Assert.Single(portal.External);
        Assert.Equal(ActOutcome.Refused, noted.Outcome);
        Assert.StartsWith("keycloak: GDK-7055", noted.Detail, StringComparison.Ordinal);
        portal.Provider.Bend = null;
        Assert.Equal("/calls", (await portal.Browser().ComeAsync()).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_token_signed_with_another_key_lets_nobody_in()
    {
        await using var portal = await OpenAsync();
        var shown = (RsaSecurityKey)portal.Provider.Shown;
        var other = portal.Provider.NewKey();
        other.KeyId = shown.KeyId;
        portal.Provider.Key = other;
        await portal.Browser().RefusedAsync(HttpStatusCode.Forbidden, "GDK-7055");
    }

    [Fact]
    public async Task A_token_without_signature_or_signed_with_what_is_public_lets_nobody_in()
    {
        await using var portal = await OpenAsync();
        portal.Provider.Swap = token => Unsigned(token, "none") + ".";
        await portal.Browser().RefusedAsync(HttpStatusCode.Forbidden, "GDK-7055");
        var key = JsonWebKeyConverter.ConvertFromSecurityKey(portal.Provider.Shown);
        portal.Provider.Swap = token =>
        {
            var head = Unsigned(token, "HS256");
            return head + "." + Base64UrlEncoder.Encode(System.Security.Cryptography.HMACSHA256.HashData(Base64UrlEncoder.DecodeBytes(key.N), Encoding.ASCII.GetBytes(head)));
        };
        await portal.Browser().RefusedAsync(HttpStatusCode.Forbidden, "GDK-7055");
        portal.Provider.Swap = token => token[..^2] + (token[^2] == 'A' ? "B" : "A") + token[^1];
        await portal.Browser().RefusedAsync(HttpStatusCode.Forbidden, "GDK-7055");
    }

    [Theory]
    [InlineData("other state")]
    [InlineData("no state")]
    [InlineData("no cookie")]
    [InlineData("forged cookie")]
    [InlineData("too late")]
    public async Task An_answer_that_this_browser_has_not_asked_for_lets_nobody_in(string what)
    {
        await using var portal = await OpenAsync();
        var browser = portal.Browser();
        var back = await browser.FetchAsync();
        if (what == "other state") back = new Uri(back.ToString().Replace("state=", "state=A", StringComparison.Ordinal));
        if (what == "no state") back = new Uri(back.ToString().Replace("state=", "stat=", StringComparison.Ordinal));
        if (what == "no cookie") browser.Visitor.Kept = null;
        if (what == "forged cookie") browser.Visitor.Kept = browser.Visitor.Kept![..^3] + "AAA";
        if (what == "too late") portal.Clock.Advance(TimeSpan.FromMinutes(11));
        await browser.RefusedAsync(back, HttpStatusCode.BadRequest, "GDK-7053");
        Assert.Equal(0, portal.Provider.Given);
    }

    [Fact]
    public async Task Nobody_is_signed_in_as_somebody_else_by_an_answer_that_is_slipped_in()
    {
        await using var portal = await OpenAsync();
        var attacker = portal.Browser();
        var answer = await attacker.FetchAsync();
        var victim = portal.Browser();
        await victim.FetchAsync();
        await victim.RefusedAsync(answer, HttpStatusCode.BadRequest, "GDK-7053");
    }

    [Fact]
    public async Task An_answer_is_taken_once()
    {
        await using var portal = await OpenAsync();
        var browser = portal.Browser();
        var back = await browser.FetchAsync();
        var kept = browser.Visitor.Kept;
        Assert.Equal(HttpStatusCode.Redirect, (await browser.BringAsync(back)).StatusCode);
        Assert.Equal("", browser.Visitor.Kept);
        var thief = portal.Browser();
        thief.Visitor.Kept = kept;
        await thief.RefusedAsync(back, HttpStatusCode.BadRequest, "GDK-7053");
        Assert.Equal(1, portal.Provider.Given);
    }

    [Fact]
    public async Task A_code_that_was_overheard_is_of_no_use_in_another_browser()
    {
        await using var portal = await OpenAsync();
        var overheard = Query(await portal.Browser().FetchAsync(), "code");
        var thief = portal.Browser();
        var own = await thief.FetchAsync();
        await thief.RefusedAsync(new Uri(own.ToString().Replace(Query(own, "code"), overheard, StringComparison.Ordinal)), HttpStatusCode.Forbidden, "GDK-7054");
        Assert.Equal("invalid_grant", portal.Provider.Refused);
    }

    [Fact]
    public async Task The_exchange_shows_verifier_and_the_exact_address()
    {
        await using var portal = await OpenAsync();
        await portal.Browser().ComeAsync();
        Assert.Equal(portal.Host.Address.GetLeftPart(UriPartial.Authority) + "/sign-in/external/keycloak/back", portal.Provider.Asked["redirect_uri"]);
        Assert.Equal(43, portal.Provider.Asked["code_verifier"].Length);
    }

    [Theory]
    [InlineData("path")]
    [InlineData("name")]
    [InlineData("no name")]
    public async Task The_answer_of_one_provider_is_not_taken_for_anothers(string what)
    {
        TestProvider? evil = null;
        await using var portal = await ExternalPortal.StartAsync((one, _) => one.SecondFactor.Add("otp"), (options, folder) =>
        {
            evil = TestProvider.StartAsync(new Gudok.Testing.ManualClock(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero))).GetAwaiter().GetResult();
            options.Providers.Add(new ProviderOptions { Id = "evil", Issuer = evil.Issuer, ClientId = TestProvider.ClientId, ClientSecretFile = ExternalPortal.Secret(folder, "evil", TestProvider.Secret) });
        });
        await using var other = evil!;
        portal.Provider.Claims["amr"] = new[] { "otp" };
        portal.Provider.Announced["authorization_response_iss_parameter_supported"] = true;
        await portal.LinkAsync("ivanov");
        var browser = portal.Browser();
        var back = await browser.FetchAsync();
        back = what switch
        {
            "path" => new Uri(back.ToString().Replace("/keycloak/", "/evil/", StringComparison.Ordinal)),
            "name" => new Uri(back.ToString().Replace(Uri.EscapeDataString(portal.Provider.Issuer), Uri.EscapeDataString(other.Issuer), StringComparison.Ordinal)),
            _ => new Uri(back.ToString().Split("&iss=")[0]),
        };
        await browser.RefusedAsync(back, HttpStatusCode.BadRequest, "GDK-7053");
        Assert.Equal((0, 0), (portal.Provider.Given, other.Given));
    }

    [Fact]
    public async Task The_same_name_at_another_provider_is_another_person()
    {
        TestProvider? second = null;
        await using var portal = await ExternalPortal.StartAsync(more: (options, folder) =>
        {
            second = TestProvider.StartAsync(new Gudok.Testing.ManualClock(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero))).GetAwaiter().GetResult();
            options.Providers.Add(new ProviderOptions { Id = "second", Issuer = second.Issuer, ClientId = TestProvider.ClientId, ClientSecretFile = ExternalPortal.Secret(folder, "second", TestProvider.Secret) });
        });
        await using var other = second!;
        await portal.LinkAsync("ivanov");
        await portal.Browser().RefusedAsync(HttpStatusCode.Forbidden, "GDK-7056", "second");
    }

    [Theory]
    [InlineData("https://evil.example.invalid/")]
    [InlineData("//evil.example.invalid")]
    [InlineData("/\\evil.example.invalid")]
    public async Task Nobody_is_led_to_another_site_afterwards(string to)
    {
        await using var portal = await OpenAsync();
        Assert.Equal("/", (await portal.Browser().ComeAsync(to: to)).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_session_that_was_planted_is_not_taken_over()
    {
        await using var portal = await OpenAsync();
        var planted = new string('A', 43);
        var browser = portal.Browser();
        browser.Visitor.Token = planted;
        await browser.ComeAsync();
        Assert.NotEqual(planted, browser.Visitor.Token);
        Assert.Equal(HttpStatusCode.OK, (await browser.Visitor.GetAsync("/calls")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await new Visitor(portal.Host.Stranger) { Token = planted }.GetAsync("/calls")).StatusCode);
    }

    [Fact]
    public async Task A_page_of_another_site_begins_no_sign_in()
    {
        await using var portal = await OpenAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in/external/keycloak") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var answer = await portal.Host.Stranger.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_refusal_of_the_provider_is_told_without_repeating_what_it_says()
    {
        await using var portal = await OpenAsync();
        var browser = portal.Browser();
        var back = await browser.FetchAsync();
        var page = await browser.RefusedAsync(new Uri(back.ToString().Split("code=")[0] + "error=<script>alert(1)</script>&state=" + Query(back, "state")), HttpStatusCode.Forbidden, "GDK-7054");
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Equal("keycloak: GDK-7054 an error without a known word", Assert.Single(portal.External).Detail);
    }

    [Theory]
    [InlineData("issuer", "https://evil.example.invalid")]
    [InlineData("token_endpoint", "http://evil.example.invalid/token")]
    [InlineData("code_challenge_methods_supported", "plain")]
    public async Task Metadata_that_are_not_the_settings_providers_are_not_used(string name, string value)
    {
        await using var portal = await OpenAsync();
        portal.Provider.Announced[name] = name == "code_challenge_methods_supported" ? new[] { value } : value;
        var answer = await portal.Browser().Visitor.PostAsync("/sign-in/external/keycloak", new { });
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Contains("GDK-7052", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_without_end_are_not_read_to_the_end()
    {
        await using var portal = await OpenAsync();
        portal.Provider.Announced["x"] = new string('x', 300_000);
        var answer = await portal.Browser().Visitor.PostAsync("/sign-in/external/keycloak", new { });
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
    }

    [Fact]
    public async Task Whoever_tries_on_and_on_is_told_when_to_come_back()
    {
        await using var portal = await OpenAsync();
        var back = new Uri("http://127.0.0.1/sign-in/external/keycloak/back?code=x&state=y");
        for (var attempt = 0; attempt < 50; attempt++) await portal.Browser().RefusedAsync(back, HttpStatusCode.BadRequest, "GDK-7053");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await portal.Browser().BringAsync(back)).StatusCode);
        Assert.Equal(51, portal.External.Count());
        // Whoever comes with what nobody guesses is not shut out by that.
        Assert.Equal("/calls", (await portal.Browser().ComeAsync()).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_provider_is_not_asked_without_end()
    {
        await using var portal = await OpenAsync();
        portal.Provider.Bend = token => token.Issuer = "https://evil.example.invalid";
        for (var attempt = 0; attempt < 50; attempt++) await portal.Browser().RefusedAsync(HttpStatusCode.Forbidden, "GDK-7055");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await portal.Browser().ComeAsync()).StatusCode);
        Assert.Equal(50, portal.Provider.Given);
    }

    private static async Task<ExternalPortal> OpenAsync()
    {
        var portal = await ExternalPortal.StartAsync((one, _) => one.SecondFactor.Add("otp"));
        portal.Provider.Claims["amr"] = new[] { "otp" };
        await portal.LinkAsync("ivanov");
        portal.Noted.Clear();
        return portal;
    }

    private static string Query(Uri address, string name) => System.Web.HttpUtility.ParseQueryString(address.Query)[name]!;

    private static void Bend(SecurityTokenDescriptor token, string what, DateTime now)
    {
        if (what == "nonce") token.Claims["nonce"] = "another";
        if (what == "no nonce") token.Claims.Remove("nonce");
        if (what == "audience") token.Audience = "another-client";
        if (what == "two audiences") token.Audiences.Add("another-client");
        if (what == "other party") token.Claims["azp"] = "another-client";
        if (what == "issuer") token.Issuer = "https://evil.example.invalid";
        if (what == "over") token.Expires = now.AddMinutes(-2);
        if (what == "no end") token.Expires = null;
        if (what == "not yet") token.NotBefore = now.AddMinutes(3);
        if (what == "old") token.IssuedAt = now.AddHours(-1);
        if (what == "no subject") token.Claims.Remove("sub");
    }

    private static string Unsigned(string token, string algorithm)
    {
        var body = token.Split('.')[1];
        return Base64UrlEncoder.Encode(JsonSerializer.Serialize(new { alg = algorithm, typ = "JWT" })) + "." + body;
    }
}
