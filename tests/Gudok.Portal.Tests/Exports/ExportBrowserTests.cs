using Microsoft.Playwright;

namespace Gudok.Portal.Tests;

/// <summary>The way of an export as people go it, in a real browser.</summary>
[Trait("Needs", "chromium")]
public sealed class ExportBrowserTests(Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task An_export_is_asked_for_approved_and_opened_on_the_pages(int width, ColorScheme scheme)
    {
        await using var host = await ExportHost.StartAsync();
        await using var context = await browser.OpenAsync(host.Host, width, scheme);
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type is "error" or "warning") complaints.Add(message.Text); };

        await EnterAsync("ivanova");
        await page.GotoAsync("/calls");
        await page.ClickAsync("#export-ask summary");
        await page.FillAsync("[name=export-reason]", "сверка с оператором связи за октябрь");
        await page.LookAsync(null, "export-ask", width, scheme);
        await page.ClickAsync("#export-ask button[type=submit]");
        await page.UntilAsync("document.querySelector('#export-ask .notice a') !== null");
        await page.LookAsync(null, "export-asked", width, scheme);
        await page.ClickAsync("#export-ask .notice a");
        await page.LookAsync(null, "export-waits", width, scheme);
        var address = new Uri(page.Url).AbsolutePath;

        await EnterAsync("petrov");
        await page.LookAsync(address, "export-decide", width, scheme);
        await page.CheckAsync("[name=decision][value=approve]");
        await page.FillAsync("#export [name=reason]", "нужно для сверки");
        await page.ClickAsync("#export button[type=submit]");
        await page.UntilAsync("document.querySelector('#export').textContent.includes('Одобрено')");
        await page.LookAsync(null, "export-making", width, scheme);
        await host.Work.RunOnceAsync(CancellationToken.None);
        // The page asks by itself how far it has come.
        await page.UntilAsync("document.querySelector('#export').textContent.includes('файл готов')");
        await page.LookAsync("/exports", "exports", width, scheme);

        await EnterAsync("ivanova");
        await page.LookAsync(address, "export-ready", width, scheme);
        await page.FillAsync("#export [name=code]", "000000");
        await page.ClickAsync("#export button[type=submit]");
        await page.UntilAsync("document.querySelector('#status').textContent.includes('GDK-7507')");
        await page.FillAsync("#export [name=code]", host.CodeOf("ivanova"));
        await page.ClickAsync("#export button[type=submit]");
        await page.UntilAsync("document.querySelector('#export code') !== null");
        await page.LookAsync(null, "export-password", width, scheme);
        var password = await page.InnerTextAsync("#export code");
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("#export a.button"));
        Assert.NotEmpty(ExportHost.Unpack(await File.ReadAllBytesAsync(await download.PathAsync()), password));
        await page.ReloadAsync();
        Assert.Equal(0, await page.Locator("#export code").CountAsync());
        Assert.DoesNotContain(complaints, text => !text.Contains("403", StringComparison.Ordinal));

        async Task EnterAsync(string name) => await context.AddCookiesAsync([new Cookie { Name = "gudok-session", Value = host.TokenOf(name), Url = host.Host.Address.ToString(), HttpOnly = true }]);
    }
}
