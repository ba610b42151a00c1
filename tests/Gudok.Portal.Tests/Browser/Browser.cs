using Microsoft.Playwright;

namespace Gudok.Portal.Tests;

/// <summary>A real Chromium, started once for all tests that need one.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Path = "/usr/bin/chromium";
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Pictures and findings go here.</summary>
    public static string Artifacts => System.IO.Path.Combine(Repository.Root, "artifacts", "portal");

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Path)) return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Path,
            Headless = true,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
        Directory.CreateDirectory(Artifacts);
    }

    /// <summary>A fresh context; skips the test where there is no Chromium.</summary>
    internal async Task<IBrowserContext> OpenAsync(PortalHost host, int width = 1280, ColorScheme scheme = ColorScheme.Light, bool scripts = true, bool knowsZone = true, string? at = null)
    {
        if (_browser is null) Assert.Skip("There is no Chromium at " + Path + ".");
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            // A passkey belongs to a name, not to an address.
            BaseURL = at is null ? host.Address.ToString() : new UriBuilder(host.Address) { Host = at }.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = width < 600 ? 780 : width > 2000 ? 1440 : 900 },
            ColorScheme = scheme,
            JavaScriptEnabled = scripts,
            Locale = "ru-RU",
            TimezoneId = "Asia/Yekaterinburg",
        });
        if (host.Token is { } token) await context.AddCookiesAsync([new Cookie { Name = "gudok-session", Value = token, Url = host.Address.ToString(), HttpOnly = true }]);
        if (knowsZone) await context.AddCookiesAsync([new Cookie { Name = "gudok-zone", Value = "Asia%2FYekaterinburg", Url = host.Address.ToString() }]);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

internal static class PageWaiting
{
    /// <summary>Waits until an expression holds. Playwright's own way needs eval in the page, which the portal's policy forbids.</summary>
    public static async Task UntilAsync(this IPage page, string expression)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!await HoldsAsync(page, expression))
        {
            Assert.False(deadline.IsCancellationRequested, "Never came true: " + expression);
            await Task.Delay(25, CancellationToken.None);
        }
    }

    private static async Task<bool> HoldsAsync(IPage page, string expression)
    {
        try
        {
            return await page.EvaluateAsync<bool>($"!!({expression})");
        }
        catch (PlaywrightException gone) when (gone.Message.Contains("context was destroyed", StringComparison.Ordinal))
        {
            return false;
        }
    }
}
