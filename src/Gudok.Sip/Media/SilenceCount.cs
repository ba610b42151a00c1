namespace Gudok.Sip;

/// <summary>How much of a G.711 stream was silent: packets in which nothing is to be heard, and pauses in which none was sent.</summary>
internal sealed class SilenceCount
{
    /// <summary>From so many dB below the overload point nothing is to be heard: about 24 dB under quiet speech.</summary>
    public const byte SilentFrom = 50;

    /// <summary>A longer pause is a hold, or timestamps that began anew; in octets of G.711, a minute.</summary>
    private const int MostPause = 60 * 8000;

    /// <summary>Less says nothing; in octets of G.711, a second.</summary>
    private const int LeastHeard = 8000;

    private long _all;
    private long _silent;
    private uint _due;
    private bool _isDue;

    /// <summary>Share of the time, percent; null where loudness was not told for long enough.</summary>
    public double? Percent => _all < LeastHeard ? null : 100.0 * _silent / _all;

    /// <summary>Takes a packet of sound.</summary>
    /// <param name="sample">The packet.</param>
    /// <param name="step">Where it stands: only of the one that follows the one before a jump of the timestamp is a pause and no loss.</param>
    public void Take(in RtpSample sample, SequenceStep step)
    {
        if (sample.Level == RtpSample.UnknownLevel)
        {
            _isDue = false;
            return;
        }

        var pause = (int)(sample.Timestamp - _due);
        if (step == SequenceStep.Next && _isDue && pause is > 0 and < MostPause)
        {
            _all += pause;
            _silent += pause;
        }

        _all += sample.PayloadLength;
        if (sample.Level >= SilentFrom) _silent += sample.PayloadLength;
        // What comes late says nothing of what is due: the time up to there was told by those that overtook it.
        if (step != SequenceStep.Late) (_due, _isDue) = (sample.Timestamp + sample.PayloadLength, true);
    }
}
