using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>The clock of one source as a stage sees it: it follows the packets and never runs back.</summary>
/// <remarks>A step back of up to the tolerance is taken for swapped packets and leaves the clock where it is. A larger one means
/// that somebody set the source's clock: from then on its stamps are shifted, so that running timers neither stop nor fire at once.</remarks>
internal sealed class StageClock(TimeSpan tolerance)
{
    private readonly long _tolerance = tolerance.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The latest moment seen, in microseconds of the stage.</summary>
    public long Now { get; private set; } = long.MinValue;

    /// <summary>What turns the source's present stamps into moments of the stage.</summary>
    public long Offset { get; private set; }

    /// <summary>Takes a stamp of the source.</summary>
    /// <returns>The moment of the stage; up to the tolerance before <see cref="Now"/>.</returns>
    public long Take(Instant stamp)
    {
        var moment = stamp.Micros + Offset;
        if (moment >= Now)
        {
            Now = moment;
        }
        else if (Now - moment > _tolerance)
        {
            Offset += Now - moment;
            moment = Now;
        }

        return moment;
    }

    /// <summary>Puts a saved clock back.</summary>
    public void Restore(long now, long offset)
    {
        Now = now;
        Offset = offset;
    }
}
