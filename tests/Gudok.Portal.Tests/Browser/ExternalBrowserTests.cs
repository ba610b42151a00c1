using Gudok.Access;
using Microsoft.Playwright;

namespace Gudok.Portal.Tests;

/// <summary>Signing in by another system with a real browser: its cookies and its redirects.</summary>
[Trait("Needs", "chromium")]
public sealed class ExternalBrowserTests(Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task A_button_leads_to_the_provider_and_back_into_the_page(int width, ColorScheme scheme)
    {
        await using var portal = await ExternalPortal.StartAsync((one, _) => one.SecondFactor.Add("otp"));
        portal.Provider.Claims["amr"] = new[] { "otp" };
        // By another name than the provider's: to the browser they are two sites, as they are anywhere else.
        await using var context = await browser.OpenAsync(portal.Host, width, scheme, at: "localhost");
        var page = await context.NewPageAsync();
        await portal.People.AddAsync("anna", Role.Administrator);
        await page.LookAsync("/sign-in?to=/account", "sign-in-external", width, scheme);
        await page.Locator("[hx-post='/sign-in/external/keycloak']").ClickAsync();
        await page.WaitForSelectorAsync(".notice.bad");
        await page.LookAsync(null, "sign-in-external-refused", width, scheme);
        await portal.LinkAsync("ivanov", Role.Administrator);
        await page.GotoAsync("/sign-in?to=/account");
        await page.Locator("[hx-post='/sign-in/external/keycloak']").ClickAsync();
        await page.WaitForURLAsync("**/account");
        await page.WaitForSelectorAsync("#sessions");
        await page.LookAsync("/people/ivanov", "person-own-link", width, scheme);
        await page.LookAsync("/people/anna", "person-link", width, scheme);
        await page.Locator("[name=subject]").FillAsync("6f1e2c1a-7b7e");
        await page.Locator("[hx-post='/people/anna/links'] button").ClickAsync();
        await page.WaitForSelectorAsync("[hx-post='/people/anna/links/keycloak/remove']");
        await page.LookAsync(null, "person-linked", width, scheme);
    }

    [Fact]
    public async Task A_passkey_that_outlives_the_account_at_the_provider_opens_nothing()
    {
        await using var portal = await ExternalPortal.StartAsync((one, _) =>
        {
            one.SecondFactor.Add("otp");
            one.RolesClaim = "groups";
            one.Roles.Add("op=operator");
        });
        portal.Provider.Claims["amr"] = new[] { "otp" };
        portal.Provider.Claims["groups"] = new[] { "op" };
        await portal.LinkAsync("ivanov", Role.Operator);
        await using var context = await browser.OpenAsync(portal.Host, 390, at: "localhost");
        var page = await context.NewPageAsync();
        await context.PlayAuthenticatorAsync(page);
        await page.GotoAsync("/sign-in?to=/account");
        await page.Locator("[hx-post='/sign-in/external/keycloak']").ClickAsync();
        await page.WaitForSelectorAsync("#sessions");
        await page.Locator("#passkey-name").FillAsync("Ноутбук");
        await page.Locator("[data-passkey=add]").ClickAsync();
        await page.WaitForSelectorAsync("text=Ноутбук");
        await page.LookAsync(null, "account-external", 390, ColorScheme.Light);
        portal.Clock.Advance(TimeSpan.FromDays(31));
        await page.GotoAsync("/sign-in?to=/account");
        await page.Locator("[data-passkey=sign-in]").ClickAsync();
        await page.WaitForSelectorAsync("text=GDK-7070");
        await page.LookAsync(null, "sign-in-by-provider-first", 390, ColorScheme.Light);
    }
}
