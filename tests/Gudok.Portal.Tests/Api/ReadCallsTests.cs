using System.Net;
using System.Text.Json;
using Gudok.Calls;

namespace Gudok.Portal.Tests;

public sealed class ReadCallsTests
{
    [Fact]
    public async Task Search_pages_through_all_calls_newest_first()
    {
        await using var host = await PortalHost.StartAsync(250);
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            using var page = JsonDocument.Parse(await (await host.PostJsonAsync(
                "/api/v1/calls/search", JsonSerializer.Serialize(new { limit = 100, cursor }).Replace(",\"cursor\":null", "", StringComparison.Ordinal))).Content.ReadAsStringAsync());
            seen.AddRange(page.RootElement.GetProperty("calls").EnumerateArray().Select(call => call.GetProperty("id").GetString()!));
            cursor = page.RootElement.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        Assert.Equal(InventedCalls.Many(250).Select(call => call.Id), seen);
    }

    [Fact]
    public async Task Every_member_of_a_search_arrives()
    {
        await using var host = await PortalHost.StartAsync(1);
        var answer = await host.PostJsonAsync("/api/v1/calls/search", """
            {"from":"2026-11-20T00:00:00Z","to":"2026-11-21T03:00:00+03:00","number":"7495","direction":["inbound"],"disposition":["busy","noAnswer"],
            "minTalkSeconds":1.5,"maxTalkSeconds":60,"linkId":"00a1","limit":7}
            """);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var search = host.Reader.LastSearch!;
        Assert.Equal(("2026-11-20T00:00:00.000000Z", "2026-11-21T00:00:00.000000Z"), (search.From?.ToString(), search.To?.ToString()));
        Assert.Equal([CallDisposition.Busy, CallDisposition.NoAnswer], search.Dispositions!);
        Assert.Equal(("7495", 1.5, 60.0, "00a1", 7), (search.Number, search.MinTalkSeconds, search.MaxTalkSeconds, search.LinkId, search.Limit));
    }

    [Theory]
    [InlineData("{\"numbers\":\"7495\"}", "a member that is not one of")]
    [InlineData("{\"limit\":0}", "limit should be a number from 1 to 1000")]
    [InlineData("{\"limit\":1001}", "limit should be")]
    [InlineData("{\"limit\":\"5\"}", "limit should be")]
    [InlineData("{\"from\":\"yesterday\"}", "from should be an RFC 3339 time")]
    [InlineData("{\"direction\":[\"in\"]}", "direction should be a list of")]
    [InlineData("{\"direction\":\"inbound\"}", "direction should be a list of")]
    [InlineData("{\"minTalkSeconds\":-1}", "minTalkSeconds should be")]
    [InlineData("{\"limit\":5,\"limit\":6}", "limit should be")]
    [InlineData("[]", "one JSON object")]
    [InlineData("null", "one JSON object")]
    [InlineData("{", "one JSON object")]
    [InlineData("", "one JSON object")]
    public async Task A_wrong_search_is_a_problem_that_names_the_member(string json, string reason)
    {
        await using var host = await PortalHost.StartAsync(1);
        var answer = await host.PostJsonAsync("/api/v1/calls/search", json);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("GDK-6004", await PortalGuardTests.CodeAsync(answer));
        Assert.Null(host.Reader.LastSearch);
    }

    [Fact]
    public async Task What_the_ledger_refuses_keeps_its_code()
    {
        await using var host = await PortalHost.StartAsync(1);
        host.Reader.Failure = new Ledger.LedgerInputException("GDK-4004", "The cursor is not one of ours.");
        var answer = await host.PostJsonAsync("/api/v1/calls/search", "{\"cursor\":\"x\"}");
        Assert.Equal((HttpStatusCode.BadRequest, "GDK-4004"), (answer.StatusCode, await PortalGuardTests.CodeAsync(answer)));
        Assert.Equal(HttpStatusCode.BadRequest, (await host.GetPageAsync("/calls?cursor=x")).StatusCode);
    }

    [Fact]
    public async Task A_search_over_its_limit_is_refused()
    {
        await using var host = await PortalHost.StartAsync(1);
        var answer = await host.PostJsonAsync("/api/v1/calls/search", "{\"number\":\"" + new string('1', FilterReader.MaxBytes) + "\"}");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_call_reads_as_the_command_line_writes_it()
    {
        await using var host = await PortalHost.StartAsync(1);
        var call = InventedCalls.One(0);
        var json = await host.Client.GetStringAsync(new Uri("/api/v1/calls/" + call.Id, UriKind.Relative));
        Assert.Equal(JsonSerializer.Serialize(call, CallsJson.Plain.CallView), json);
        Assert.Contains("+7495*****00", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_come_with_their_state()
    {
        await using var host = await PortalHost.StartAsync(1);
        var path = new Uri($"/api/v1/calls/{InventedCalls.One(0).Id}/messages", UriKind.Relative);
        using var kept = JsonDocument.Parse(await host.Client.GetStringAsync(path));
        Assert.Equal("kept", kept.RootElement.GetProperty("status").GetString());
        var first = kept.RootElement.GetProperty("messages")[0];
        Assert.Equal(("INVITE", "udp"), (first.GetProperty("summary").GetString(), first.GetProperty("transport").GetString()));
        host.Reader.MessagesOf = _ => new Ledger.CallMessages(Ledger.MessagesStatus.NotKept, []);
        Assert.Equal("{\"status\":\"notKept\",\"messages\":[]}", await host.Client.GetStringAsync(path));
    }

    [Theory]
    [InlineData("/api/v1/calls/none", "GDK-6005")]
    [InlineData("/api/v1/calls/00000000-0000-8000-8000-000000000001", "GDK-6005")]
    [InlineData("/api/v1/calls/00000000-0000-8000-8000-000000000001/messages", "GDK-6005")]
    [InlineData("/api/v1/nothing", "GDK-6006")]
    [InlineData("/api/v1/calls/stream?direction=in", "GDK-6004")]
    public async Task What_is_not_there_is_a_problem(string path, string code)
    {
        await using var host = await PortalHost.StartAsync(1);
        Assert.Equal(code, await PortalGuardTests.CodeAsync(await host.GetPageAsync(path)));
    }

    [Fact]
    public async Task The_stream_sends_calls_corrections_and_what_was_missed()
    {
        await using var host = await PortalHost.StartAsync(1, options => options.LiveWindow = TimeSpan.FromMilliseconds(20));
        using var stream = await host.Client.GetStreamAsync(new Uri("/api/v1/calls/stream?disposition=answered", UriKind.Relative));
        using var lines = new StreamReader(stream);
        Assert.Equal(": alive", await lines.ReadLineAsync());
        while (host.Reader.Followers == 0) await Task.Delay(5);
        var call = InventedCalls.One(-6);
        host.Reader.Publish(InventedCalls.One(-4));
        host.Reader.Publish(call, isCorrection: true, missed: 3);
        var text = new List<string>();
        while (text.Count(line => line.StartsWith("data:", StringComparison.Ordinal)) < 2) text.Add((await lines.ReadLineAsync())!);
        Assert.Contains("event: missed", text);
        Assert.Contains("data: 3", text);
        Assert.Contains("event: correction", text);
        Assert.Contains("id: " + call.Id, text);
        Assert.Equal("data: " + JsonSerializer.Serialize(call, CallsJson.Plain.CallView), text[^1]);
    }

    [Fact]
    public async Task More_followers_than_the_limit_are_turned_away_until_one_leaves()
    {
        await using var host = await PortalHost.StartAsync(1, options => options.MaxFollowers = 1);
        var path = new Uri("/api/v1/calls/stream", UriKind.Relative);
        using (await host.Client.GetStreamAsync(path))
        {
            using var second = await host.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
            Assert.Equal("GDK-6012", await PortalGuardTests.CodeAsync(second));
        }

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (true)
        {
            using var again = await host.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            if (again.StatusCode == HttpStatusCode.OK) break;
            await Task.Delay(20, deadline.Token);
        }
    }

    [Theory]
    [InlineData("/healthz/live")]
    [InlineData("/healthz/ready")]
    public async Task Health_is_told(string path)
    {
        await using var host = await PortalHost.StartAsync(1);
        Assert.Equal("Healthy", await host.Client.GetStringAsync(new Uri(path, UriKind.Relative)));
    }
}
