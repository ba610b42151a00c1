using System.Net;
using System.Text;
using System.Text.Json;

namespace Gudok.Portal.Tests;

public sealed class PostCallsTests
{
    private const string Lines = "application/x-ndjson";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Posting_again_adds_nothing(bool isLines)
    {
        await using var host = await PortalHost.StartAsync(0, options => options.PostBatch = 2);
        var calls = Enumerable.Range(0, 5).Select(Call).ToArray();
        var body = isLines ? string.Join("\r\n", calls) : $"[{string.Join(',', calls)}]";
        var first = await host.PostJsonAsync("/api/v1/calls", body, isLines ? Lines : "application/json");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal("{\"added\":5,\"known\":0,\"corrected\":0,\"refused\":[]}", await first.Content.ReadAsStringAsync());
        Assert.Equal([2, 2, 1], host.Intake.Batches);
        var second = await host.PostJsonAsync("/api/v1/calls", body, isLines ? Lines : "application/json");
        Assert.Equal("{\"added\":0,\"known\":5,\"corrected\":0,\"refused\":[]}", await second.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Each_refused_line_is_told_by_number_code_and_reason()
    {
        await using var host = await PortalHost.StartAsync(0);
        var body = string.Join('\n', Call(0), "", "{\"sessionId\":\"x\"}", "not json", Call(1), Call(2).Replace("busy", "74951230001", StringComparison.Ordinal));
        var (status, answer) = await PostAsync(host, body, Lines);
        Assert.Equal(HttpStatusCode.MultiStatus, status);
        Assert.Equal(2, answer.GetProperty("added").GetInt32());
        Assert.Equal([3, 4, 6], answer.GetProperty("refused").EnumerateArray().Select(line => line.GetProperty("line").GetInt32()));
        Assert.All(answer.GetProperty("refused").EnumerateArray(), line => Assert.Equal("GDK-3501", line.GetProperty("code").GetString()));
        Assert.StartsWith("disposition: should be one of", answer.GetProperty("refused")[2].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("74951230001", answer.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task A_call_over_the_line_limit_is_refused_and_ends_a_list(bool isLines, int added)
    {
        await using var host = await PortalHost.StartAsync(0, options => options.MaxLineBytes = 1024);
        string[] calls = [Call(0), Call(1).Replace("\"busy\"", "\"busy\",\"topic\":\"" + new string('x', 200_000) + "\"", StringComparison.Ordinal), Call(2)];
        var (status, answer) = await PostAsync(
            host, isLines ? string.Join('\n', calls) + "\n" : $"[{string.Join(',', calls)}]", isLines ? Lines : "application/json");
        Assert.Equal(HttpStatusCode.MultiStatus, status);
        Assert.Equal(added, answer.GetProperty("added").GetInt32());
        var refused = Assert.Single(answer.GetProperty("refused").EnumerateArray());
        Assert.Equal((2, "GDK-6010"), (refused.GetProperty("line").GetInt32(), refused.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task An_endless_last_line_is_refused_without_being_held()
    {
        await using var host = await PortalHost.StartAsync(0, options => options.MaxLineBytes = 1024);
        var (_, answer) = await PostAsync(host, Call(0) + "\n" + new string('x', 500_000), Lines);
        Assert.Equal(1, answer.GetProperty("added").GetInt32());
        Assert.Equal("GDK-6010", answer.GetProperty("refused")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Lines_over_the_limit_of_a_request_are_left_for_the_next()
    {
        await using var host = await PortalHost.StartAsync(0, options => options.MaxLines = 3);
        var (_, answer) = await PostAsync(host, string.Join('\n', Enumerable.Range(0, 5).Select(Call)), Lines);
        Assert.Equal(3, answer.GetProperty("added").GetInt32());
        var refused = Assert.Single(answer.GetProperty("refused").EnumerateArray());
        Assert.Equal((4, "GDK-6011"), (refused.GetProperty("line").GetInt32(), refused.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("[{0},{1}", 2, 3)]
    [InlineData("[{0},}", 1, 2)]
    [InlineData("{\"sessionId\":\"x\"}", 0, 1)]
    [InlineData("", 0, 1)]
    public async Task A_list_that_breaks_keeps_what_came_before(string list, int added, int line)
    {
        await using var host = await PortalHost.StartAsync(0);
        var body = list.Replace("{0}", Call(0), StringComparison.Ordinal).Replace("{1}", Call(1), StringComparison.Ordinal);
        var (status, answer) = await PostAsync(host, body, "application/json");
        Assert.Equal(HttpStatusCode.MultiStatus, status);
        Assert.Equal(added, answer.GetProperty("added").GetInt32());
        Assert.Equal(line, answer.GetProperty("refused")[0].GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task Any_octets_are_answered_and_never_a_failure()
    {
        await using var host = await PortalHost.StartAsync(0, options => options.MaxLineBytes = 2048);
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var whole = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 4).Select(Call)));
        for (var round = 0; round < 200; round++)
        {
            var bytes = whole.ToArray();
            for (var blow = 0; blow < 1 + round % 8; blow++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            using var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = new(round % 2 == 0 ? Lines : "application/json");
            using var answer = await host.Client.PostAsync(new Uri("/api/v1/calls", UriKind.Relative), content);
            Assert.True(answer.IsSuccessStatusCode, $"Round {round} of seed {seed} answered {answer.StatusCode}.");
        }
    }

    private static string Call(int number) =>
        $$"""{"sessionId":"s{{number}}","caller":"+74951230001","callee":"112","startedAt":"2026-11-21T09:00:00Z","disposition":"busy"}""";

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(PortalHost host, string body, string type)
    {
        var answer = await host.PostJsonAsync("/api/v1/calls", body, type);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, json.RootElement.Clone());
    }
}
