using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Reports of legs on their way to the task that joins and records calls.</summary>
/// <param name="Reports">The reports in their order.</param>
/// <param name="Now">The moment up to which they are all there are; null at the end of the input.</param>
internal sealed record ReportBatch(List<LegReport> Reports, Instant? Now);

/// <summary>From frames to batches of reports, for an import.</summary>
/// <param name="options">How calls are put together.</param>
/// <param name="parties">How parties are read.</param>
/// <param name="counters">Counts what comes in.</param>
internal sealed class ReportPipeline(AssemblyOptions options, PartyReader parties, CaptureCounters counters) : LegPipeline(options, parties, counters)
{
    /// <summary>Reports that make a batch.</summary>
    private const int BatchReports = 1_000;

    private List<LegReport> _reports = [];
    private Instant? _drainedTo;

    /// <summary>Whether there are enough reports to be passed on.</summary>
    public bool IsFull => _reports.Count >= BatchReports;

    /// <summary>Takes the reports and leaves none.</summary>
    public ReportBatch TakeReports()
    {
        var taken = new ReportBatch(_reports, _drainedTo);
        _reports = new List<LegReport>(BatchReports);
        return taken;
    }

    /// <inheritdoc />
    protected override void Pass(LegReport report) => _reports.Add(report);

    /// <inheritdoc />
    protected override void Drain(Instant? now)
    {
        base.Drain(now);
        _drainedTo = now;
    }
}
