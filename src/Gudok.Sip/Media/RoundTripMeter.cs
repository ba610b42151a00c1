namespace Gudok.Sip;

/// <summary>Finds round trips from RTCP that passes a point between the ends: the way to each end and back, and both together. Of fixed size. Not
/// thread-safe.</summary>
/// <remarks>A passive point sees a sender report and later the block that answers it; what the answerer held it back is in the block. What is
/// left is the way from the point to the answerer and back.</remarks>
public sealed class RoundTripMeter
{
    /// <summary>Sender reports remembered, of both ends; an answer to an older one is not used.</summary>
    public const int MostRemembered = 16;

    /// <summary>A longer way is a wrong answer.</summary>
    private const double MostMs = 60_000;

    private readonly (uint Sender, uint NtpMiddle, Instant SeenAt)[] _times = new (uint, uint, Instant)[MostRemembered];
    private long _count;
    private uint _one;
    private Way _toOne;
    private Way _toOther;

    /// <summary>Mean round trip between the ends, milliseconds; null until reports of both were answered, and where an end contradicts itself.</summary>
    public double? WholeMs => _toOne.MeanMs + _toOther.MeanMs;

    /// <summary>Takes the time of a sender or a receiver.</summary>
    /// <param name="sender">Who told it.</param>
    /// <param name="ntpMiddle">Its middle 32 bits.</param>
    /// <param name="seenAt">When it passed the point.</param>
    public void TakeTime(uint sender, uint ntpMiddle, Instant seenAt) => _times[(int)(_count++ % MostRemembered)] = (sender, ntpMiddle, seenAt);

    /// <summary>Takes a report block: the way from the point to the reporter and back, milliseconds; null if it answers nothing that was seen.</summary>
    /// <param name="report">The block.</param>
    /// <param name="seenAt">When it passed the point.</param>
    public double? Take(in RtcpReport report, Instant seenAt) =>
        TryFind(report.Source, report.LastSr, out var askedAt) ? Keep(report.Reporter, report.RoundTripMs(askedAt, seenAt)) : null;

    /// <summary>Takes the answer to a receiver's time, in the same way.</summary>
    /// <param name="delay">The answer.</param>
    /// <param name="seenAt">When it passed the point.</param>
    public double? Take(in RtcpDelay delay, Instant seenAt) =>
        TryFind(delay.Source, delay.LastRr, out var askedAt) ? Keep(delay.Reporter, delay.RoundTripMs(askedAt, seenAt)) : null;

    private bool TryFind(uint sender, uint ntpMiddle, out Instant seenAt)
    {
        foreach (var time in _times.AsSpan(0, (int)Math.Min(_count, MostRemembered)))
        {
            if (time.Sender != sender || time.NtpMiddle != ntpMiddle) continue;
            seenAt = time.SeenAt;
            return true;
        }

        seenAt = default;
        return false;
    }

    private double? Keep(uint reporter, double? tripMs)
    {
        if (tripMs > MostMs) return null;
        if (_toOne.IsUnused) _one = reporter;
        if (_one == reporter) _toOne.Take(tripMs);
        else _toOther.Take(tripMs);
        return tripMs;
    }

    /// <summary>The way to an end and back.</summary>
    private struct Way
    {
        /// <summary>An end of whose answers one in this many tells that it answered before it was asked keeps no time, and tells nothing.</summary>
        private const int Contradicted = 4;

        private double _sum;
        private int _count;
        private int _contradictions;

        public readonly bool IsUnused => _count + _contradictions == 0;

        public readonly double? MeanMs => _count == 0 || _contradictions * Contradicted > _count + _contradictions ? null : _sum / _count;

        public void Take(double? tripMs)
        {
            if (tripMs is { } trip) (_sum, _count) = (_sum + trip, _count + 1);
            else _contradictions++;
        }
    }
}
