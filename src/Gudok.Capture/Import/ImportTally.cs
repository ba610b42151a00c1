using Gudok.Calls;
using Gudok.Ledger;

namespace Gudok.Capture;

/// <summary>What an import has recorded so far. Written by the recording task, read by the reading one.</summary>
internal sealed class ImportTally
{
    private readonly Dictionary<RecordId, bool> _open = [];
    private long _added;
    private long _known;
    private long _corrected;
    private long _recorded;

    /// <summary>Calls that are durable.</summary>
    public long Recorded => Volatile.Read(ref _recorded);

    /// <summary>Calls whose end was not seen.</summary>
    public long Open => _open.Count;

    /// <summary>Records added.</summary>
    public long Added => _added;

    /// <summary>Calls recorded before.</summary>
    public long Known => _known;

    /// <summary>Records corrected.</summary>
    public long Corrected => _corrected;

    /// <summary>Counts a batch that the intake has made durable.</summary>
    public void Count(List<ObservedCall> calls, IntakeReport report)
    {
        _added += report.Added;
        _known += report.Known;
        _corrected += report.Corrected;
        Volatile.Write(ref _recorded, _recorded + calls.Count);
        for (var i = 0; i < calls.Count; i++)
        {
            // A later revision of a call may bring the end that an earlier one lacked.
            if (calls[i].IsEndEstimated) _open[report.Ids[i]] = true;
            else if (calls[i].Revision > 0) _open.Remove(report.Ids[i]);
        }
    }

    public ImportReport Report(CaptureCounters counters, ImportSources sources, TimeSpan elapsed) => new()
    {
        Files = sources.Files.Count,
        Packets = counters.Packets,
        SipMessages = counters.SipMessages,
        Ignored = counters.IgnoredByName(),
        Calls = counters.Calls,
        Open = Open,
        Added = Added,
        Known = Known,
        Corrected = Corrected,
        Faults = sources.Faults(),
        Elapsed = elapsed,
    };
}
