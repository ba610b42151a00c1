namespace Gudok.Sip;

/// <summary>A DLRR sub-block (RFC 3611 §4.5): what lets a receiver that sends nothing measure the round trip.</summary>
/// <param name="Reporter">Who answers.</param>
/// <param name="Source">The receiver whose time is answered.</param>
/// <param name="LastRr">Middle 32 bits of that time; 0 if none came.</param>
/// <param name="DelaySinceLastRr">How long ago it came, in 65536ths of a second.</param>
public readonly record struct RtcpDelay(uint Reporter, uint Source, uint LastRr, uint DelaySinceLastRr)
{
    private const double UnitsPerMs = 65.536;

    /// <summary>From the point of capture to the reporter and back, milliseconds, as of a report block.</summary>
    /// <param name="rrSeenAt">When the receiver's time with <see cref="LastRr"/> passed the point.</param>
    /// <param name="seenAt">When this answer passed it.</param>
    public double? RoundTripMs(Instant rrSeenAt, Instant seenAt) => LastRr == 0 ? null : RoundTripMs(rrSeenAt, seenAt, DelaySinceLastRr);

    internal static double? RoundTripMs(Instant askedAt, Instant answeredAt, uint delay)
    {
        var trip = ((answeredAt.Micros - askedAt.Micros) / 1000.0) - (delay / UnitsPerMs);
        // Clocks of ends tick in steps of their own: a little below nothing is nothing, much below is a wrong answer.
        return trip switch
        {
            >= 0 => trip,
            > -1 => 0,
            _ => null,
        };
    }
}
