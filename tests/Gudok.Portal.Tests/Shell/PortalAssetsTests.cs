using System.Net;
using System.Text.RegularExpressions;

namespace Gudok.Portal.Tests;

public sealed class PortalAssetsTests
{
    [Fact]
    public async Task Everything_a_page_loads_is_there_and_not_empty()
    {
        await using var host = await PortalHost.StartAsync(10);
        var html = await (await host.GetPageAsync("/calls")).Content.ReadAsStringAsync();
        var addresses = Regex.Matches(html, "(?:src|href)=\"(/assets/[^\"#]+)").Select(match => match.Groups[1].Value).Distinct().ToArray();
        Assert.Contains(addresses, address => address.EndsWith("htmx.min.js", StringComparison.Ordinal));
        Assert.Contains(addresses, address => address.EndsWith("portal.js", StringComparison.Ordinal));
        Assert.True(addresses.Count(address => address.EndsWith(".css", StringComparison.Ordinal)) >= 3);
        foreach (var address in addresses)
        {
            var bytes = await host.Client.GetByteArrayAsync(new Uri(address, UriKind.Relative));
            Assert.True(bytes.Length > 200, $"{address} has {bytes.Length} octets.");
        }
    }

    [Fact]
    public async Task Style_sheets_name_fonts_that_are_there()
    {
        await using var host = await PortalHost.StartAsync(0);
        var sheet = PortalAssets.Url("css/base.css");
        var css = await host.Client.GetStringAsync(new Uri(sheet, UriKind.Relative));
        var fonts = Regex.Matches(css, "url\\(\"\\.\\./([^\"]+)\"\\)").Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(8, fonts.Length);
        foreach (var font in fonts)
            Assert.True((await host.Client.GetByteArrayAsync(new Uri(PortalAssets.Url(font), UriKind.Relative))).Length > 1000, font);
    }

    [Fact]
    public async Task Assets_are_kept_for_ever_and_packed()
    {
        await using var host = await PortalHost.StartAsync(0);
        using var request = new HttpRequestMessage(HttpMethod.Get, PortalAssets.Url("vendor/htmx.min.js"));
        request.Headers.Add("Accept-Encoding", "gzip, br");
        var answer = await host.Client.SendAsync(request);
        Assert.Equal("br", answer.Content.Headers.ContentEncoding.Single());
        Assert.Equal(TimeSpan.FromDays(365), answer.Headers.CacheControl?.MaxAge);
        Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, 1000, 25_000);
    }

    [Theory]
    [InlineData("/assets/0/css/base.css")]
    [InlineData("/assets/0/../../etc/passwd")]
    public async Task Another_version_is_not_found(string path)
    {
        await using var host = await PortalHost.StartAsync(0);
        Assert.Equal(HttpStatusCode.NotFound, (await host.GetPageAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Pages_hold_no_script_or_style_of_their_own()
    {
        await using var host = await PortalHost.StartAsync();
        foreach (var path in new[] { "/calls", "/calls/" + InventedCalls.One(0).Id, "/nowhere" })
        {
            var html = await (await host.GetPageAsync(path)).Content.ReadAsStringAsync();
            Assert.DoesNotMatch("<script(?![^>]* src=)[^>]*>", html);
            Assert.DoesNotMatch("<style|\\sstyle=|\\son[a-z]+=\"", html);
        }
    }

    [Fact]
    public void Icons_of_every_direction_and_result_are_drawn()
    {
        using var stream = typeof(PortalAssets).Assembly.GetManifestResourceStream("assets/icons.svg")!;
        using var reader = new StreamReader(stream);
        var icons = reader.ReadToEnd();
        foreach (var word in Calls.Word.All<Calls.CallDirection>().Concat(Calls.Word.All<Calls.CallDisposition>()))
            Assert.Contains($"id=\"{word}\"", icons, StringComparison.Ordinal);
    }
}
