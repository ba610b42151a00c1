using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Seals;
using Microsoft.Extensions.Logging;

namespace Gudok.Backup;

/// <summary>Keeps a second place seconds behind: a run whenever something changed. While the place is away nothing is held in memory: the data folder
/// itself is what is owed, and one run catches up.</summary>
public sealed partial class ContinuousBackup : IAsyncDisposable
{
    /// <summary>The longest rest between two attempts while the place is away; the first ones follow each other faster.</summary>
    public static readonly TimeSpan MostPause = TimeSpan.FromSeconds(30);

    private readonly BackupSession _session;
    private readonly BackupOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly BackupMetrics _metrics;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private long _current;
    private bool _isLate;

    /// <summary>Begins at once.</summary>
    /// <param name="source">What is backed up.</param>
    /// <param name="options">Where to, and how often.</param>
    /// <param name="clock">Counts.</param>
    /// <param name="logger">Where lag and failures are noted.</param>
    public ContinuousBackup(BackupSource source, BackupOptions options, TimeProvider clock, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _session = new BackupSession(source, options.Place, options, clock);
        _options = options;
        _clock = clock;
        _logger = logger;
        _current = clock.GetTimestamp();
        _metrics = new BackupMetrics(() => Lag);
        _running = Task.Run(RunAsync);
    }

    /// <summary>How old the last moment is whose state the place has.</summary>
    public TimeSpan Lag => _clock.GetElapsedTime(Interlocked.Read(ref _current));

    /// <summary>Attempts that failed.</summary>
    public long Failures => _metrics.Failures;

    /// <summary>Stops, and copies what was committed last.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await TryRunAsync(CancellationToken.None).ConfigureAwait(false);
        _session.Dispose();
        _metrics.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var pause = _options.Interval;
        while (true)
        {
            var isDone = await TryRunAsync(_stop.Token).ConfigureAwait(false);
            pause = isDone ? _options.Interval : Least(pause * 2, MostPause);
            TellLag();
            await Task.Delay(pause, _clock, _stop.Token).ConfigureAwait(false);
        }
    }

    private async Task<bool> TryRunAsync(CancellationToken cancellationToken)
    {
        var begun = _clock.GetTimestamp();
        try
        {
            var report = await _session.RunAsync(cancellationToken).ConfigureAwait(false);
            foreach (var fault in report.Faults) LogFault(fault);
            _metrics.Count(report);
            Interlocked.Exchange(ref _current, begun);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or BackupException or LedgerException or VaultException or SealException)
        {
            _metrics.CountFailure();
            LogFailed(fault.Message);
            return false;
        }
    }

    private void TellLag()
    {
        var lag = Lag;
        if (lag > _options.LagLimit == _isLate) return;
        _isLate = !_isLate;
        if (!_isLate)
        {
            LogCaughtUp(lag.TotalSeconds);
            return;
        }

        _metrics.CountLate();
        LogLate(lag.TotalSeconds, _options.LagLimit.TotalSeconds);
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    [LoggerMessage(8010, LogLevel.Warning, "Nothing could be copied to the second place ({Reason}); it is tried again.")]
    private partial void LogFailed(string reason);

    [LoggerMessage(8011, LogLevel.Warning, "The second place is {Lag:0.0} s behind, more than {Limit:0.0} s.")]
    private partial void LogLate(double lag, double limit);

    [LoggerMessage(8012, LogLevel.Information, "The second place has caught up: {Lag:0.0} s behind.")]
    private partial void LogCaughtUp(double lag);

    [LoggerMessage(8013, LogLevel.Error, "{Fault}")]
    private partial void LogFault(string fault);
}
