using System.Net;
using Gudok.Access;

namespace Gudok.Portal.Tests;

/// <summary>Links to accounts of providers, on the page of people.</summary>
public sealed class LinkPageTests
{
    [Fact]
    public async Task An_administrator_links_an_account_and_takes_the_link_away()
    {
        await using var portal = await ExternalPortal.StartAsync();
        await portal.People.AddAsync("ivanov");
        var browser = new Visitor(portal.Host.Stranger) { Token = await portal.People.SignInAsync("anna", Role.Administrator) };
        Assert.Contains("hx-post=\"/people/ivanov/links\"", await browser.TextAsync("/people/ivanov"), StringComparison.Ordinal);
        Assert.Contains("/people/ivanov/links/keycloak/remove", await SentAsync(browser, "/people/ivanov/links", new { provider = "keycloak", subject = "person-1" }), StringComparison.Ordinal);
        Assert.Contains("GDK-7057", await SentAsync(browser, "/people/ivanov/links", new { provider = "keycloak", subject = "person-2" }), StringComparison.Ordinal);
        Assert.Contains("GDK-7050", await SentAsync(browser, "/people/ivanov/links", new { provider = "nobody", subject = "person-2" }), StringComparison.Ordinal);
        Assert.DoesNotContain("hx-post=\"/people/ivanov/links/keycloak/remove", await SentAsync(browser, "/people/ivanov/links/keycloak/remove", new { }), StringComparison.Ordinal);
        await portal.Browser().RefusedAsync(HttpStatusCode.Forbidden, "GDK-7056");
        Assert.Equal(["user.link", "user.unlink"], portal.Noted.Entries.Where(entry => entry.Act is "user.link" or "user.unlink").Select(entry => entry.Act));
    }

    [Fact]
    public async Task Nobody_links_the_own_account()
    {
        await using var portal = await ExternalPortal.StartAsync();
        var browser = new Visitor(portal.Host.Stranger) { Token = await portal.People.SignInAsync("anna", Role.Administrator) };
        Assert.DoesNotContain("hx-post=\"/people/anna/links\"", await browser.TextAsync("/people/anna"), StringComparison.Ordinal);
        await SentAsync(browser, "/people/anna/links", new { provider = "keycloak", subject = "person-1" });
        Assert.Empty((await portal.People.Desk.FindAsync("anna", TestContext.Current.CancellationToken)).Links);
    }

    private static async Task<string> SentAsync(Visitor browser, string path, object form) =>
        await (await browser.PostAsync(path, form)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
