using Gudok.Access;
using Gudok.Testing;
using Microsoft.Playwright;

namespace Gudok.Portal.Tests;

/// <summary>Signing in with a real browser: the forms, and passkeys with an authenticator that Chromium plays.</summary>
[Trait("Needs", "chromium")]
public sealed class SignInBrowserTests(Browser browser) : IClassFixture<Browser>
{
    private const string NewPassword = "five green boats sail";

    [Fact]
    public async Task First_sign_in_a_passkey_and_signing_in_by_it()
    {
        await using var people = new TestPeople();
        var password = await people.AddAsync("ivanov", Role.Supervisor);
        await using var host = await PortalHost.StartAsync(30, people: people);
        await using var context = await browser.OpenAsync(host, at: "localhost");
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type is "error" && !message.Text.Contains("401", StringComparison.Ordinal)) complaints.Add(message.Text); };
        await context.PlayAuthenticatorAsync(page);
        await page.GotoAsync("/calls");
        await FillAsync(page, ("name", "ivanov"), ("password", "not the password"));
        await page.WaitForSelectorAsync("#sign-in .notice.bad");
        await FillAsync(page, ("name", "ivanov"), ("password", password));
        await page.WaitForSelectorAsync("#new-password");
        await FillAsync(page, ("password", NewPassword), ("again", NewPassword));
        var key = await page.Locator("code.key").TextContentAsync();
        await FillAsync(page, ("code", new Authenticator(key!).CodeAt(people.Clock.GetUtcNow())));
        await page.Locator("#recovery a.button").ClickAsync();
        await page.WaitForSelectorAsync("tr.call");

        await page.Locator(".whoever").ClickAsync();
        await page.Locator("#passkey-name").FillAsync("Ноутбук");
        page.Dialog += (_, dialog) => dialog.AcceptAsync();
        await page.Locator("[data-passkey=add]").ClickAsync();
        await page.WaitForSelectorAsync("text=Ноутбук");
        await page.Locator(".sign-out").ClickAsync();
        await page.WaitForSelectorAsync("#sign-in");
        await page.Locator("[data-passkey=sign-in]").ClickAsync();
        await page.WaitForSelectorAsync("tr.call");
        Assert.Empty(complaints);
        Assert.Contains((await people.SignIn.ListAsync((await people.SignIn.FindAsync(await TokenAsync(context), TestContext.Current.CancellationToken))!.Actor, TestContext.Current.CancellationToken)), one => one.Way == "passkey");
    }

    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(2560, ColorScheme.Light)]
    public async Task Pages_of_signing_in_fit_the_screen_and_everyone(int width, ColorScheme scheme)
    {
        await using var people = new TestPeople();
        await using var host = await PortalHost.StartAsync(3, people: people, demo: desk => new DemoDoor(desk, Demo()));
        await using var context = await browser.OpenAsync(host, width, scheme);
        var page = await context.NewPageAsync();
        await page.LookAsync("/sign-in", "sign-in-nobody", width, scheme);
        var password = await people.AddAsync("ivanov", Role.Supervisor);
        await page.LookAsync("/sign-in", "sign-in", width, scheme);
        await FillAsync(page, ("name", "ivanov"), ("password", "wrong"));
        await page.WaitForSelectorAsync("#sign-in .notice.bad");
        await page.LookAsync(null, "sign-in-refused", width, scheme);
        await FillAsync(page, ("name", "ivanov"), ("password", password));
        await page.WaitForSelectorAsync("#new-password");
        await page.LookAsync(null, "sign-in-password", width, scheme);
        await FillAsync(page, ("password", NewPassword), ("again", NewPassword));
        await page.WaitForSelectorAsync(".qr");
        await page.LookAsync(null, "sign-in-authenticator", width, scheme);
        var authenticator = new Authenticator((await page.Locator("code.key").TextContentAsync())!);
        await FillAsync(page, ("code", authenticator.CodeAt(people.Clock.GetUtcNow())));
        await page.WaitForSelectorAsync("#recovery");
        await page.LookAsync(null, "sign-in-recovery", width, scheme);
        await page.LookAsync("/account", "account", width, scheme);
        await page.Locator(".sign-out").ClickAsync();
        await page.WaitForSelectorAsync("#sign-in");
        await FillAsync(page, ("name", "ivanov"), ("password", NewPassword));
        await page.WaitForSelectorAsync("#code-form");
        await page.LookAsync(null, "sign-in-code", width, scheme);
    }

    [Theory]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(2560, ColorScheme.Light)]
    public async Task Pages_of_people_fit_the_screen_and_everyone(int width, ColorScheme scheme)
    {
        await using var people = new TestPeople();
        await using var host = await PortalHost.StartAsync(3, people: people, token: await people.SignInAsync("anna", Role.Administrator));
        await people.SignInAsync("sokolova", Role.Operator, Role.Auditor);
        await people.AddAsync("belov", Role.ContractorOperator);
        await people.BlockAsync("belov");
        await using var context = await browser.OpenAsync(host, width, scheme);
        var page = await context.NewPageAsync();
        await page.LookAsync("/people", "people", width, scheme);
        await page.Locator("#add-person [name=name]").FillAsync("lebedev");
        await page.Locator("#add-person [type=submit]").ClickAsync();
        await page.WaitForSelectorAsync("#add-person code");
        await page.LookAsync(null, "people-added", width, scheme);
        await page.LookAsync("/people/sokolova", "person", width, scheme);
    }

    private static PersonView[] Demo() =>
    [
        .. new[] { ("sokolova", "Вера Соколова", Role.Operator), ("orlova", "Марина Орлова", Role.Supervisor), ("zaitseva", "Ольга Зайцева", Role.PrivacyOfficer) }.Select(one => new PersonView
        {
            Id = one.Item1, Name = one.Item1, DisplayName = one.Item2, Roles = [one.Item3], Teams = [], Departments = [], Extensions = [], CreatedAt = default,
        }),
    ];

    private static async Task FillAsync(IPage page, params (string Name, string Text)[] fields)
    {
        foreach (var (name, text) in fields) await page.Locator($"form [name={name}]").FillAsync(text);
        await page.Locator("form [type=submit]").ClickAsync();
    }

    private static async Task<string> TokenAsync(IBrowserContext context) => (await context.CookiesAsync()).Single(cookie => cookie.Name == "gudok-session").Value;
}
