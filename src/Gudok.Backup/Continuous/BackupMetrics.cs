using System.Diagnostics.Metrics;

namespace Gudok.Backup;

/// <summary>Shows continuous copying as metrics of the meter <c>Gudok.Backup</c>.</summary>
internal sealed class BackupMetrics : IDisposable
{
    private readonly Meter _meter = new("Gudok.Backup");
    private long _runs;
    private long _octets;
    private long _failures;
    private long _late;

    /// <summary>Registers the instruments.</summary>
    /// <param name="lag">Tells how far the place is behind.</param>
    public BackupMetrics(Func<TimeSpan> lag)
    {
        _meter.CreateObservableGauge("gudok_backup_lag_seconds", () => lag().TotalSeconds, null, "Age of the last moment whose state the second place has");
        _meter.CreateObservableCounter("gudok_backup_runs", () => Interlocked.Read(ref _runs), null, "Runs that copied something");
        _meter.CreateObservableCounter("gudok_backup_octets", () => Interlocked.Read(ref _octets), null, "Octets written to the second place");
        _meter.CreateObservableCounter("gudok_backup_failures", () => Failures, null, "Attempts to copy that failed");
        _meter.CreateObservableCounter("gudok_backup_late", () => Interlocked.Read(ref _late), null, "Times that the second place fell behind the limit");
    }

    public long Failures => Interlocked.Read(ref _failures);

    public void Count(BackupReport report)
    {
        if (!report.IsNew) return;
        Interlocked.Increment(ref _runs);
        Interlocked.Add(ref _octets, report.CopiedOctets);
    }

    public void CountFailure() => Interlocked.Increment(ref _failures);

    public void CountLate() => Interlocked.Increment(ref _late);

    public void Dispose() => _meter.Dispose();
}
