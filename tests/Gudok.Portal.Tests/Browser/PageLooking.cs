using Microsoft.Playwright;

namespace Gudok.Portal.Tests;

/// <summary>Looks at a page: a picture for people, accessibility and overflow for the machine.</summary>
internal static class PageLooking
{
    private static readonly string Axe = Path.Combine(Repository.Root, "src/Gudok.Portal/node_modules/axe-core/axe.min.js");

    /// <summary>Takes a picture and finds nothing wrong with it.</summary>
    public static async Task LookAsync(this IPage page, string? path, string name, int width, ColorScheme scheme)
    {
        if (path is not null) await page.GotoAsync(path);
        await page.UntilAsync("document.documentElement.classList.contains('js') && document.fonts.status === 'loaded'");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Browser.Artifacts, $"{name}-{width}-{scheme}.png"), FullPage = true });
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(await page.SeriousAsync());
    }

    /// <summary>axe is put in by the debugger's protocol: the page's own policy allows no foreign script, as it should.</summary>
    public static async Task<string[]> SeriousAsync(this IPage page)
    {
        await page.EvaluateAsync(await File.ReadAllTextAsync(Axe));
        return await page.EvaluateAsync<string[]>("""
            async () => (await axe.run()).violations
              .filter(found => found.impact === 'serious' || found.impact === 'critical')
              .map(found => found.id + ': ' + found.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + ' ' + node.failureSummary).join(' | '))
            """);
    }
}
