using System.Net;
using Gudok.Access;
using Gudok.Backup;
using Gudok.Capture;
using Gudok.Disclosure;
using Gudok.Seals;

namespace Gudok;

/// <summary>Everything that runs while Gudok serves: HEP, assembly, portal.</summary>
internal sealed class LiveSystem : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly PrometheusExposition _metrics;
    private readonly CaptureMetrics _captureMetrics;
    private readonly FolderMetrics _folderMetrics;
    private readonly Upkeep _upkeep;
    private readonly HeadTimer _heads;
    private readonly ClockWatch _clockWatch;
    private readonly JournalSyslog? _syslog;
    private readonly AlertWatch _alerts;
    private readonly ExportWork _exports;
    private readonly ContinuousBackup? _backup;
    private readonly LiveCapture _capture;
    private readonly HepListener _hep;
    private readonly HepRelay? _relay;
    private readonly InterfaceListener _interfaces;
    private readonly OtlpExport? _otlp;
    private readonly LiveFeeds? _feeds;
    private readonly IAsyncDisposable? _connections;

    private LiveSystem(
        WebApplication app, IPEndPoint http, DataFolder folder, PrometheusExposition metrics, CaptureMetrics captureMetrics, LiveCapture capture,
        HepListener hep, HepRelay? relay, InterfaceListener interfaces, LiveFeeds? feeds, IReadOnlyList<AlertPost> posts, TimeProvider clock)
    {
        _folderMetrics = new FolderMetrics(folder);
        _otlp = OtlpExport.Start(folder.Settings.Telemetry);
        _upkeep = new Upkeep(folder, clock, app.Logger);
        _clockWatch = new ClockWatch(folder.Ledger.Heads, clock, app.Logger);
        _alerts = new AlertWatch(folder.Journal, folder.Ledger.Heads.Store, folder.Alerts.Rules, folder.Alerts.Book, posts, clock, app.Logger);
        _heads = new HeadTimer(stop => SealAsync(folder, _alerts, stop), folder.Settings.Seals.HeadPeriod, clock, app.Logger);
        _exports = new ExportWork(folder.Exports, folder.Withdrawals, app.Services.GetRequiredService<SightDesk>(), folder.Reader, clock, app.Logger);
        _exports.Start();
        folder.Witnesses.Start();
        folder.LogTo(app.Logger);
        if (folder.Settings.Access.Journal.Syslog is { Length: > 0 } syslog) _syslog = new JournalSyslog(folder.Journal, folder.Ledger.Heads.Store, syslog, clock, app.Logger);
        if (folder.Settings.Backup.Continuous) _backup = new ContinuousBackup(folder.BackupSource, folder.Settings.Backup, clock, app.Logger);
        _app = app;
        Http = http;
        _metrics = metrics;
        _captureMetrics = captureMetrics;
        _capture = capture;
        _hep = hep;
        _relay = relay;
        _interfaces = interfaces;
        _feeds = feeds;
        _connections = feeds?.Connect();
    }

    /// <summary>Where the portal is.</summary>
    public IPEndPoint Http { get; }

    /// <summary>Completes with the fault when calls can no longer be recorded.</summary>
    public Task<Exception> Failed => _capture.Failed;

    /// <summary>Calls that had ended and could not be recorded when it stopped; complete once it is disposed.</summary>
    public long Unrecorded => _capture.Unrecorded;

    /// <summary>Whether the calls in progress could not be saved when it stopped; known once it is disposed.</summary>
    public bool IsUnsaved => _capture.IsUnsaved;

    /// <summary>Where HEP is received.</summary>
    public IPEndPoint Hep => _hep.Endpoint;

    /// <summary>Starts to receive and to serve.</summary>
    /// <param name="folder">What is recorded to and shown.</param>
    /// <param name="http">Where the portal is.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <param name="demo">Whom anybody at this machine may enter as: in the demo only.</param>
    public static async Task<LiveSystem> StartAsync(
        DataFolder folder, IPEndPoint http, TimeProvider clock, CancellationToken cancellationToken, IReadOnlyList<PersonView>? demo = null)
    {
        // Before the portal answers: no file is given out that was not looked at since the start.
        _ = folder.Withdrawals;
        var counters = new CaptureCounters();
        var metrics = new PrometheusExposition();
        var talks = new TalksNow(clock);
        var sources = new LiveSourcesNow(counters, clock);
        var app = PortalServer.Build(folder, http, metrics, clock, demo, talks, sources);
        LiveCapture? capture = null;
        HepListener? hep = null;
        HepRelay? relay = null;
        InterfaceListener? interfaces = null;
        LiveFeeds? feeds = null;
        try
        {
            feeds = LiveFeeds.Open(folder.Settings.Feeds, folder.Intake, folder.Tags, folder.AgentNames, clock, app.Logger);
            capture = LiveCapture.Start(folder.Path, feeds?.Intake ?? folder.Intake, folder.Settings.Assembly, folder.Parties, folder.Keys, counters, clock, app.Logger, talks);
            sources.Capture = capture;
            interfaces = InterfaceListener.Open(folder.Settings.Interface, capture, counters, clock, app.Logger);
            relay = HepRelay.Open(folder.Path, folder.Settings.Hep.Relay, folder.Keys, counters, clock, app.Logger);
            hep = HepListener.Start(folder.Settings.Hep, capture, counters, clock, app.Logger, interfaces, relay);
            var captureMetrics = new CaptureMetrics(counters, () => capture.OpenCalls, () => capture.ParkedCalls, () => capture.Lag, clock);
            await PortalServer.StartAsync(app, http, cancellationToken).ConfigureAwait(false);
            return new LiveSystem(app, http, folder, metrics, captureMetrics, capture, hep, relay, interfaces, feeds, AlertPosts.Open(folder.Settings.Access.Alerts, clock, app.Logger), clock);
        }
        catch
        {
            interfaces?.Dispose();
            if (hep is not null) await hep.DisposeAsync().ConfigureAwait(false);
            if (relay is not null) await relay.DisposeAsync().ConfigureAwait(false);
            if (capture is not null) await capture.DisposeAsync().ConfigureAwait(false);
            if (feeds is not null) await feeds.DisposeAsync().ConfigureAwait(false);
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // What a day of the journal no longer holds is told to people, too, not only to the log.
    private static async ValueTask<SealReport> SealAsync(DataFolder folder, AlertWatch alerts, CancellationToken cancellationToken)
    {
        var report = await folder.SealAsync(cancellationToken).ConfigureAwait(false);
        foreach (var fault in report.Faults.Where(fault => fault.StartsWith(DataFolder.OfJournal, StringComparison.Ordinal))) await alerts.TellGapAsync(fault, cancellationToken).ConfigureAwait(false);
        return report;
    }

    /// <summary>Stops in the order in which nothing received is lost: inputs, assembly, portal.</summary>
    public async ValueTask DisposeAsync()
    {
        await Closing.InOrderAsync(
            _interfaces,
            _hep,
            _relay,
            _connections,
            _capture,
            // What was told of the calls recorded last.
            _feeds,
            _upkeep,
            _heads,
            _clockWatch,
            _exports,
            _app,
            _alerts,
            _syslog,
            // The last of all that writes: what was committed until now is copied.
            _backup,
            // With the instruments still there: what they count now is sent.
            _otlp,
            _folderMetrics,
            _captureMetrics,
            _metrics).ConfigureAwait(false);
    }
}
