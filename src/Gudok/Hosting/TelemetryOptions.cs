namespace Gudok;

/// <summary>Where metrics, log lines and traces go besides <c>/metrics</c> and the console. Section <c>Telemetry</c> of the settings.</summary>
internal sealed class TelemetryOptions
{
    /// <summary>Address of a collector that takes OTLP over HTTP, such as <c>http://127.0.0.1:4318</c>; the usual paths are added (<c>/v1/metrics</c>, <c>/v1/logs</c>, <c>/v1/traces</c>). Default none: nothing is sent.</summary>
    public string Otlp { get; set; } = "";

    /// <summary>How often metrics are sent. Default 1 min, 1 s to 1 h.</summary>
    public TimeSpan MetricsEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>What <see cref="Otlp"/> takes, for messages.</summary>
    public const string Forms = "http://HOST:PORT or https://HOST:PORT of a collector that takes OTLP over HTTP";

    /// <summary>Whether the address is one, or none.</summary>
    public bool IsValid => Otlp.Length == 0 || (Uri.TryCreate(Otlp, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Query.Length == 0);
}
