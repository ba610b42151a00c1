using System.Net;
using System.Text.RegularExpressions;
using Gudok.Access;
using Gudok.Testing;
using Microsoft.Net.Http.Headers;

namespace Gudok.Portal.Tests;

/// <summary>Signing in, step by step, as a browser does it.</summary>
public sealed partial class SignInPagesTests : IAsyncDisposable
{
    private readonly TestPeople _people = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _people.DisposeAsync();

    [Fact]
    public async Task First_sign_in_takes_an_own_password_and_an_authenticator()
    {
        await using var host = await PortalHost.StartAsync(3, people: _people);
        var browser = new Visitor(host.Stranger);
        var password = await _people.AddAsync("ivanov", Role.Supervisor);
        Assert.Equal("/sign-in/setup?to=%2Fcalls", await browser.GoesOnAsync("/sign-in", new { name = "Ivanov", password, to = "/calls" }));
        Assert.Equal("/sign-in/setup?to=%2Fcalls", (await browser.GetAsync("/calls")).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostAsync("/sign-in/setup/password", new { password = "qwertyuiopasdfgh", again = "qwertyuiopasdfgh" })).StatusCode);
        Assert.Equal("/sign-in/setup?to=%2Fcalls", await browser.GoesOnAsync("/sign-in/setup/password", new { password = TestPeople.Password, again = TestPeople.Password, to = "/calls" }));
        var page = await browser.TextAsync("/sign-in/setup");
        Assert.Contains("<svg class=\"qr\"", page, StringComparison.Ordinal);
        var authenticator = new Authenticator(Key().Match(page).Groups[1].Value);
        var codes = await browser.PostAsync("/sign-in/setup/code", new { code = authenticator.CodeAt(_people.Clock.GetUtcNow()), to = "/calls" });
        Assert.Equal(10, Regex.Count(await codes.Content.ReadAsStringAsync(Stop), "<li><code>"));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/calls")).StatusCode);
        Assert.DoesNotContain(browser.Former, former => former == browser.Token);
    }

    [Theory]
    [InlineData("""{"handle":"a","handle":"b","credential":{},"text":""}""")]
    [InlineData("""{"handle":"a","credential":{"id":"a","id":"b"},"text":""}""")]
    public async Task A_passkey_with_a_doubled_member_is_not_read(string body)
    {
        await using var host = await PortalHost.StartAsync(3, people: _people);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await host.Stranger.PostAsync(new Uri("/sign-in/passkey", UriKind.Relative), content, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_of_before_the_second_factor_opens_nothing_and_one_that_was_planted_is_not_taken_over()
    {
        await using var host = await PortalHost.StartAsync(3, people: _people);
        var (_, _, codes) = await _people.SetUpAsync("ivanov", Role.Supervisor);
        var planted = new string('A', 43);
        var browser = new Visitor(host.Stranger) { Token = planted };
        Assert.Equal("/sign-in/code?to=%2F", await browser.GoesOnAsync("/sign-in", new { name = "ivanov", password = TestPeople.Password }));
        Assert.NotEqual(planted, browser.Token);
        var half = browser.Token!;
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/v1/holds", isPage: false)).StatusCode);
        Assert.Equal("/", await browser.GoesOnAsync("/sign-in/code", new { code = codes[0] }));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/calls")).StatusCode);
        foreach (var token in new[] { half, planted })
            Assert.Equal(HttpStatusCode.Unauthorized, (await new Visitor(host.Stranger) { Token = token }.GetAsync("/api/v1/calls/" + InventedCalls.One(0).Id, isPage: false)).StatusCode);
    }

    [Fact]
    public async Task The_cookie_is_for_this_host_alone_and_not_for_scripts()
    {
        await using var host = await PortalHost.StartAsync(3, people: _people);
        await _people.SetUpAsync("ivanov");
        var answer = await new Visitor(host.Stranger).PostAsync("/sign-in", new { name = "ivanov", password = TestPeople.Password });
        var cookie = SetCookieHeaderValue.Parse(Assert.Single(answer.Headers.GetValues("Set-Cookie")));
        Assert.Equal(("gudok-session", true, SameSiteMode.Lax, "/"), (cookie.Name.ToString(), cookie.HttpOnly, cookie.SameSite, cookie.Path.ToString()));
        Assert.Null(cookie.MaxAge);
        Assert.False(cookie.Domain.HasValue);
    }

    [Fact]
    public async Task Unknown_wrong_and_shut_are_told_alike()
    {
        await using var host = await PortalHost.StartAsync(3, people: _people);
        await _people.SetUpAsync("ivanov");
        var told = new List<string>();
        foreach (var name in new[] { "nobody", "ivanov", "ivanov", "ivanov", "ivanov", "ivanov", "ivanov" })
        {
            var answer = await new Visitor(host.Stranger).PostAsync("/sign-in", new { name, password = "wrong password" });
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            told.Add(await answer.Content.ReadAsStringAsync(Stop));
        }

        Assert.Single(told.Distinct());
        Assert.Equal(HttpStatusCode.Unauthorized, (await new Visitor(host.Stranger).PostAsync("/sign-in", new { name = "ivanov", password = TestPeople.Password })).StatusCode);
    }

    [Fact]
    public async Task Whoever_tries_on_and_on_from_one_address_is_told_when_to_come_back()
    {
        await using var host = await PortalHost.StartAsync(3, people: _people);
        for (var attempt = 0; attempt < 50; attempt++) await new Visitor(host.Stranger).PostAsync("/sign-in", new { name = "nobody" + attempt, password = "x" });
        var slow = await new Visitor(host.Stranger).PostAsync("/sign-in", new { name = "nobody", password = "x" });
        Assert.Equal(HttpStatusCode.TooManyRequests, slow.StatusCode);
        Assert.InRange(slow.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(15));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_form_of_another_site_signs_nobody_in(string type)
    {
        await using var host = await PortalHost.StartAsync(3, people: _people);
        await _people.SetUpAsync("ivanov");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in");
        request.Content = new StringContent($$"""{"name":"ivanov","password":"{{TestPeople.Password}}"}""", new System.Net.Http.Headers.MediaTypeHeaderValue(type));
        using var answer = await host.Stranger.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Without_an_account_the_page_says_how_to_make_the_first()
    {
        await using var host = await PortalHost.StartAsync(3, people: _people);
        Assert.Contains("gudok user add NAME --role administrator", await new Visitor(host.Stranger).TextAsync("/sign-in"), StringComparison.Ordinal);
        await _people.AddAsync("anna", Role.Administrator);
        Assert.DoesNotContain("gudok user add", await new Visitor(host.Stranger).TextAsync("/sign-in"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_click_signs_in_where_there_is_a_demo_and_nowhere_else()
    {
        await using (var plain = await PortalHost.StartAsync(3, people: _people))
        {
            await _people.AddAsync("orlova", Role.Supervisor);
            Assert.Equal(HttpStatusCode.NotFound, (await new Visitor(plain.Stranger).PostAsync("/sign-in/demo", new { name = "orlova" })).StatusCode);
        }

        var orlova = await _people.Desk.FindAsync("orlova", Stop);
        await _people.AddAsync("anna", Role.Administrator);
        await using var host = await PortalHost.StartAsync(3, people: _people, demo: desk => new DemoDoor(desk, [orlova]));
        var browser = new Visitor(host.Stranger);
        Assert.Contains("Супервизор", WebUtility.HtmlDecode(await browser.TextAsync("/sign-in")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.PostAsync("/sign-in/demo", new { name = "anna" })).StatusCode);
        Assert.Equal("/calls", await browser.GoesOnAsync("/sign-in/demo", new { name = "orlova", to = "/calls" }));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/calls")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_not_only_the_cookie()
    {
        var token = await _people.SignInAsync("ivanov", Role.Supervisor);
        await using var host = await PortalHost.StartAsync(3, people: _people, token: token);
        var browser = new Visitor(host.Stranger) { Token = token };
        Assert.Equal("/sign-in", await browser.GoesOnAsync("/sign-out", new { }));
        Assert.Equal(HttpStatusCode.Unauthorized, (await new Visitor(host.Stranger) { Token = token }.GetAsync("/api/v1/holds", isPage: false)).StatusCode);
    }

    [GeneratedRegex("""class="key">([A-Z2-7 ]+)<""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();
}
