using Microsoft.Playwright;

namespace Gudok.Portal.Tests;

/// <summary>Both pages at three widths, light and dark: pictures for people, accessibility and overflow for the machine.</summary>
[Trait("Needs", "chromium")]
public sealed class LooksTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string Axe = Path.Combine(Repository.Root, "src/Gudok.Portal/node_modules/axe-core/axe.min.js");

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
            Assert.Empty(await SeriousAsync(page));
        }

        Assert.DoesNotContain(complaints, text => !text.Contains("404", StringComparison.Ordinal));
    }

    /// <summary>axe is put in by the debugger's protocol: the page's own policy allows no foreign script, as it should.</summary>
    private static async Task<string[]> SeriousAsync(IPage page)
    {
        await page.EvaluateAsync(await File.ReadAllTextAsync(Axe));
        return await page.EvaluateAsync<string[]>("""
            async () => (await axe.run()).violations
              .filter(found => found.impact === 'serious' || found.impact === 'critical')
              .map(found => found.id + ': ' + found.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + ' ' + node.failureSummary).join(' | '))
            """);
    }
}
