using System.Net;
using Gudok.Access;

namespace Gudok.Portal.Tests;

/// <summary>Signing in anew by a provider that keeps a session of its own, and lets whoever sits at the browser in by that.</summary>
public sealed class SignInAnewTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_that_the_provider_keeps_makes_no_way_in_for_whoever_sits_at_the_browser()
    {
        await using var portal = await OpenAsync();
        var browser = portal.Browser();
        await browser.ComeAsync();
        portal.Clock.Advance(TimeSpan.FromMinutes(30));
        portal.Provider.IsPersonThere = false;
        Assert.False(await IsFreshAsync(browser));
        await IsAskedAsync(browser, "/account");
        // Nor where another page is asked for, as long as somebody is signed in here.
        await IsAskedAsync(browser, "/calls");
        Assert.False(await IsFreshAsync(browser));
        // Nor without the session here.
        await IsAskedAsync(portal.Browser(), "/account");

        portal.Provider.IsPersonThere = true;
        Assert.Equal("/account", (await browser.ComeAsync(to: "/account")).Headers.Location?.OriginalString);
        Assert.Equal("300", portal.Provider.Sought["max_age"]);
        Assert.True(await IsFreshAsync(browser));
    }

    [Fact]
    public async Task Whoever_is_let_in_by_a_session_of_the_provider_may_read_and_makes_no_new_way_in()
    {
        await using var portal = await OpenAsync();
        portal.Provider.SignedInAt = portal.Clock.GetUtcNow() - TimeSpan.FromHours(2);
        portal.Provider.IsPersonThere = false;
        var browser = portal.Browser();
        Assert.Equal("/calls", (await browser.ComeAsync()).Headers.Location?.OriginalString);
        Assert.DoesNotContain("max_age", portal.Provider.Sought.Keys);
        Assert.Equal(HttpStatusCode.OK, (await browser.Visitor.GetAsync("/calls")).StatusCode);
        Assert.False(await IsFreshAsync(browser));
        Assert.Contains(portal.Noted.Entries, entry => entry is { Act: "account.recovery-codes", Outcome: ActOutcome.Refused, Detail: "signed in too long ago" });
        Assert.Contains("нужен вход за последние минуты", WebUtility.HtmlDecode(await browser.Visitor.TextAsync("/account")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not said")]
    [InlineData("too old")]
    [InlineData("to come")]
    public async Task A_token_that_does_not_show_the_sign_in_that_was_asked_for_lets_nobody_in(string what)
    {
        await using var portal = await OpenAsync();
        portal.Provider.SaysWhen = false;
        var now = portal.Clock.GetUtcNow();
        if (what != "not said") portal.Provider.Claims["auth_time"] = (what == "too old" ? now.AddMinutes(-7) : now.AddMinutes(2)).ToUnixTimeSeconds();
        var browser = portal.Browser();
        await browser.RefusedAsync(await browser.FetchAsync(to: "/account"), HttpStatusCode.Forbidden, "GDK-7055");
        Assert.EndsWith("does not hold: auth_time", portal.External.Last().Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_does_not_say_when_makes_nothing_fresh_and_our_second_factor_does()
    {
        await using var portal = await ExternalPortal.StartAsync((one, _) => one.SecondFactor.Add("otp"));
        portal.Provider.SaysWhen = false;
        portal.Provider.Claims["amr"] = new[] { "otp" };
        var (_, authenticator, _) = await portal.People.SetUpAsync("ivanov", Role.Supervisor);
        await portal.People.Desk.LinkAsync(ExternalPortal.Owner, "ivanov", "keycloak", "person-1", Stop);
        var browser = portal.Browser();
        Assert.Equal("/calls", (await browser.ComeAsync()).Headers.Location?.OriginalString);
        Assert.False(await IsFreshAsync(browser));

        portal.Provider.Claims["amr"] = new[] { "pwd" };
        portal.Clock.Advance(TimeSpan.FromMinutes(2));
        var other = portal.Browser();
        Assert.Equal("/sign-in/code?to=%2Fcalls", (await other.ComeAsync()).Headers.Location?.OriginalString);
        await other.Visitor.GoesOnAsync("/sign-in/code", new { code = authenticator.CodeAt(portal.Clock.GetUtcNow()), to = "/calls" });
        Assert.True(await IsFreshAsync(other));
    }

    [Fact]
    public async Task The_session_that_the_browser_held_ends_when_somebody_signs_in_in_its_place()
    {
        await using var portal = await OpenAsync();
        var browser = portal.Browser();
        await browser.ComeAsync();
        var first = browser.Visitor.Token;
        await browser.ComeAsync(to: "/account");
        Assert.NotEqual(first, browser.Visitor.Token);
        Assert.Equal(HttpStatusCode.Redirect, (await new Visitor(portal.Host.Stranger) { Token = first }.GetAsync("/calls")).StatusCode);
        // Another person at the same browser, too; a wrong password ends nothing.
        await portal.People.SetUpAsync("petrov", Role.Supervisor);
        var second = browser.Visitor.Token;
        await browser.Visitor.PostAsync("/sign-in", new { name = "petrov", password = "wrong" });
        Assert.Equal(HttpStatusCode.OK, (await browser.Visitor.GetAsync("/calls")).StatusCode);
        await browser.Visitor.GoesOnAsync("/sign-in", new { name = "petrov", password = TestPeople.Password });
        Assert.Equal(HttpStatusCode.Redirect, (await new Visitor(portal.Host.Stranger) { Token = second }.GetAsync("/calls")).StatusCode);
    }

    private static async Task IsAskedAsync(ExternalBrowser browser, string to)
    {
        var there = await browser.Visitor.GoesOnAsync("/sign-in/external/keycloak", new { to });
        Assert.Contains("&max_age=300", there, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await ExternalBrowser.SeekAsync(there)).StatusCode);
    }

    private static async Task<bool> IsFreshAsync(ExternalBrowser browser)
    {
        var answer = await browser.Visitor.PostAsync("/account/recovery-codes", new { });
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Unauthorized);
        Assert.Equal(answer.StatusCode == HttpStatusCode.Unauthorized, answer.Headers.TryGetValues("HX-Redirect", out var to) && to.Single() == "/sign-in?to=%2Faccount");
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private static async Task<ExternalPortal> OpenAsync()
    {
        var portal = await ExternalPortal.StartAsync((one, _) => one.SecondFactor.Add("otp"));
        portal.Provider.Claims["amr"] = new[] { "otp" };
        await portal.LinkAsync("ivanov");
        return portal;
    }
}
