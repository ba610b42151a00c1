using System.IO.Compression;
using Gudok.Access;
using Microsoft.Playwright;

namespace Gudok.Portal.Tests;

/// <summary>Evidence with numbers, taken from the card with a real browser.</summary>
[Trait("Needs", "chromium")]
public sealed class DiscloseBrowserTests(Browser browser) : IClassFixture<Browser>, IAsyncLifetime
{
    private readonly TestPeople _people = new();
    private PortalHost _host = null!;
    private string _id = "";

    public async ValueTask InitializeAsync()
    {
        var evidence = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "evidence", "golden", "corrected-disclosed.json"));
        _host = await PortalHost.StartAsync(3, evidence: evidence, people: _people, token: await _people.SignInAsync("zaitseva", Role.PrivacyOfficer), policy: Everybody.Starting());
        _id = InventedCalls.One(0).Id;
        _host.Reader.Publish(InventedCalls.One(0));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _people.DisposeAsync();
    }

    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    public async Task The_archive_is_saved_after_what_was_missing_was_added(int width, ColorScheme scheme)
    {
        await using var context = await browser.OpenAsync(_host, width, scheme);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/calls/" + _id);
        await page.Locator("#disclose summary").ClickAsync();
        await page.LookAsync(null, "disclose-asked", width, scheme);
        await page.Locator("#disclose [name=file]").FillAsync("2-1045/2026");
        await page.Locator("#disclose [name=reason]").FillAsync(" ");
        await page.Locator("#disclose button.primary").ClickAsync();
        await page.WaitForSelectorAsync("#disclose .notice.bad >> text=GDK-7421");
        await page.LookAsync(null, "disclose-refused", width, scheme);
        Assert.Equal("2-1045/2026", await page.Locator("#disclose [name=file]").InputValueAsync());

        await page.Locator("#disclose [name=reason]").FillAsync("запрос суда");
        var saved = await page.RunAndWaitForDownloadAsync(() => page.Locator("#disclose button.primary").ClickAsync(), new PageRunAndWaitForDownloadOptions { Timeout = 90_000 });
        Assert.Equal($"evidence-{_id}.zip", saved.SuggestedFilename);
        Assert.StartsWith("blob:", saved.Url, StringComparison.Ordinal);
        await page.WaitForSelectorAsync("#disclose >> text=Архив сохранён");
        Assert.Equal(0, await page.Locator("#disclose .notice.bad:not([hidden])").CountAsync());
        await page.LookAsync(null, "disclose-done", width, scheme);
        var path = Path.Combine(Browser.Artifacts, "disclosed.zip");
        await saved.SaveAsAsync(path);
        await using var archive = await ZipFile.OpenReadAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(2, archive.Entries.Count);
        Assert.Equal([ActOutcome.Refused, ActOutcome.Done], _host.Journal.Entries.Where(entry => entry.Act == "evidence.disclose").Select(entry => entry.Outcome));
    }
}
