using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Holds the starts of a file beside the moments in its ids: where all disagree by the same quarters of an hour, the zone is wrong.</summary>
/// <remarks>A call recorded hours beside its time would be found by nobody, and again added by the next import.</remarks>
/// <param name="zone">The zone that the starts were read in; null as long as no local time was met.</param>
internal sealed class ZoneProof(ZoneRule? zone)
{
    private const int Enough = 20;
    private const int Least = 3;
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);
    private long? _quarters;
    private Instant _start;
    private int _agreeing;
    private bool _isDone;

    /// <summary>Adds the start of a channel's first row and the moment in the channel's id.</summary>
    /// <exception cref="RecordInputException">Enough rows agree that the zone is wrong.</exception>
    public void Add(Instant start, Instant made)
    {
        if (_isDone) return;
        var apart = start - made;
        var quarters = (long)Math.Round(apart / Quarter);
        // A channel that waited before its row began says nothing; one that agrees settles the matter.
        if ((apart - quarters * Quarter).Duration() > Slack) return;
        if (quarters == 0 || (_quarters is { } known && known != quarters)) _isDone = true;
        _quarters = quarters;
        _start = start;
        _agreeing++;
        if (_agreeing >= Enough) Complete();
    }

    /// <summary>Judges what was added.</summary>
    /// <exception cref="RecordInputException">All agree that the zone is wrong.</exception>
    public void Complete()
    {
        if (_isDone || _agreeing < Least || _quarters is not { } quarters) return;
        var apart = quarters * Quarter;
        var real = (zone?.OffsetAt(_start) ?? TimeSpan.Zero) + apart;
        throw new RecordInputException(
            CallsFaults.ZoneWrong,
            $"its times lie {apart.Duration():hh\\:mm} hours {(apart < TimeSpan.Zero ? "before" : "after")} the moments in its own uniqueid, if they are those of {zone?.Name ?? "UTC"}; "
            + $"the system seems to have run at {(real < TimeSpan.Zero ? '-' : '+')}{real.Duration():hh\\:mm}: name that, or a zone with that offset, by --zone");
    }
}
