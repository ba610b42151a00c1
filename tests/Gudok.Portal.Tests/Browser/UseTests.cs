using System.Diagnostics;
using Gudok.Calls;
using Microsoft.Playwright;

namespace Gudok.Portal.Tests;

/// <summary>What a person does with the pages, in a real browser.</summary>
[Trait("Needs", "chromium")]
public sealed class UseTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_new_call_shows_at_the_top_within_two_seconds_without_reload()
    {
        await using var host = await PortalHost.StartAsync();
        await using var context = await browser.OpenAsync(host);
        var page = await OpenLiveAsync(context);
        await page.EvaluateAsync("window.notReloaded = true");
        var call = InventedCalls.One(-1);
        var watch = Stopwatch.StartNew();
        host.Reader.Publish(call);
        await page.WaitForSelectorAsync($"#rows tr:first-child#call-{call.Id}");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.True(await page.EvaluateAsync<bool>("window.notReloaded"));
    }

    [Fact]
    public async Task What_came_between_the_page_and_its_stream_is_not_lost()
    {
        await using var host = await PortalHost.StartAsync();
        await using var context = await browser.OpenAsync(host);
        var page = await context.NewPageAsync();
        var call = InventedCalls.One(-1);
        await page.RouteAsync("**/calls/live", async route =>
        {
            host.Reader.Publish(call);
            await route.ContinueAsync();
        });
        await page.GotoAsync("/calls");
        await page.WaitForSelectorAsync($"#call-{call.Id}");
        Assert.Equal(1, await page.Locator($"#call-{InventedCalls.One(0).Id}").CountAsync());
    }

    [Fact]
    public async Task Live_rows_respect_the_filter()
    {
        await using var host = await PortalHost.StartAsync();
        await using var context = await browser.OpenAsync(host);
        var page = await OpenLiveAsync(context, "/calls?disposition=answered");
        var (busy, answered) = (InventedCalls.One(-4), InventedCalls.One(-6));
        Assert.Equal((CallDisposition.Busy, CallDisposition.Answered), (busy.Disposition, answered.Disposition));
        host.Reader.Publish(busy);
        host.Reader.Publish(answered);
        await page.WaitForSelectorAsync($"#call-{answered.Id}");
        Assert.Equal(0, await page.Locator($"#call-{busy.Id}").CountAsync());
    }

    [Fact]
    public async Task A_correction_replaces_its_row()
    {
        await using var host = await PortalHost.StartAsync();
        await using var context = await browser.OpenAsync(host);
        var page = await OpenLiveAsync(context);
        var call = InventedCalls.One(3);
        host.Reader.Publish(call with { Disposition = CallDisposition.Busy, SipStatus = 486 }, isCorrection: true);
        await page.WaitForSelectorAsync($"#call-{call.Id} .result.busy");
        Assert.Equal(50, await page.Locator("#rows tr.call").CountAsync());
    }

    [Fact]
    public async Task Whoever_stands_in_a_row_by_keyboard_stays_there_when_it_is_corrected()
    {
        await using var host = await PortalHost.StartAsync();
        await using var context = await browser.OpenAsync(host);
        var page = await OpenLiveAsync(context);
        var call = InventedCalls.One(3);
        await page.Locator($"#call-{call.Id} .when a").FocusAsync();
        host.Reader.Publish(call with { Disposition = CallDisposition.Busy, SipStatus = 486 }, isCorrection: true);
        await page.WaitForSelectorAsync($"#call-{call.Id} .result.busy");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/calls/" + call.Id);
    }

    [Fact]
    public async Task A_reader_further_down_is_told_and_not_moved()
    {
        await using var host = await PortalHost.StartAsync();
        await using var context = await browser.OpenAsync(host);
        var page = await OpenLiveAsync(context);
        await page.Locator(".more a").ClickAsync();
        await page.UntilAsync("document.querySelectorAll('#rows tr.call').length === 100");
        host.Reader.Publish(InventedCalls.One(-1));
        host.Reader.Publish(InventedCalls.One(-2));
        await page.WaitForSelectorAsync("#pill:visible");
        await page.UntilAsync("document.getElementById('pill').textContent.endsWith('2')");
        Assert.Equal(0, await page.Locator($"#call-{InventedCalls.One(-1).Id}").CountAsync());
        await page.Locator("#pill").ClickAsync();
        await page.WaitForSelectorAsync($"#rows tr:first-child#call-{InventedCalls.One(-2).Id}");
        Assert.True(await page.Locator("#pill").IsHiddenAsync());
    }

    [Fact]
    public async Task A_number_is_searched_as_typed_and_never_enters_an_address()
    {
        await using var host = await PortalHost.StartAsync();
        await using var context = await browser.OpenAsync(host);
        var page = await OpenLiveAsync(context);
        var addresses = new List<string>();
        page.Request += (_, request) => addresses.Add(request.Url);
        await page.Locator("#number").FillAsync("7497");
        await page.UntilAsync("[...document.querySelectorAll('#rows .call')].every(row => row.textContent.includes('7497'))");
        await page.Locator("[name=direction][value=inbound]").CheckAsync();
        await page.WaitForURLAsync("**/calls?direction=inbound");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("7497", host.Reader.LastSearch!.Number);
        Assert.NotEmpty(addresses);
        Assert.DoesNotContain(addresses.Append(page.Url), address => address.Contains("7497", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_faulty_field_is_explained_where_the_reader_looks()
    {
        await using var host = await PortalHost.StartAsync();
        await using var context = await browser.OpenAsync(host);
        var page = await OpenLiveAsync(context);
        await page.EvaluateAsync("document.querySelector('[name=minTalk]').type = 'text'");
        await page.Locator("[name=minTalk]").FillAsync("много");
        await page.Keyboard.PressAsync("Enter");
        await page.UntilAsync("document.getElementById('status').textContent.includes('GDK-6004')");
    }

    [Fact]
    public async Task Choosing_an_arrow_shows_its_message_with_and_without_scripts()
    {
        await using var host = await PortalHost.StartAsync();
        foreach (var scripts in new[] { true, false })
        {
            await using var context = await browser.OpenAsync(host, scripts: scripts);
            var page = await context.NewPageAsync();
            await page.GotoAsync("/calls/" + InventedCalls.One(0).Id);
            Assert.True(await page.Locator("#m1").IsVisibleAsync());
            await page.Locator(".arrow").Nth(9).ClickAsync();
            await page.Locator("#m10").WaitForAsync();
            Assert.True(await page.Locator("#m1").IsHiddenAsync());
            Assert.Contains("SIP/2.0 200 OK", await page.Locator("#m10 pre").InnerTextAsync(), StringComparison.Ordinal);
            Assert.Contains("</pre><script>alert(1)</script>", await page.Locator("#m10 pre").InnerTextAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Everything_is_reached_by_keyboard_alone()
    {
        await using var host = await PortalHost.StartAsync();
        await using var context = await browser.OpenAsync(host);
        var page = await OpenLiveAsync(context);
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("#main", await page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"));
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, ".calls .when a");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/calls/" + InventedCalls.One(0).Id);
        await TabToAsync(page, ".arrow");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#m3").WaitForAsync();
        Assert.Equal("#m3", await page.EvaluateAsync<string>("document.querySelector('.arrow[aria-current]').getAttribute('href')"));
    }

    [Fact]
    public async Task Filters_other_than_the_number_work_without_scripts()
    {
        await using var host = await PortalHost.StartAsync();
        await using var context = await browser.OpenAsync(host, scripts: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/calls");
        Assert.True(await page.Locator("#number").IsDisabledAsync());
        await page.Locator("[name=direction][value=outbound]").CheckAsync();
        await page.Locator(".filter button[type=submit]").ClickAsync();
        Assert.Contains("direction=outbound", page.Url, StringComparison.Ordinal);
        Assert.Equal([CallDirection.Outbound], host.Reader.LastSearch!.Directions!);
        await page.Locator(".more a").ClickAsync();
        Assert.NotNull(host.Reader.LastSearch!.Cursor);
    }

    [Fact]
    public async Task Times_follow_the_browsers_zone_and_the_theme_is_kept()
    {
        await using var host = await PortalHost.StartAsync();
        await using var context = await browser.OpenAsync(host, knowsZone: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/calls");
        // The first visit reloads once, when the browser has told its zone.
        await page.UntilAsync("document.querySelector('#rows time')?.title.includes('Asia/Yekaterinburg')");
        await page.WaitForSelectorAsync("#live.on");
        Assert.Contains("17:00:00", await page.Locator("#rows time").First.InnerTextAsync(), StringComparison.Ordinal);
        await page.Locator(".theme").ClickAsync();
        await page.ReloadAsync();
        Assert.Equal("dark", await page.EvaluateAsync<string>("document.documentElement.dataset.theme"));
    }

    private static async Task<IPage> OpenLiveAsync(IBrowserContext context, string path = "/calls")
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        await page.WaitForSelectorAsync("#live.on");
        return page;
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var press = 0; press < 60; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector)) return;
        }

        Assert.Fail($"Sixty presses of Tab do not reach {selector}.");
    }
}
