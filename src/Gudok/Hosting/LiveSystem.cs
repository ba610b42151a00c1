using System.Net;
using Gudok.Capture;

namespace Gudok;

/// <summary>Everything that runs while Gudok serves: HEP, assembly, portal.</summary>
internal sealed class LiveSystem : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly PrometheusExposition _metrics;
    private readonly CaptureMetrics _captureMetrics;
    private readonly FolderMetrics _folderMetrics;
    private readonly Upkeep _upkeep;
    private readonly LiveCapture _capture;
    private readonly HepListener _hep;

    private LiveSystem(
        WebApplication app, IPEndPoint http, DataFolder folder, PrometheusExposition metrics, CaptureMetrics captureMetrics, LiveCapture capture,
        HepListener hep, TimeProvider clock)
    {
        _folderMetrics = new FolderMetrics(folder);
        _upkeep = new Upkeep(folder.Ledger, clock, app.Logger);
        _app = app;
        Http = http;
        _metrics = metrics;
        _captureMetrics = captureMetrics;
        _capture = capture;
        _hep = hep;
    }

    /// <summary>Where the portal is.</summary>
    public IPEndPoint Http { get; }

    /// <summary>Completes with the fault when calls can no longer be recorded.</summary>
    public Task<Exception> Failed => _capture.Failed;

    /// <summary>Where HEP is received.</summary>
    public IPEndPoint Hep => _hep.Endpoint;

    /// <summary>Starts to receive and to serve.</summary>
    public static async Task<LiveSystem> StartAsync(DataFolder folder, IPEndPoint http, TimeProvider clock, CancellationToken cancellationToken)
    {
        var counters = new CaptureCounters();
        var capture = LiveCapture.Start(folder.Path, folder.Intake, folder.Settings.Assembly, folder.Parties, folder.Keys, counters, clock);
        HepListener? hep = null;
        try
        {
            hep = HepListener.Start(folder.Settings.Hep, capture, counters, clock);
            var metrics = new PrometheusExposition();
            var captureMetrics = new CaptureMetrics(counters, () => capture.OpenCalls);
            var app = PortalServer.Build(folder, http, metrics, clock);
            await PortalServer.StartAsync(app, http, cancellationToken).ConfigureAwait(false);
            return new LiveSystem(app, http, folder, metrics, captureMetrics, capture, hep, clock);
        }
        catch
        {
            if (hep is not null) await hep.DisposeAsync().ConfigureAwait(false);
            await capture.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops in the order in which nothing received is lost: inputs, assembly, portal.</summary>
    public async ValueTask DisposeAsync()
    {
        await _hep.DisposeAsync().ConfigureAwait(false);
        await _capture.DisposeAsync().ConfigureAwait(false);
        await _upkeep.DisposeAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        _folderMetrics.Dispose();
        _captureMetrics.Dispose();
        _metrics.Dispose();
    }
}
