using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Gudok.Access;
using Gudok.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gudok.Tests;

/// <summary>What a request wrote to the ledger is found from the journal, and the request from the record.</summary>
public sealed class LedgerTrailTests : IAsyncDisposable
{
    private static readonly Actor Owner = new() { Kind = ActorKind.Owner, Id = "os:test", Name = "test" };
    private readonly TestInstallation _installation = new();
    private readonly LogTrap _log = new();
    private ServedPortal _portal = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        _installation.Dispose();
    }

    [Fact]
    public async Task Posted_calls_are_logged_by_id_with_the_correlation_of_their_entry()
    {
        // Assertions of programs are signed by the real time.
        await ServeAsync(TimeProvider.System);
        using var program = await EnterAsync();
        var (status, text) = await program.AskAsync("/api/v1/calls", new[] { Call("one"), Call("two") });
        Assert.True(status == HttpStatusCode.OK, text);
        var entry = Assert.Single(await _portal.JournalAsync("calls.post"));
        var line = Assert.Single(Lines(entry));
        Assert.StartsWith("calls.post: 2 added, 0 corrected, 0 known: call:", line, StringComparison.Ordinal);
        Assert.Empty(new NumberSweep(["79165550101"]).FindIn(line));
        // Calls that are known already write nothing.
        await program.AskAsync("/api/v1/calls", new[] { Call("one") });
        Assert.Equal(2, (await _portal.JournalAsync("calls.post")).Select(one => one.Correlation).Distinct().Count());
        Assert.Single(Lines(null));
    }

    [Fact]
    public async Task An_amendment_is_logged_with_the_correlation_of_its_entry()
    {
        await ServeAsync();
        var ivanova = await _portal.SignInAsync("ivanova", Role.Operator);
        var id = await _portal.CallAsync("+79165550101", "ivanova");
        var (status, text) = await ivanova.AskAsync($"/api/v1/calls/{id}/amendments", new { topic = "вода" });
        Assert.True(status == HttpStatusCode.OK, text);
        Assert.Equal($"call.amend: version 1: call:{id}", Assert.Single(Lines(Assert.Single(await _portal.JournalAsync("call.amend")))));
    }

    [Fact]
    public async Task An_erasure_is_logged_with_the_correlation_of_its_entry_and_names_no_number()
    {
        await ServeAsync();
        var zaitseva = await _portal.SignInAsync("zaitseva", Role.PrivacyOfficer);
        await _portal.CallAsync("+79165550101", "ivanova");
        var (status, text) = await zaitseva.AskAsync("/api/v1/parties/erase", new { numbers = new[] { "+79165550101" }, reason = "отзыв согласия" });
        Assert.True(status == HttpStatusCode.OK, text);
        var act = JsonDocument.Parse(text).RootElement.GetProperty("id").GetString();
        Assert.Equal($"erasure.run: 1 of 1 erased: act:{act}", Assert.Single(Lines(Assert.Single(await _portal.JournalAsync("erasure.run")))));
        Assert.Empty(new NumberSweep(["79165550101"]).FindIn(_log.Text));
    }

    [Fact]
    public async Task All_entries_and_lines_of_a_request_have_one_correlation_and_never_one_from_outside()
    {
        await ServeAsync();
        var anna = await _portal.SignInAsync("anna", Role.Administrator);
        await _portal.Folder.People.AddAsync(Owner, new NewAccount("ivanov", [Role.Operator]), Stop);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/people/ivanov/teams") { Content = JsonContent.Create(new { teams = "Первая" }) };
        request.Headers.Add("traceparent", "00-79165550101000000000000000abcdef-0000000000000001-00");
        using var answer = await anna.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var changed = Assert.Single(await _portal.JournalAsync("user.team"));
        Assert.NotNull(changed.Correlation);
        Assert.DoesNotContain("79165550101", changed.Correlation, StringComparison.Ordinal);
        Assert.DoesNotContain("79165550101", _log.Text, StringComparison.Ordinal);
    }

    private async Task ServeAsync(TimeProvider? time = null)
    {
        _portal = await ServedPortal.StartAsync(_installation.Data, time);
        _portal.App.Services.GetRequiredService<ILoggerFactory>().AddProvider(_log);
    }

    private IReadOnlyList<string> Lines(JournalEntry? entry) =>
    [
        .. _log.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.GetProperty("event.code").GetString() == "6040" && (entry is null || line.GetProperty("trace.id").GetString() == entry.Correlation))
            .Select(line => line.GetProperty("message").GetString()!),
    ];

    private static object Call(string id) => new { sessionId = id, caller = "+79165550101", callee = "+78005550199", startedAt = "2026-11-20T08:00:00Z", endedAt = "2026-11-20T08:01:00Z", disposition = "busy" };

    private async Task<HttpClient> EnterAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await _portal.Folder.Clients.AddAsync(Owner, new NewClient("crm", ["calls.post"]) { Keys = ClientAssertion.PublicKey(key) }, Stop);
        using var stranger = _portal.ClientWith(null, "");
        using var answer = await stranger.PostAsync(new Uri("/oauth/token", UriKind.Relative), ClientAssertion.Form(key, "crm", stranger.BaseAddress!.ToString().TrimEnd('/')), Stop);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("access_token").GetString();
        return _portal.ClientWith("Authorization", new AuthenticationHeaderValue("Bearer", token).ToString());
    }
}
