using Gudok.Access;
using Microsoft.Playwright;

namespace Gudok.Portal.Tests;

/// <summary>The page of reviews with a real browser.</summary>
[Trait("Needs", "chromium")]
public sealed class ReviewBrowserTests(Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Lines_are_answered_and_the_list_of_leavers_is_confirmed(int width, ColorScheme scheme)
    {
        await using var portal = await ReviewedPortal.StartAsync();
        var anna = await portal.VisitorAsync("anna", Role.Administrator);
        await portal.People.SignInAsync("petrova", Role.Supervisor, Role.Analyst);
        await portal.People.SignInAsync("ivanov", Role.Operator);
        await portal.People.AddAsync("sidorov");
        await portal.TeamAsync("petrova", "ivanov");
        await portal.People.BlockAsync("sidorov");
        await using var context = await browser.OpenAsync(portal.Host, width, scheme);
        await context.AddCookiesAsync([new Cookie { Name = "gudok-session", Value = anna.Token!, Url = portal.Host.Address.ToString(), HttpOnly = true }]);
        var page = await context.NewPageAsync();
        await page.LookAsync("/reviews", "reviews", width, scheme);
        var analyst = page.Locator("form.answer").Filter(new LocatorFilterOptions { Has = page.Locator("[name=role][value=analyst]") });
        await analyst.Locator("[name=reason]").FillAsync("отчёты делает другой отдел");
        await analyst.Locator("[value=withdraw]").ClickAsync();
        await page.WaitForSelectorAsync(".notice[role=status]");
        Assert.Equal([Role.Supervisor], (await portal.People.Desk.FindAsync("petrova", TestContext.Current.CancellationToken)).Roles);
        await page.Locator("[name=note]").FillAsync("пропуск сдан");
        await page.Locator("[hx-post='/reviews/leavers'] button").ClickAsync();
        await page.WaitForSelectorAsync("a[href^='/reviews/records/leavers-']");
        await page.LookAsync(null, "reviews-answered", width, scheme);
    }
}
