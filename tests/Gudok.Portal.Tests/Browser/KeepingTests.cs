using Microsoft.Playwright;

namespace Gudok.Portal.Tests;

/// <summary>The work of whoever answers for people's data, in a real browser.</summary>
[Trait("Needs", "chromium")]
public sealed class KeepingTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_number_is_held_and_released_and_never_enters_an_address_or_the_page()
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept);
        await using var context = await browser.OpenAsync(host);
        var (page, addresses) = await OpenAsync(context, "/keeping");
        Assert.Contains("Запретов нет", await page.Locator("#holds").InnerTextAsync(), StringComparison.Ordinal);
        await page.Locator("#holds [name=number]").FillAsync("8 (916) 123-45-67");
        await page.Locator("#holds [name=reason]").FillAsync("дело № 15");
        await page.Locator("#holds [name=until]").FillAsync("2030-01-31");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#holds .sheet tbody tr");
        var row = await page.Locator("#holds .sheet tbody tr").InnerTextAsync();
        Assert.Contains("дело № 15", row, StringComparison.Ordinal);
        Assert.Contains("31.01.2030", row, StringComparison.Ordinal);
        Assert.DoesNotContain("1234567", await page.ContentAsync(), StringComparison.Ordinal);
        Assert.True((await kept.Holds.ListAsync(default))[0].InForce);
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.Locator("#holds .sheet button").ClickAsync();
        await page.WaitForSelectorAsync("#holds details");
        Assert.Contains("Запретов нет", await page.Locator("#holds").InnerTextAsync(), StringComparison.Ordinal);
        Assert.False((await kept.Holds.ListAsync(default))[0].InForce);
        Assert.DoesNotContain(addresses, address => address.Contains("916", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_held_is_explained_where_the_reader_looks()
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept);
        await using var context = await browser.OpenAsync(host);
        var (page, _) = await OpenAsync(context, "/keeping");
        await page.Locator("#holds [name=reason]").FillAsync("дело № 15");
        await page.Locator("#holds [type=submit]").ClickAsync();
        await page.UntilAsync("document.getElementById('status').textContent.includes('GDK-6017')");
        await page.Locator("#holds [name=number]").FillAsync("+79990000000");
        await page.Locator("#holds [type=submit]").ClickAsync();
        await page.UntilAsync("document.getElementById('status').textContent.includes('GDK-6018')");
        Assert.True(await page.EvaluateAsync<bool>("(r => r.top >= 0 && r.bottom <= innerHeight)(document.getElementById('status').getBoundingClientRect())"));
        Assert.Equal("дело № 15", await page.Locator("#holds [name=reason]").InputValueAsync());
    }

    [Fact]
    public async Task An_erasure_shows_what_it_will_destroy_asks_and_then_gives_the_act()
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept);
        await kept.Holds.PlaceAsync(null, KeptCalls.Other, "дело № 15", null, "ivanov", default);
        await using var context = await browser.OpenAsync(host);
        var (page, addresses) = await OpenAsync(context, "/keeping");
        await page.Locator("#erase [name=numbers]").FillAsync($"{KeptCalls.Caller}\n{KeptCalls.Other}\n+79990000000");
        await page.Locator("#erase [name=reason]").FillAsync("отзыв согласия");
        await page.Locator("#erase [name=request]").FillAsync("17");
        await page.Locator("#erase [type=submit]").ClickAsync();
        await page.WaitForSelectorAsync("#erase-check .danger");
        var rows = await page.Locator("#erase-check tbody tr").AllInnerTextsAsync();
        Assert.Contains("будет удалён", rows[0], StringComparison.Ordinal);
        Assert.Contains("под запретом, останется: дело № 15", rows[1], StringComparison.Ordinal);
        Assert.Contains("нет в записях", rows[2], StringComparison.Ordinal);

        await page.Locator("#erase-check .danger").ClickAsync();
        await page.UntilAsync("document.getElementById('status').textContent.includes('GDK-6021')");
        Assert.True(await kept.KnowsAsync(KeptCalls.Caller));
        await page.Locator("[name=understood]").CheckAsync();
        await page.Locator("#erase-check .danger").ClickAsync();
        await page.WaitForSelectorAsync("#acts .files a");
        Assert.Contains("Удалено: 1", await page.Locator("#erase .notice").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal((false, true), (await kept.KnowsAsync(KeptCalls.Caller), await kept.KnowsAsync(KeptCalls.Other)));
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("#acts .files a", new PageLocatorOptions { HasText = "CSV" }).ClickAsync());
        Assert.Contains("отзыв согласия", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        Assert.DoesNotContain(addresses, address => address.Contains("1234567", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Numbers_changed_after_the_check_are_not_erased()
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept);
        await using var context = await browser.OpenAsync(host);
        var (page, _) = await OpenAsync(context, "/keeping");
        await page.Locator("#erase [name=numbers]").FillAsync(KeptCalls.Caller);
        await page.Locator("#erase [name=reason]").FillAsync("отзыв согласия");
        await page.Locator("#erase [type=submit]").ClickAsync();
        await page.Locator("[name=understood]").CheckAsync();
        await page.Locator("#erase [name=numbers]").FillAsync(KeptCalls.Other);
        await page.Locator("#erase-check .danger").ClickAsync();
        await page.UntilAsync("document.getElementById('status').textContent.includes('GDK-6021')");
        Assert.True(await kept.KnowsAsync(KeptCalls.Other) && await kept.KnowsAsync(KeptCalls.Caller));
    }

    [Fact]
    public async Task A_call_is_held_from_its_card_and_by_keyboard_alone()
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept);
        await using var context = await browser.OpenAsync(host);
        var (page, _) = await OpenAsync(context, "/calls/" + kept.Calls[0]);
        Assert.Contains("Хранится до 21.11.2029 (emergency)", await page.Locator("#holds").InnerTextAsync(), StringComparison.Ordinal);
        await page.Locator("#holds summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("письмо суда");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#holds .held li");
        Assert.Contains("письмо суда", await page.Locator("#holds .held").InnerTextAsync(), StringComparison.Ordinal);
        await page.ReloadAsync();
        Assert.Contains("Под запретом", await page.Locator(".flags").InnerTextAsync(), StringComparison.Ordinal);
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.Locator("#holds .held button").ClickAsync();
        await page.UntilAsync("!document.querySelector('#holds .held')");
        Assert.Empty(await kept.Holds.OfCallAsync(kept.Calls[0], default));
    }

    [Fact]
    public async Task Without_scripts_the_page_tells_and_takes_no_number()
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await PortalHost.StartAsync(0, kept: kept);
        await using var context = await browser.OpenAsync(host, scripts: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/keeping");
        Assert.Equal(0, await page.Locator("form:visible").CountAsync());
        Assert.True(await page.Locator("noscript .notice").IsVisibleAsync());
        Assert.True(await page.Locator("#terms .sheet").IsVisibleAsync());
    }

    private static async Task<(IPage Page, List<string> Addresses)> OpenAsync(IBrowserContext context, string path)
    {
        var page = await context.NewPageAsync();
        var addresses = new List<string>();
        page.Request += (_, request) => addresses.Add(request.Url);
        await page.GotoAsync(path);
        await page.UntilAsync("document.documentElement.classList.contains('js')");
        return (page, addresses);
    }
}
