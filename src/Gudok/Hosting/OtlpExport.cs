using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gudok;

/// <summary>Sends metrics, log lines and traces to a collector (OTLP over HTTP), if one is set. A collector that is away costs nothing but what it misses.</summary>
/// <remarks>A request's trace has the id by which the journal joins what the request did. What stands in an address or says who asked is not sent: somebody
/// may have typed a number there.</remarks>
internal sealed class OtlpExport : IDisposable
{
    private const string Service = "gudok";
    private const string Meters = "Gudok.*";
    private const string Requests = "Microsoft.AspNetCore";
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"];
    private readonly MeterProvider _metrics;
    private readonly TracerProvider _traces;

    private OtlpExport(TelemetryOptions options)
    {
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(Resource()).AddMeter(Meters)
            .AddOtlpExporter((exporter, reader) =>
            {
                Send(exporter, options, "metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)options.MetricsEvery.TotalMilliseconds;
            })
            .Build();
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Resource()).AddSource(Requests)
            .AddProcessor(new RoutesOnly())
            .AddOtlpExporter(exporter => Send(exporter, options, "traces"))
            .Build();
    }

    /// <summary>Begins to send; null if no collector is set.</summary>
    public static OtlpExport? Start(TelemetryOptions options) => options.Otlp.Length > 0 ? new OtlpExport(options) : null;

    /// <summary>Sends log lines too, if a collector is set.</summary>
    public static void AddLogs(ILoggingBuilder logging, TelemetryOptions options)
    {
        if (options.Otlp.Length == 0) return;
        logging.AddOpenTelemetry(log =>
        {
            log.IncludeFormattedMessage = true;
            log.SetResourceBuilder(Resource());
            log.AddProcessor(new NoWordsOfExceptions());
            log.AddOtlpExporter(exporter => Send(exporter, options, "logs"));
        });
    }

    /// <summary>Names the trace of each request by the pattern of its address, if a collector is set.</summary>
    public static void NameRequests(WebApplication app, TelemetryOptions options)
    {
        if (options.Otlp.Length == 0) return;
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context).ConfigureAwait(false);
            }
            finally
            {
                if (Activity.Current is { IsAllDataRequested: true } trace) Name(trace, context);
            }
        });
    }

    /// <summary>Sends what has gathered, and ends.</summary>
    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }

    // Names of the semantic conventions for HTTP.
    private static void Name(Activity trace, HttpContext context)
    {
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
        var method = Known(context.Request.Method);
        trace.DisplayName = $"{method} {route}".TrimEnd();
        trace.SetTag("http.request.method", method).SetTag("http.route", route).SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError) trace.SetStatus(ActivityStatusCode.Error);
    }

    // A method is a word that a stranger typed; the conventions have one for those that are none.
    private static string Known(string method) => Methods.Contains(method, StringComparer.Ordinal) ? method : "_OTHER";

    private static ResourceBuilder Resource() => ResourceBuilder.CreateEmpty().AddService(Service, autoGenerateServiceInstanceId: false);

    private static void Send(OtlpExporterOptions exporter, TelemetryOptions options, string signal)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri($"{options.Otlp.TrimEnd('/')}/v1/{signal}");
    }

    /// <summary>Takes out of a trace what somebody typed and who it was: the pattern of the address stays.</summary>
    private sealed class RoutesOnly : BaseProcessor<Activity>
    {
        private static readonly string[] Typed = ["url.path", "url.query", "url.full", "http.url", "http.target", "user_agent.original", "http.user_agent", "client.address", "network.peer.address"];

        public override void OnEnd(Activity data)
        {
            foreach (var name in Typed) data.SetTag(name, null);
        }
    }
    /// <summary>Takes out of a log line what an exception says, as it may quote what it was given: its type and stack tell where to look.</summary>
    private sealed class NoWordsOfExceptions : BaseProcessor<LogRecord>
    {
        public override void OnEnd(LogRecord data)
        {
            if (data.Exception is not { } fault) return;
            data.Exception = null;
            data.Attributes = [.. data.Attributes ?? [], new("error.type", fault.GetType().FullName), new("error.stack_trace", fault.StackTrace)];
        }
    }
}
