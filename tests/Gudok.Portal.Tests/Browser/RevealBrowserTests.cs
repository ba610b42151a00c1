using Gudok.Access;
using Gudok.Numbers;
using Microsoft.Playwright;

namespace Gudok.Portal.Tests;

/// <summary>Showing whole numbers with a real browser: asked for with a reason, hidden again by themselves, copied, refused.</summary>
[Trait("Needs", "chromium")]
public sealed class RevealBrowserTests(Browser browser) : IClassFixture<Browser>, IAsyncLifetime
{
    private const string Number = "+79165550101";
    private PortalHost _host = null!;
    private string _card = "";

    public async ValueTask InitializeAsync()
    {
        var people = new TestPeople();
        var token = await people.SignInAsync("ivanova", Role.Supervisor);
        _host = await PortalHost.StartAsync(30, people: people, token: token, policy: Everybody.Starting(), reveal: new RevealOptions { ShowFor = TimeSpan.FromSeconds(5) });
        var call = InventedCalls.One(0) with { Operator = "ivanova" };
        _host.Reader.Publish(call);
        _host.Reader.Caller = new PartyReader(new PartyOptions()).Read(Number);
        _card = "/calls/" + call.Id;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _host.People.DisposeAsync();
    }

    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    public async Task A_number_that_is_asked_for_is_shown_copied_and_hidden_again_by_itself(int width, ColorScheme scheme)
    {
        await using var context = await browser.OpenAsync(_host, width, scheme);
        await context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var page = await context.NewPageAsync();
        await page.GotoAsync(_card);
        await page.Locator("#reveal summary").ClickAsync();
        await page.LookAsync(null, "reveal-asked", width, scheme);
        await page.Locator("#reveal [name=reason]").FillAsync("перезвонить, связь прервалась");
        await page.Locator("#reveal button.primary").ClickAsync();
        await page.WaitForSelectorAsync("#reveal .number");
        Assert.Equal(Number, await page.Locator("#reveal .number").First.TextContentAsync());
        await page.Locator("#reveal .copy").First.ClickAsync();
        await page.WaitForSelectorAsync("text=Скопировано");
        Assert.Equal(Number, await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await page.LookAsync(null, "reveal-shown", width, scheme);
        await page.WaitForSelectorAsync("text=Номера снова скрыты", new PageWaitForSelectorOptions { Timeout = 20_000 });
        Assert.DoesNotContain(Number, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Equal(["number.reveal", "number.copy"], _host.Journal.Entries.Select(entry => entry.Act).Where(act => act.StartsWith("number.", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task A_refusal_is_said_where_the_number_would_be(int width, ColorScheme scheme)
    {
        await using var context = await browser.OpenAsync(_host, width, scheme);
        var page = await context.NewPageAsync();
        await page.GotoAsync(_card);
        await page.Locator("#reveal summary").ClickAsync();
        await page.Locator("#reveal [name=reason]").FillAsync(" ");
        await page.Locator("#reveal button.primary").ClickAsync();
        await page.WaitForSelectorAsync("#reveal .notice.bad >> text=GDK-74");
        await page.LookAsync(null, "reveal-refused", width, scheme);
        Assert.True(await page.Locator("#reveal [name=reason]").IsVisibleAsync());
    }

    [Fact]
    public async Task No_answer_is_said_too()
    {
        await using var context = await browser.OpenAsync(_host);
        var page = await context.NewPageAsync();
        await page.GotoAsync(_card);
        await page.RouteAsync("**/reveal", route => route.AbortAsync());
        await page.Locator("#reveal summary").ClickAsync();
        await page.Locator("#reveal [name=reason]").FillAsync("перезвонить");
        await page.Locator("#reveal button.primary").ClickAsync();
        await page.WaitForSelectorAsync("#reveal [data-failed]:not(button)");
    }
}
