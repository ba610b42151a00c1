using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal.Tests;

public sealed class SourcePageTests
{
    private const string Somebody = "administrator:ivanova";

    [Fact]
    public async Task Each_source_is_shown_with_what_is_most_wrong_with_it()
    {
        await using var host = await StartAsync(new FixedSources());
        var html = await TextAsync(host, "/sources");
        var rows = html.Split("<tr role=\"row\"").Skip(2).ToArray();
        Assert.Equal(5, rows.Length);
        Assert.Equal(
            ["в порядке", "молчит", "часы неверны", "задерживает", "времени нет веры"],
            rows.Select(row => SourceTexts.Russian.Conditions.Values.Single(word => row.Contains(word, StringComparison.Ordinal))));
        Assert.Contains("hep:1;auth=key", rows[0], StringComparison.Ordinal);
        Assert.Contains("351,2", rows[0], StringComparison.Ordinal);
        Assert.Contains("-31,50", rows[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_lost_is_named_by_place_also_by_one_without_a_word_of_its_own()
    {
        await using var host = await StartAsync(new FixedSources());
        var html = await TextAsync(host, "/sources/now");
        Assert.Contains("<dt>в буфере ядра</dt><dd>12</dd>", html, StringComparison.Ordinal);
        Assert.Contains("<dt>later</dt><dd>3</dd>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_traffic_the_page_says_what_to_do()
    {
        await using var host = await StartAsync(new FixedSources { IsEmpty = true });
        var html = await TextAsync(host, "/sources");
        Assert.Contains("Включите зеркалирование HEP", html, StringComparison.Ordinal);
        Assert.Contains("Ничего.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_the_same_figures()
    {
        await using var host = await StartAsync(new FixedSources());
        using var answer = await host.AskAsAsync(Somebody, HttpMethod.Get, "/api/v1/sources");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(42, json.RootElement.GetProperty("openCalls").GetInt64());
        Assert.Equal(12, json.RootElement.GetProperty("dropped").GetProperty("kernel").GetInt64());
        var sources = json.RootElement.GetProperty("sources").EnumerateArray().ToArray();
        Assert.Equal("hep:3;auth=address", sources[2].GetProperty("source").GetString());
        Assert.Equal(-31.5, sources[2].GetProperty("clockOffsetSeconds").GetDouble());
    }

    [Theory]
    [InlineData("operator:ivanova", HttpStatusCode.Forbidden)]
    [InlineData("supervisor:ivanova", HttpStatusCode.Forbidden)]
    [InlineData(Somebody, HttpStatusCode.OK)]
    public async Task Only_who_may_read_counters_sees_sources(string who, HttpStatusCode expected)
    {
        await using var host = await StartAsync(new FixedSources());
        using var page = await host.AskAsAsync(who, HttpMethod.Get, "/sources", isPage: true);
        Assert.Equal(expected, page.StatusCode);
    }

    [Fact]
    public async Task Where_nothing_is_captured_there_are_no_sources()
    {
        await using var host = await PortalHost.StartAsync(0, policy: Everybody.Starting());
        using var page = await host.AskAsAsync(Somebody, HttpMethod.Get, "/sources", isPage: true);
        using var answer = await host.AskAsAsync(Somebody, HttpMethod.Get, "/api/v1/sources");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (page.StatusCode, answer.StatusCode));
    }

    private static Task<PortalHost> StartAsync(ISourcesNow sources) =>
        PortalHost.StartAsync(0, policy: Everybody.Starting(), more: services => services.AddSingleton(sources));

    private static async Task<string> TextAsync(PortalHost host, string path)
    {
        using var answer = await host.AskAsAsync(Somebody, HttpMethod.Get, path, isPage: true);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
