using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Gudok.Wire.Tests;

/// <summary>A real Prometheus that scrapes a server each second and judges the alerts that ship with it.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private readonly ForeignProcess _process;
    private readonly HttpClient _http;

    private PrometheusServer(ForeignProcess process, int port)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/api/v1/")) };
    }

    /// <summary>Starts it on a free port.</summary>
    public static async Task<PrometheusServer> StartAsync(string folder, IPEndPoint target, string rules, CancellationToken cancellationToken)
    {
        var config = Path.Combine(folder, "prometheus.yml");
        var text = $$"""
            global: { scrape_interval: 1s, evaluation_interval: 1s }
            rule_files: [{{rules}}]
            scrape_configs:
              - job_name: gudok
                static_configs: [{ targets: ['{{target}}'] }]
            """;
        await File.WriteAllTextAsync(config, text, cancellationToken);
        var port = LoopbackPorts.Find(1).First;
        string[] arguments =
        [
            "--config.file=" + config, "--storage.tsdb.path=" + Path.Combine(folder, "prometheus"), string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{port}"),
        ];
        return new PrometheusServer(ForeignProcess.Start(WireTools.Prometheus, folder, arguments), port);
    }

    /// <summary>The value of a series; null if there is none, or Prometheus does not answer yet.</summary>
    public async Task<double?> QueryAsync(string query)
    {
        if (await AskAsync("query?query=" + Uri.EscapeDataString(query)) is not { } answer) return null;
        var found = answer.GetProperty("result");
        return found.GetArrayLength() == 0 ? null : double.Parse(found[0].GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture);
    }

    /// <summary>The alerts that are pending or firing, by name.</summary>
    public async Task<IReadOnlyList<string>> AlertsAsync() => await AskAsync("alerts") is { } answer
        ? [.. answer.GetProperty("alerts").EnumerateArray().Select(alert => alert.GetProperty("labels").GetProperty("alertname").GetString()!)]
        : [];

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }

    private async Task<JsonElement?> AskAsync(string question)
    {
        try
        {
            using var answer = JsonDocument.Parse(await _http.GetStringAsync(question));
            return answer.RootElement.GetProperty("data").Clone();
        }
        catch (HttpRequestException) when (!_process.HasExited)
        {
            return null;
        }
    }
}
