using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gudok.Capture;
using Gudok.Testing;

namespace Gudok.Wire.Tests;

/// <summary>While the server runs, no number of its traffic lies in a file, a stream or an answer of it (requirement N4).</summary>
[Trait("Needs", "packages")]
public sealed class NumberSilenceTests
{
    private const string Talkative = "84951112233";
    private static readonly SimulationOptions Traffic = new() { Calls = 40, Seed = 3, Rate = 100, MeanTalk = TimeSpan.FromSeconds(1) };

    [Fact]
    public async Task No_number_shows_in_any_file_or_answer_of_a_running_server()
    {
        using var installation = await Installation.CreateAsync();
        await using var server = await RunningServer.StartAsync(installation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var heard = new StringBuilder();
        var listening = ListenAsync(server, heard, stop.Token);
        await Eventually.IsSoAsync(() => heard.Length > 0);
        var import = (await installation.RunAsync("import", KamailioRecording.Path)).Sound();
        var simulated = await FeedAsync(server, stop.Token);
        var sweep = new NumberSweep(Digits([
            Talkative, "7" + Talkative[1..], .. KamailioRecording.Calls.SelectMany(call => new[] { call.Caller, call.Dialled }),
            .. simulated.SelectMany(call => new[] { call.Caller, call.Dialled, call.Callee })]));
        await Eventually.IsSoAsync(() => heard.ToString().Split("event: call").Length > simulated.Count);
        await stop.CancelAsync();
        await listening;

        var answers = await AnswersAsync(installation, server);
        answers["the stream of calls"] = heard.ToString();
        answers["import"] = import.Output + import.Error;
        answers["standard output and error"] = server.Process.Output + server.Process.Complaints;
        AssertFindsWhatIsPlanted(sweep, installation);
        Assert.Empty(answers.SelectMany(answer => sweep.FindIn(answer.Value).Select(form => $"{answer.Key}: {form}")));
        Assert.Empty(sweep.FindInFolder(installation.Data));

        Assert.Equal(0, await server.StopAsync());
        Assert.Empty(sweep.FindIn(server.Process.Output + server.Process.Complaints));
        Assert.Empty(sweep.FindInFolder(installation.Data));
    }

    private static void AssertFindsWhatIsPlanted(NumberSweep sweep, Installation installation)
    {
        var planted = Path.Combine(installation.Data, "planted");
        File.WriteAllText(planted, $"the caller was +7{Talkative[1..]}");
        Assert.NotEmpty(sweep.FindInFolder(installation.Data));
        File.Delete(planted);
        Assert.NotEmpty(sweep.FindIn("(495) 111-22-33"));
    }

    // The last call is one of a switch that makes Call-ID and tag of the caller's number.
    private static async Task<IReadOnlyList<SimulatedCall>> FeedAsync(RunningServer server, CancellationToken cancellationToken)
    {
        var traffic = new PacedTraffic();
        await traffic.SendAsync(server.Hep, Traffic, cancellationToken);
        using var sender = new HepSender(server.Hep);
        await sender.SendCallAsync($"{Talkative}-0017@pbx.example.org", $"sip:{Talkative}@example.org", "sip:+74997654321@example.org");
        return traffic.Calls;
    }

    private static async Task ListenAsync(RunningServer server, StringBuilder heard, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await server.Http.GetAsync("api/v1/calls/stream", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
            while (await lines.ReadLineAsync(cancellationToken) is { } line) heard.Append(line).Append('\n');
        }
        catch (OperationCanceledException)
        {
            // Enough was heard.
        }
    }

    private static async Task<Dictionary<string, string>> AnswersAsync(Installation installation, RunningServer server)
    {
        var answers = new Dictionary<string, string>();
        foreach (var address in new[] { "metrics", "openapi/v1.json", "calls", "calls?number=" + Talkative, "api/v1/calls/" + Talkative, "calls/" + Talkative, Talkative })
            answers["GET " + answers.Count] = await AskAsync(server, new HttpRequestMessage(HttpMethod.Get, address));
        answers["search"] = await PostAsync(server, "api/v1/calls/search", """{"limit":1000}""");
        foreach (var call in JsonDocument.Parse(answers["search"][answers["search"].IndexOf('{')..]).RootElement.GetProperty("calls").EnumerateArray())
        {
            var id = call.GetProperty("id").GetString();
            foreach (var address in new[] { $"api/v1/calls/{id}", $"api/v1/calls/{id}/messages", $"calls/{id}" })
                answers[address] = await AskAsync(server, new HttpRequestMessage(HttpMethod.Get, address));
        }

        foreach (var (address, body) in Mistakes()) answers[$"mistake {answers.Count} at {address}"] = await PostAsync(server, address, body);
        foreach (var format in new[] { "table", "csv", "jsonl" })
        {
            var run = (await installation.RunAsync("calls", "--format", format, "--limit", "0")).Sound();
            answers["calls as " + format] = run.Output + run.Error;
        }

        var found = (await installation.RunAsync("calls", "--number", Talkative)).Sound();
        Assert.DoesNotContain("No calls match", found.Output, StringComparison.Ordinal);
        answers["calls of a number"] = found.Output + found.Error;
        return answers;
    }

    // What was sent wrongly is not said again.
    private static IEnumerable<(string Address, string Body)> Mistakes() =>
    [
        ("api/v1/calls/search", $$"""{"number": {{Talkative}} """),
        ("api/v1/calls/search", $$"""{"{{Talkative}}": 1}"""),
        ("api/v1/calls/search", $$"""{"from": "{{Talkative}}"}"""),
        ("api/v1/calls/search", $$"""{"direction": ["{{Talkative}}"]}"""),
        ("api/v1/calls/search", $$"""{"cursor": "{{Talkative}}"}"""),
        ("api/v1/calls", $$"""[{"caller": "{{Talkative}}", "startedAt": "{{Talkative}}"}]"""),
        ("api/v1/calls", $$"""[{"{{Talkative}}": true}, {{Talkative}}, "{{Talkative}}" """),
        ("calls/search", $$"""{"minTalk": "{{Talkative}}"}"""),
    ];

    private static Task<string> PostAsync(RunningServer server, string address, string body) => AskAsync(server, new HttpRequestMessage(HttpMethod.Post, address)
    {
        Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
    });

    private static async Task<string> AskAsync(RunningServer server, HttpRequestMessage request)
    {
        using (request)
        {
            if (!request.RequestUri!.OriginalString.StartsWith("api/", StringComparison.Ordinal)) request.Headers.Accept.ParseAdd("text/html");
            using var answer = await server.Http.SendAsync(request);
            Assert.InRange((int)answer.StatusCode, 200, 499);
            return answer.Headers.ToString() + await answer.Content.ReadAsStringAsync();
        }
    }

    private static IEnumerable<string> Digits(IEnumerable<string> numbers) =>
        numbers.Select(number => number.TrimStart('+')).Where(number => number.Length >= 7 && number.All(char.IsAsciiDigit)).Distinct();
}
