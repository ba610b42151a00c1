using System.Net;
using Gudok.Access;

namespace Gudok.Tests;

/// <summary>The portal behind a proxy: a whole server in this process, and requests as a proxy on this machine passes them on.</summary>
public sealed class ProxyTests : IDisposable
{
    private readonly TestInstallation _installation = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task A_named_proxy_says_where_a_reader_comes_from_and_how()
    {
        await using var portal = await StartAsync("127.0.0.1");
        using var answer = await SendAsync(portal, "/sign-in", "198.51.100.7", "https");
        Assert.True(answer.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal("198.51.100.7", await AddressOfRefusedAsync(portal, "198.51.100.7"));
        // Whoever adds an address to one's own is believed for the last hop only.
        Assert.Equal("198.51.100.8", await AddressOfRefusedAsync(portal, "10.0.0.1, 198.51.100.8"));
    }

    [Fact]
    public async Task Nobody_elses_word_is_taken()
    {
        await using var portal = await StartAsync("192.0.2.0/24");
        using var answer = await SendAsync(portal, "/sign-in", "198.51.100.7", "https");
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal("127.0.0.1", await AddressOfRefusedAsync(portal, "198.51.100.7"));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData(null)]
    public async Task Metrics_answer_this_machine_and_nothing_that_was_passed_on(string? proxy)
    {
        await using var portal = await StartAsync(proxy);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(portal, "/metrics", null, null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(portal, "/metrics", "198.51.100.7", "https")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(portal, "/metrics", "127.0.0.1", "http")).StatusCode);
    }

    [Fact]
    public async Task A_list_that_is_none_is_refused_by_name()
    {
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(_installation.Data).FullName, "gudok.json"), """{ "Portal": { "Proxies": [ "the one in the hall" ] } }""", Stop);
        var refused = Assert.Throws<SettingsException>(() => GudokSettings.Read(_installation.Data));
        Assert.Contains("Portal:Proxies:0", refused.Message, StringComparison.Ordinal);
    }

    private async Task<ServedPortal> StartAsync(string? proxy)
    {
        if (proxy is not null) await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(_installation.Data).FullName, "gudok.json"), $$"""{ "Portal": { "Proxies": [ "{{proxy}}" ] } }""", Stop);
        return await ServedPortal.StartAsync(_installation.Data);
    }

    private static async Task<HttpResponseMessage> SendAsync(ServedPortal portal, string path, string? from, string? scheme)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(portal.Address, path));
        request.Headers.Accept.ParseAdd("text/html");
        if (from is not null) request.Headers.Add("X-Forwarded-For", from);
        if (scheme is not null) request.Headers.Add("X-Forwarded-Proto", scheme);
        return await client.SendAsync(request, Stop);
    }

    // What the journal has of somebody who shows a token that is none.
    private static async Task<string?> AddressOfRefusedAsync(ServedPortal portal, string from)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(portal.Address, "/api/v1/calls/01a1fd8c-6900-8b67-8b4e-fff0241072dd"));
        request.Headers.Add("X-Forwarded-For", from);
        request.Headers.Add("Authorization", "Bearer none.at.all");
        using var answer = await client.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        var newest = await portal.Folder.Journal.SearchAsync(new JournalSearch { Outcome = ActOutcome.Refused, Limit = 1 }, Stop);
        return Assert.Single(newest.Entries).Entry.Actor.Address;
    }
}
