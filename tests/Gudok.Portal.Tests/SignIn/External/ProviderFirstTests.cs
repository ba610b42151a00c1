using System.Net;
using Gudok.Access;
using Gudok.Testing;

namespace Gudok.Portal.Tests;

/// <summary>Accounts whose role a provider gives, and by which nobody comes any more: it may have put their people out.</summary>
public sealed class ProviderFirstTests
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(31);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_password_opens_nothing_until_its_person_came_by_the_provider_again()
    {
        await using var portal = await OpenAsync(TimeSpan.FromDays(30));
        var authenticator = await MakeAsync(portal, "ivanov");
        Assert.Equal("/sign-in/code?to=%2F", await PasswordAsync(portal));

        portal.Clock.Advance(Month);
        var browser = portal.Browser();
        var answer = await browser.Visitor.PostAsync("/sign-in", new { name = "ivanov", password = TestPeople.Password });
        var said = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal((HttpStatusCode.Forbidden, null), (answer.StatusCode, browser.Visitor.Token));
        Assert.Contains("Сначала войдите через «Учётная запись центра»", said, StringComparison.Ordinal);
        Assert.Contains("(GDK-7070)", said, StringComparison.Ordinal);
        Assert.Contains(portal.Noted.Entries, entry => entry is { Act: "signin.password", Outcome: ActOutcome.Refused, Detail: "GDK-7070 not by keycloak for long" });
        // A wrong one is told what it was always told.
        var wrong = await browser.Visitor.PostAsync("/sign-in", new { name = "ivanov", password = "wrong" });
        Assert.Equal((HttpStatusCode.Unauthorized, false), (wrong.StatusCode, (await wrong.Content.ReadAsStringAsync(Stop)).Contains("GDK-7070", StringComparison.Ordinal)));

        var back = portal.Browser();
        Assert.Equal("/sign-in/code?to=%2Fcalls", (await back.ComeAsync()).Headers.Location?.OriginalString);
        await back.Visitor.GoesOnAsync("/sign-in/code", new { code = authenticator.CodeAt(portal.Clock.GetUtcNow()), to = "/calls" });
        Assert.Equal("/sign-in/code?to=%2F", await PasswordAsync(portal));
    }

    [Theory]
    [InlineData("not mapped")]
    [InlineData("not linked")]
    [InlineData("never asked")]
    [InlineData("link ended")]
    public async Task Others_are_asked_for_no_provider(string what)
    {
        await using var portal = await OpenAsync(what == "never asked" ? TimeSpan.Zero : TimeSpan.FromDays(30));
        await MakeAsync(portal, "ivanov", what == "not mapped" ? Role.Analyst : Role.Operator, isLinked: what != "not linked");
        portal.Clock.Advance(Month);
        if (what == "link ended") await portal.People.Desk.UnlinkAsync(ExternalPortal.Owner, "ivanov", "keycloak", Stop);
        Assert.Equal("/sign-in/code?to=%2F", await PasswordAsync(portal));
    }

    [Fact]
    public async Task The_page_that_a_passkey_leads_to_names_a_provider_of_ours_only()
    {
        await using var portal = await OpenAsync(TimeSpan.FromDays(30));
        var visitor = portal.Browser().Visitor;
        Assert.Contains("Сначала войдите через «Учётная запись центра»", WebUtility.HtmlDecode(await visitor.TextAsync("/sign-in?by=keycloak")), StringComparison.Ordinal);
        Assert.DoesNotContain("GDK-7070", await visitor.TextAsync("/sign-in?by=<b>evil</b>"), StringComparison.Ordinal);
    }

    private static async Task<string> PasswordAsync(ExternalPortal portal) =>
        await portal.Browser().Visitor.GoesOnAsync("/sign-in", new { name = "ivanov", password = TestPeople.Password });

    private static async Task<ExternalPortal> OpenAsync(TimeSpan within)
    {
        var portal = await ExternalPortal.StartAsync(
            (one, _) =>
            {
                one.RolesClaim = "groups";
                one.Roles.Add("op=operator");
            },
            (options, _) => options.ProviderWithin = within);
        portal.Provider.Claims["groups"] = new[] { "op" };
        return portal;
    }

    private static async Task<Authenticator> MakeAsync(ExternalPortal portal, string name, Role role = Role.Operator, bool isLinked = true)
    {
        var (_, authenticator, _) = await portal.People.SetUpAsync(name, role);
        if (isLinked) await portal.People.Desk.LinkAsync(ExternalPortal.Owner, name, "keycloak", "person-1", Stop);
        return authenticator;
    }
}
