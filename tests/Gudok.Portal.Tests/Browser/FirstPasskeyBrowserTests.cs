using Gudok.Access;
using Gudok.Testing;
using Microsoft.Playwright;

namespace Gudok.Portal.Tests;

/// <summary>A passkey as the second factor of a new account, from the first sign-in on.</summary>
[Trait("Needs", "chromium")]
public sealed class FirstPasskeyBrowserTests(Browser browser) : IClassFixture<Browser>
{
    private const string NewPassword = "five green boats sail";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_passkey_alone_is_the_second_factor_and_the_key_that_was_shown_beside_it_opens_nothing()
    {
        await using var people = new TestPeople();
        var password = await people.AddAsync("ivanov", Role.Supervisor);
        await using var host = await PortalHost.StartAsync(30, people: people);
        await using var context = await browser.OpenAsync(host, at: "localhost");
        var page = await context.NewPageAsync();
        await context.PlayAuthenticatorAsync(page);
        await page.GotoAsync("/calls");
        await FillAsync(page, ("name", "ivanov"), ("password", password));
        await page.WaitForSelectorAsync("#new-password");
        await FillAsync(page, ("password", NewPassword), ("again", NewPassword));
        var key = await page.Locator("code.key").TextContentAsync();
        await page.Locator("#passkey-name").FillAsync("Ключ на связке");
        await page.Locator("[data-passkey=first]").ClickAsync();
        await page.WaitForSelectorAsync("#recovery");
        Assert.Equal(0, await page.Locator("#authenticator, #first-passkey").CountAsync());
        var recovery = await page.Locator("#recovery code").First.TextContentAsync();
        await page.Locator("#recovery a.button").ClickAsync();
        await page.WaitForSelectorAsync("tr.call");

        await page.Locator(".whoever").ClickAsync();
        await page.WaitForSelectorAsync("text=Ключ на связке");
        Assert.True(await page.Locator("button[hx-post$='/remove']").IsDisabledAsync());
        var actor = (await people.SignIn.FindAsync((await context.CookiesAsync()).Single(cookie => cookie.Name == "gudok-session").Value, Stop))!.Actor;
        Assert.Equal("passkey", Assert.Single(await people.SignIn.ListAsync(actor, Stop)).Way);
        var only = Assert.Single(await people.SignIn.PasskeysAsync(actor, Stop));
        Assert.False(await people.SignIn.RemovePasskeyAsync(actor, only.Id, Stop));
        Assert.Single(await people.SignIn.PasskeysAsync(actor, Stop));

        await page.Locator(".sign-out").ClickAsync();
        await page.WaitForSelectorAsync("#sign-in");
        await FillAsync(page, ("name", "ivanov"), ("password", NewPassword));
        await page.WaitForSelectorAsync("#code-form");
        await FillAsync(page, ("code", new Authenticator(key!).CodeAt(people.Clock.GetUtcNow())));
        await page.WaitForSelectorAsync("#code-form .notice.bad");
        await FillAsync(page, ("code", recovery!));
        await page.WaitForSelectorAsync(".whoever");
        await page.Locator(".sign-out").ClickAsync();
        await page.WaitForSelectorAsync("#sign-in");
        await page.Locator("[data-passkey=sign-in]").ClickAsync();
        await page.WaitForSelectorAsync("tr.call");
    }

    [Fact]
    public async Task A_passkey_that_is_not_made_is_said_and_the_authenticator_is_still_there()
    {
        await using var people = new TestPeople();
        var password = await people.AddAsync("ivanov", Role.Supervisor);
        await using var host = await PortalHost.StartAsync(3, people: people);
        await using var context = await browser.OpenAsync(host, at: "localhost");
        var page = await context.NewPageAsync();
        await context.PlayAuthenticatorAsync(page);
        await page.GotoAsync("/calls");
        await FillAsync(page, ("name", "ivanov"), ("password", password));
        await page.WaitForSelectorAsync("#new-password");
        await FillAsync(page, ("password", NewPassword), ("again", NewPassword));
        await page.WaitForSelectorAsync("#first-passkey");
        await page.RouteAsync("**/setup/passkey?*", route => route.AbortAsync());
        await page.Locator("[data-passkey=first]").ClickAsync();
        await page.WaitForSelectorAsync("#passkey-said:not([hidden])");
        await FillAsync(page, ("code", new Authenticator((await page.Locator("code.key").TextContentAsync())!).CodeAt(people.Clock.GetUtcNow())));
        await page.WaitForSelectorAsync("#recovery");
    }

    private static async Task FillAsync(IPage page, params (string Name, string Text)[] fields)
    {
        foreach (var (name, text) in fields) await page.Locator($"form [name={name}]").FillAsync(text);
        await page.Locator("form [type=submit]").ClickAsync();
    }
}
