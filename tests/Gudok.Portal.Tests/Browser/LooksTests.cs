using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Gudok.Portal.Tests;

/// <summary>Both pages at three widths, light and dark: pictures for people, accessibility and overflow for the machine.</summary>
[Trait("Needs", "chromium")]
public sealed class LooksTests(Browser browser) : IClassFixture<Browser>
{
    public static TheoryData<int, ColorScheme> Screens => new()
    {
        { 360, ColorScheme.Light }, { 360, ColorScheme.Dark }, { 1280, ColorScheme.Light },
        { 1280, ColorScheme.Dark }, { 2560, ColorScheme.Light }, { 2560, ColorScheme.Dark },
    };

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Pages_fit_the_screen_and_everyone(int width, ColorScheme scheme)
    {
        await using var host = await PortalHost.StartAsync();
        await using var context = await browser.OpenAsync(host, width, scheme);
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type is "error" or "warning") complaints.Add(message.Text); };
        foreach (var (name, path) in new[]
        {
            ("history", "/calls"), ("card", "/calls/" + InventedCalls.One(6).Id), ("refused", "/calls/" + InventedCalls.One(4).Id),
            ("nothing", "/calls?minTalk=99999"), ("error", "/calls/none"),
        })
        {
            await page.GotoAsync(path);
            await page.UntilAsync("document.documentElement.classList.contains('js') && document.fonts.status === 'loaded'");
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Browser.Artifacts, $"{name}-{width}-{scheme}.png"), FullPage = name != "history" });
            Assert.True(await page.EvaluateAsync<bool>("document.fonts.check('16px \"PT Sans\"', 'Звонок')"), "PT Sans did not load.");
            Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            Assert.Empty(await page.SeriousAsync());
        }

        Assert.DoesNotContain(complaints, text => !text.Contains("404", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Screens))]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Pages_of_holds_and_erasures_fit_the_screen_and_everyone(int width, ColorScheme scheme)
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept);
        await using var context = await browser.OpenAsync(host, width, scheme);
        var page = await context.NewPageAsync();
        await page.LookAsync("/keeping", "keeping-empty", width, scheme);
        await CheckAsync(page);
        await page.LookAsync(null, "keeping-confirm", width, scheme);
        await kept.FillAsync();
        await page.LookAsync("/keeping", "keeping", width, scheme);
        await CheckAsync(page);
        await page.LookAsync(null, "keeping-blocked", width, scheme);
        await page.LookAsync("/calls/" + kept.Calls[0], "card-held", width, scheme);
    }

    [Theory]
    [MemberData(nameof(Screens))]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Pages_of_the_journal_fit_the_screen_and_everyone(int width, ColorScheme scheme)
    {
        await using var journal = await KeptJournal.StartAsync();
        await journal.FillAsync();
        await using var host = await PortalHost.StartAsync(0, journal: journal);
        await using var context = await browser.OpenAsync(host, width, scheme);
        var page = await context.NewPageAsync();
        await page.LookAsync("/journal", "journal", width, scheme);
        await page.LookAsync("/journal/3", "journal-entry", width, scheme);
        await page.LookAsync("/journal/review?week=2026-11-09", "journal-review", width, scheme);
        await journal.AlertAsync();
        await page.LookAsync("/alerts", "alerts", width, scheme);
    }

    [Theory]
    [MemberData(nameof(Screens))]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Page_of_sources_fits_the_screen_and_everyone(int width, ColorScheme scheme)
    {
        await using var host = await PortalHost.StartAsync(0, more: services => services.AddSingleton<ISourcesNow>(new FixedSources()));
        await using var context = await browser.OpenAsync(host, width, scheme);
        var page = await context.NewPageAsync();
        await page.LookAsync("/sources", "sources", width, scheme);
        await page.GetByRole(AriaRole.Button, new() { Name = "Обновить" }).ClickAsync();
        await page.LookAsync(null, "sources-again", width, scheme);
        Assert.Equal(5, await page.Locator("main tbody tr").CountAsync());
    }

    [Theory]
    [MemberData(nameof(Screens))]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Pages_of_a_citizen_fit_the_screen_and_everyone(int width, ColorScheme scheme)
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var journal = await KeptJournal.StartAsync();
        await using var people = new TestPeople();
        var token = await SelfTests.SignedInAsync(people, KeptCalls.Caller);
        await using var host = await PortalHost.StartAsync(0, kept: kept, journal: journal, people: people, token: token, policy: Everybody.Starting());
        await using var context = await browser.OpenAsync(host, width, scheme);
        var page = await context.NewPageAsync();
        await page.LookAsync("/", "my-calls", width, scheme);
        Assert.Equal("/my/calls", new Uri(page.Url).AbsolutePath);
        Assert.Equal(2, await page.Locator("main tbody tr").CountAsync());
        await page.LookAsync("/my/journal", "my-journal-empty", width, scheme);
        await SelfTests.LookAsync(journal, kept, host, KeptCalls.Caller, kept.Calls[0].ToString());
        await page.LookAsync("/my/journal", "my-journal", width, scheme);
        Assert.Equal(1, await page.Locator("main tbody tr").CountAsync());
    }

    private static async Task CheckAsync(IPage page)
    {
        await page.Locator("#erase [name=numbers]").FillAsync($"{KeptCalls.Caller}\n{KeptCalls.Other}\n+79990000000");
        await page.Locator("#erase [name=reason]").FillAsync("Отзыв согласия, заявление от 20.11.2026");
        await page.Locator("#erase [type=submit]").ClickAsync();
        await page.WaitForSelectorAsync("#erase-check .sheet");
    }
}
