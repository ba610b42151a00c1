using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gudok.Tests;

/// <summary>What goes to a collector of OTLP.</summary>
public sealed partial class OtlpExportTests
{
    private const string Typed = "79165550101";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_logs_and_traces_go_to_the_collector_and_no_address_that_was_typed()
    {
        var taken = new ConcurrentQueue<(string Path, string Body)>();
        await using var collector = await CollectAsync(taken);
        using var installation = new TestInstallation();
        var http = FreePort();
        // Something to be told: whose extension is whose cannot be read.
        await File.WriteAllTextAsync(Path.Combine(installation.Data, "desk.db"), "no database", Stop);
        await using (var folder = await DataFolder.OpenAsync(installation.Data, TimeProvider.System, Stop, settings =>
        {
            settings.Hep.Endpoint = "127.0.0.1:0";
            settings.Telemetry.Otlp = collector.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        }))
        {
            await using var system = await LiveSystem.StartAsync(folder, http, TimeProvider.System, Stop);
            using var client = new HttpClient { BaseAddress = new Uri($"http://{http}") };
            using var alive = await client.GetAsync(new Uri("/healthz/live", UriKind.Relative), Stop);
            using var lost = await client.GetAsync(new Uri($"/calls/+{Typed}?number=%2B{Typed}", UriKind.Relative), Stop);
            await folder.Intake.RecordAsync([], Stop);
        }

        Assert.Contains(taken, one => one.Path == "/v1/metrics" && one.Body.Contains("gudok_ledger_position", StringComparison.Ordinal));
        Assert.Contains(taken, one => one.Path == "/v1/logs" && one.Body.Contains("GDK-7007", StringComparison.Ordinal));
        Assert.Contains(taken, one => one.Path == "/v1/traces" && one.Body.Contains("/healthz/live", StringComparison.Ordinal));
        Assert.DoesNotContain(taken, one => one.Body.Contains(Typed, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_an_exception_says_stays_here_and_its_type_and_stack_go()
    {
        var taken = new ConcurrentQueue<(string Path, string Body)>();
        await using var collector = await CollectAsync(taken);
        var telemetry = new TelemetryOptions { Otlp = collector.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() };
        using (var logs = LoggerFactory.Create(logging => OtlpExport.AddLogs(logging, telemetry)))
        {
            try
            {
                throw new InvalidOperationException($"no such caller: {Typed}", new FormatException(Typed));
            }
            catch (InvalidOperationException fault)
            {
                LogBroken(logs.CreateLogger("test"), fault);
            }
        }

        var line = Assert.Single(taken).Body;
        Assert.Contains(typeof(InvalidOperationException).FullName!, line, StringComparison.Ordinal);
        Assert.Contains(nameof(What_an_exception_says_stays_here_and_its_type_and_stack_go), line, StringComparison.Ordinal);
        Assert.DoesNotContain(Typed, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_none_is_refused_with_its_setting()
    {
        using var installation = new TestInstallation();
        var fault = await Assert.ThrowsAsync<SettingsException>(() => OpenAsync(installation));
        Assert.Contains("Telemetry:Otlp", fault.Message, StringComparison.Ordinal);
    }

    private static async Task OpenAsync(TestInstallation installation)
    {
        await File.WriteAllTextAsync(Path.Combine(installation.Data, "gudok.json"), """{ "Telemetry": { "Otlp": "collector:4318" } }""", Stop);
        await using var folder = await DataFolder.OpenAsync(installation.Data, TimeProvider.System, Stop);
    }

    private static async Task<WebApplication> CollectAsync(ConcurrentQueue<(string Path, string Body)> taken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            taken.Enqueue((context.Request.Path, Encoding.UTF8.GetString(body.ToArray())));
        });
        await app.StartAsync(Stop);
        return app;
    }

    private static IPEndPoint FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return (IPEndPoint)probe.LocalEndpoint;
    }

    [LoggerMessage(1, LogLevel.Error, "It broke.")]
    private static partial void LogBroken(ILogger logger, Exception fault);
}
