using System.Net;
using System.Text.Json;
using Gudok.Access;
using Gudok.Calls;

namespace Gudok.Tests;

/// <summary>Texts that would change a question put to a database, in every field that becomes part of one: each is looked for as it stands, and nothing else happens.</summary>
public sealed class InjectionTests : IAsyncLifetime
{
    private const string Plain = "abc";

    private static readonly string[] Hostile =
    [
        "' OR '1'='1", "'; DROP TABLE calls; --", "\" OR \"\"=\"", "a%", "%", "a_c", "_", "*", "a*", "[a-c]bc", "\\", "\\'", "a' UNION SELECT 1,2 --", "1); SELECT pg_sleep(9); --", "NULL",
        "@p0", "$1", "{0}", "abc\\", "ａbc", new string('a', 200),
    ];

    private readonly TestInstallation _installation = new();
    private readonly Dictionary<string, string> _calls = [];
    private ServedPortal _portal = null!;
    private HttpClient _officer = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _portal = await ServedPortal.StartAsync(_installation.Data);
        _officer = await _portal.SignInAsync("officer", Role.PrivacyOfficer);
        foreach (var text in Hostile.Append(Plain)) _calls[text] = await _portal.CallAsync("+79165550101", text, new CallTags { Topic = text, Service = text });
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        _installation.Dispose();
    }

    [Theory]
    [InlineData("operator")]
    [InlineData("service")]
    [InlineData("topic")]
    public async Task A_search_finds_the_text_itself_and_nothing_else(string member)
    {
        foreach (var (text, call) in _calls) Assert.Equal([call], await FoundAsync(new Dictionary<string, object> { [member] = new[] { text } }));
        foreach (var text in new[] { "' OR 1=1 --", "ab%", "ab_", "ABC'", "abc\0", "\0", " ", "\ufffd" }) Assert.Empty(await FoundAsync(new Dictionary<string, object> { [member] = new[] { text } }));
        Assert.Equal(_calls.Count, (await FoundAsync([])).Count);
    }

    [Theory]
    [InlineData("cursor")]
    [InlineData("linkId")]
    [InlineData("number")]
    [InlineData("from")]
    public async Task A_text_in_the_place_of_an_id_a_number_or_a_time_finds_nothing(string member)
    {
        foreach (var text in Hostile.Append("a\0b"))
        {
            var (status, answer) = await _officer.AskAsync("/api/v1/calls/search", new Dictionary<string, object> { [member] = text });
            Assert.True((int)status < 500, $"{member} {text}: {status}");
            if (status == HttpStatusCode.OK) Assert.Empty(IdsOf(answer));
        }

        Assert.Equal(_calls.Count, (await FoundAsync([])).Count);
    }

    [Fact]
    public async Task The_page_finds_what_the_programs_find()
    {
        foreach (var (text, call) in _calls.Where(one => one.Key is not "\\"))
        {
            var (status, page) = await _officer.AskAsync("/calls/search", new Dictionary<string, object> { ["operator"] = text, ["topic"] = text });
            if (status != HttpStatusCode.OK) continue;
            var others = _calls.Values.Where(other => other != call && page.Contains($"/calls/{other}\"", StringComparison.Ordinal)).ToArray();
            Assert.True(others.Length is 0 || others.Length == _calls.Count - 1, text);
        }
    }

    [Theory]
    [InlineData("actor")]
    [InlineData("act")]
    [InlineData("object")]
    [InlineData("correlation")]
    [InlineData("before")]
    public async Task The_journal_is_searched_for_the_text_itself(string member)
    {
        foreach (var text in Hostile.Append("a\0b"))
        {
            var (status, answer) = await _officer.AskAsync("/api/v1/journal/search", new Dictionary<string, object> { [member] = text });
            Assert.True((int)status < 500, $"{member} {text}: {status}");
            if (status != HttpStatusCode.OK) continue;
            using var page = JsonDocument.Parse(answer);
            Assert.Equal(0, page.RootElement.GetProperty("entries").GetArrayLength());
        }

        Assert.Equal(HttpStatusCode.OK, (await _officer.AskAsync("/api/v1/journal/search", new { })).Status);
    }

    [Fact]
    public async Task What_people_write_is_kept_as_it_stands()
    {
        var supervisor = await _portal.SignInAsync("boris", Role.Supervisor);
        foreach (var text in Hostile)
        {
            var call = await _portal.CallAsync("+79165550102", "boris");
            var (status, answer) = await supervisor.AskAsync($"/api/v1/calls/{call}/amendments", new { topic = text, note = text });
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Created, answer);
            using var view = JsonDocument.Parse(await supervisor.GetStringAsync(new Uri($"/api/v1/calls/{call}", UriKind.Relative), Stop));
            Assert.Equal((text, text), (view.RootElement.GetProperty("topic").GetString(), view.RootElement.GetProperty("note").GetString()));
        }
    }

    private async Task<IReadOnlyList<string>> FoundAsync(Dictionary<string, object> search)
    {
        var (status, answer) = await _officer.AskAsync("/api/v1/calls/search", search);
        return status == HttpStatusCode.OK ? IdsOf(answer) : [];
    }

    private static List<string> IdsOf(string answer)
    {
        using var page = JsonDocument.Parse(answer);
        return [.. page.RootElement.GetProperty("calls").EnumerateArray().Select(call => call.GetProperty("id").GetString()!)];
    }
}
