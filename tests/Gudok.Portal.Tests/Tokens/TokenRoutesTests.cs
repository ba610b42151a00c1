using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Gudok.Access;
using Gudok.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gudok.Portal.Tests;

/// <summary>Programs at the portal: how they come by tokens over HTTP, and what these open.</summary>
public sealed class TokenRoutesTests
{
    private const string Bearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static readonly Actor Owner = new() { Kind = ActorKind.Owner, Id = "os:test", Name = "test" };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Program_finds_its_way_by_the_metadata_gets_a_token_and_reads_calls_with_it()
    {
        await using var host = await StartAsync();
        using var key = await RegisterAsync(host);
        var server = await JsonAsync(host, "/.well-known/oauth-authorization-server");
        Assert.Equal(host.Address.ToString().TrimEnd('/'), server.GetProperty("issuer").GetString());
        var address = new Uri(server.GetProperty("token_endpoint").GetString()!);
        using var answer = await host.Stranger.PostAsync(address, Form(host, key), Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        var given = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement;
        Assert.Equal("Bearer", given.GetProperty("token_type").GetString());
        var token = given.GetProperty("access_token").GetString()!;
        using var found = await SearchAsync(host, token);
        Assert.Equal(HttpStatusCode.OK, found.StatusCode);
        var keys = JsonWebKeySet.Create((await JsonAsync(host, new Uri(server.GetProperty("jwks_uri").GetString()!).AbsolutePath)).GetRawText());
        Assert.Contains(new JsonWebToken(token).Kid, keys.Keys.Select(one => one.Kid));
    }

    [Fact]
    public async Task Token_that_opens_nothing_is_told_so_and_not_led_to_the_sign_in_page()
    {
        await using var host = await StartAsync();
        using var answer = await SearchAsync(host, "eyJhbGciOiJub25lIn0.e30.");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Contains("invalid_token", answer.Headers.WwwAuthenticate.Single().Parameter, StringComparison.Ordinal);
        Assert.Contains("GDK-7410", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_beside_a_bad_token_opens_nothing_either()
    {
        await using var host = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/holds");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "x");
        using var answer = await host.Client.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Revoked_token_opens_nothing()
    {
        await using var host = await StartAsync();
        using var key = await RegisterAsync(host);
        var token = await TokenAsync(host, key);
        using var revoked = await host.Stranger.PostAsync("/oauth/revoke", Form(host, key, ("token", token)), Stop);
        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        using var answer = await SearchAsync(host, token);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example.org")]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    public async Task Form_of_a_page_is_not_taken(string header, string value)
    {
        await using var host = await StartAsync();
        using var key = await RegisterAsync(host);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token") { Content = Form(host, key) };
        request.Headers.Add(header, value);
        using var answer = await host.Stranger.SendAsync(request, Stop);
        Assert.True(answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Parameter_given_twice_is_none_and_a_body_that_is_no_form_is_told()
    {
        await using var host = await StartAsync();
        using var key = await RegisterAsync(host);
        using var twice = await host.Stranger.PostAsync("/oauth/token", Form(host, key, ("grant_type", "client_credentials")), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, twice.StatusCode);
        Assert.Contains("unsupported_grant_type", await twice.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var json = await host.Stranger.PostAsync("/oauth/token", new StringContent("{}", new MediaTypeHeaderValue("application/json")), Stop);
        Assert.Contains("invalid_request", await json.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_asks_for_tokens_too_often_is_told_when_to_come_again()
    {
        await using var host = await StartAsync(options => options.RequestsForTokens = 2);
        using var key = await RegisterAsync(host);
        for (var asked = 0; asked < 2; asked++) Assert.NotEmpty(await TokenAsync(host, key));
        using var answer = await host.Stranger.PostAsync("/oauth/token", Form(host, key), Stop);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Contains("GDK-6024", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("blocked")]
    [InlineData("other keys")]
    [InlineData("revoked")]
    [InlineData("key replaced")]
    public async Task Stream_of_a_program_ends_with_its_token(string how)
    {
        await using var host = await StartAsync();
        using var key = await RegisterAsync(host, "calls.follow");
        var token = await TokenAsync(host, key);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/calls/stream");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await host.Stranger.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        using var lines = new StreamReader(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(Stop));
        Assert.StartsWith(":", await lines.ReadLineAsync(Stop), StringComparison.Ordinal);
        var clients = new ClientDesk(host.People.Desk, host.People.Clock);
        if (how == "blocked") await clients.BlockAsync(Owner, "crm", "seen elsewhere", Stop);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (how == "other keys") await clients.ChangeKeysAsync(Owner, "crm", Jwk(other), [], Stop);
        if (how == "revoked") using (await host.Stranger.PostAsync("/oauth/revoke", Form(host, key, ("token", token)), Stop)) { }
        if (how == "key replaced") await host.Tokens.ReplaceKeyAsync(Owner, "seen", Stop);
        // Ends by itself: a stream that went on would be read for ever.
        while (await lines.ReadLineAsync(Stop) is not null) continue;
    }

    [Fact]
    public async Task Stream_of_a_program_ends_when_its_token_is_over()
    {
        var clock = new ManualClock(TimeProvider.System.GetUtcNow());
        var people = new TestPeople(clock);
        await using var host = await PortalHost.StartAsync(3, clock: clock, people: people, token: await people.SignInAsync(TestPeople.Name, Role.Supervisor));
        using var key = await RegisterAsync(host, "calls.follow");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/calls/stream");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(host, key));
        using var answer = await host.Stranger.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        using var lines = new StreamReader(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(Stop));
        await lines.ReadLineAsync(Stop);
        clock.Advance(TimeSpan.FromMinutes(10));
        // A manual clock fires no timer: a change of somebody else makes it look.
        await people.AddAsync("sidorov");
        while (await lines.ReadLineAsync(Stop) is not null) continue;
    }

    [Fact]
    public async Task Strangers_who_show_tokens_without_end_are_turned_away_and_told_when_to_come_again()
    {
        await using var host = await StartAsync();
        using var key = await RegisterAsync(host);
        var token = await TokenAsync(host, key);
        for (var shown = 0; shown < 30; shown++) using (await SearchAsync(host, "x" + shown)) { }
        using var answer = await SearchAsync(host, "x");
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        using var good = await SearchAsync(host, token);
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
    }

    [Theory]
    [InlineData("/sign-in", """{"name":"nobody","password":"x"}""")]
    [InlineData("/sign-in/setup/password", """{"password":"x","again":"x"}""")]
    [InlineData("/sign-in/passkey/options", "{}")]
    public async Task Strangers_who_send_without_end_are_turned_away_and_the_journal_has_it_once(string path, string json)
    {
        await using var host = await StartAsync(options => options.RequestsOfStrangers = 20);
        var codes = new List<HttpStatusCode>();
        for (var sent = 0; sent < 40; sent++)
        {
            using var answer = await host.Stranger.PostAsync(path, new StringContent(json, new MediaTypeHeaderValue("application/json")), Stop);
            codes.Add(answer.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, codes);
        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, codes.Take(20));
        var entry = Assert.Single(host.Journal.Entries, entry => entry.Act == "request.limit");
        Assert.Equal((ActOutcome.Refused, "slow down", "127.0.0.1"), (entry.Outcome, entry.Detail, entry.Actor.Address));
        using var person = await host.Client.PostAsync("/api/v1/calls/search", new StringContent("{}", new MediaTypeHeaderValue("application/json")), Stop);
        Assert.Equal(HttpStatusCode.OK, person.StatusCode);
    }

    [Fact]
    public async Task Requests_of_one_person_are_limited_and_those_of_another_are_not()
    {
        await using var host = await StartAsync(options => options.RequestsOfPerson = 30);
        var other = await host.People.SignInAsync("other-" + Guid.NewGuid().ToString("n")[..4], Role.Supervisor);
        var codes = new List<HttpStatusCode>();
        for (var asked = 0; asked < 40; asked++)
        {
            using var answer = await host.Client.GetAsync("/api/v1/retention", Stop);
            codes.Add(answer.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, codes);
        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, codes.Take(30));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/retention");
        request.Headers.Add("Cookie", "gudok-session=" + other);
        using var free = await host.Stranger.SendAsync(request, Stop);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, free.StatusCode);
    }

    private static async Task<PortalHost> StartAsync(Action<PortalOptions>? configure = null)
    {
        var people = new TestPeople();
        return await PortalHost.StartAsync(10, configure, people: people, token: await people.SignInAsync(TestPeople.Name, Role.Supervisor));
    }

    private static async Task<ECDsa> RegisterAsync(PortalHost host, string scope = "calls.search")
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await new ClientDesk(host.People.Desk, host.People.Clock).AddAsync(Owner, new NewClient("crm", [scope]) { Keys = Jwk(key) }, Stop);
        return key;
    }

    private static string Jwk(ECDsa key)
    {
        var shape = key.ExportParameters(false);
        return JsonSerializer.Serialize(new { kty = "EC", crv = "P-256", kid = "one", x = Base64UrlEncoder.Encode(shape.Q.X), y = Base64UrlEncoder.Encode(shape.Q.Y) });
    }

    private static FormUrlEncodedContent Form(PortalHost host, ECDsa key, params (string Name, string Value)[] others)
    {
        var now = host.People.Clock.GetUtcNow();
        var assertion = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "crm",
            Audience = host.Address.ToString().TrimEnd('/'),
            IssuedAt = now.UtcDateTime,
            Expires = now.AddMinutes(1).UtcDateTime,
            Claims = new Dictionary<string, object> { ["sub"] = "crm", ["jti"] = Guid.NewGuid().ToString() },
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = "one" }, SecurityAlgorithms.EcdsaSha256),
        });
        (string Name, string Value)[] own = [("grant_type", "client_credentials"), ("client_assertion_type", Bearer), ("client_assertion", assertion)];
        return new FormUrlEncodedContent(own.Concat(others).Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
    }

    private static async Task<string> TokenAsync(PortalHost host, ECDsa key)
    {
        using var answer = await host.Stranger.PostAsync("/oauth/token", Form(host, key), Stop);
        return JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("access_token").GetString()!;
    }

    private static async Task<HttpResponseMessage> SearchAsync(PortalHost host, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/calls/search") { Content = new StringContent("{}", new MediaTypeHeaderValue("application/json")) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await host.Stranger.SendAsync(request, Stop);
    }

    private static async Task<JsonElement> JsonAsync(PortalHost host, string path)
    {
        using var answer = await host.Stranger.GetAsync(path, Stop);
        return JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Stop)).RootElement;
    }
}
