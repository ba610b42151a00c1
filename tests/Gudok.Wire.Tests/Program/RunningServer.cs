using System.Globalization;
using System.Net;
using Gudok.Testing;

namespace Gudok.Wire.Tests;

/// <summary>A running <c>gudok serve</c>.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;

    private RunningServer(Installation installation, ForeignProcess process, int httpPort, int hepPort)
    {
        Process = process;
        Hep = new IPEndPoint(IPAddress.Loopback, hepPort);
        Portal = new IPEndPoint(IPAddress.Loopback, httpPort);
        _http = new HttpClient(new SignedIn(installation)) { BaseAddress = new Uri($"http://127.0.0.1:{httpPort}/"), Timeout = TimeSpan.FromSeconds(30) };
    }

    public ForeignProcess Process { get; }

    /// <summary>Where it takes HEP.</summary>
    public IPEndPoint Hep { get; }

    /// <summary>Where its portal is.</summary>
    public IPEndPoint Portal { get; }

    /// <summary>A client of its portal, signed in as soon as it asks for more than metrics.</summary>
    public HttpClient Http => _http;

    /// <summary>Starts it on free ports, or on those given.</summary>
    public static async Task<RunningServer> StartAsync(Installation installation, LoopbackPorts? ports = null, params string[] more)
    {
        var first = (ports ?? LoopbackPorts.Find(2)).First;
        var process = installation.Start(
            ["serve", "--http", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{first}"), "--hep", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{first + 1}"), .. more]);
        var server = new RunningServer(installation, process, first, first + 1);
        await Eventually.IsSoAsync(() => server.IsReady(), LongestStart);
        return server;
    }

    /// <summary>Signs in now, where it matters when.</summary>
    public async Task SignInAsync() => (await Http.GetAsync(new Uri("account", UriKind.Relative))).EnsureSuccessStatusCode().Dispose();

    /// <summary>A program that may do one act, with a token of this server.</summary>
    public Task<HttpClient> EnterAsProgramAsync(Installation installation, string scope) => TokenedProgram.EnterAsync(installation, _http.BaseAddress!, scope);

    /// <summary>Waits until its log says something.</summary>
    public Task SaysAsync(string text) => Eventually.IsSoAsync(() => Process.Output.Contains(text, StringComparison.Ordinal));

    /// <summary>The sum of a metric over its labels, or of one line of it.</summary>
    public async Task<long> MetricAsync(string name) => Sum(await MetricsAsync(), name);

    /// <summary>All metrics, at one moment.</summary>
    public Task<string> MetricsAsync() => Http.GetStringAsync("metrics");

    /// <summary>The sum of a metric over its labels, or of one line of it, in the text of all.</summary>
    public static long Sum(string metrics, string name) => metrics.Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Sum(line => (long)double.Parse(line[line.LastIndexOf(' ')..], CultureInfo.InvariantCulture));

    /// <summary>Presses Ctrl-C and gives the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var limit = new CancellationTokenSource(LongestStop);
        await Process.SignalAsync("INT");
        return await Process.WaitAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Process.DisposeAsync();
    }

    private bool IsReady()
    {
        if (Process.HasExited) throw new InvalidOperationException($"It ended instead of serving:\n{Process.Output}\n{Process.Complaints}");
        return Process.Output.Contains("Portal:", StringComparison.Ordinal);
    }
}
