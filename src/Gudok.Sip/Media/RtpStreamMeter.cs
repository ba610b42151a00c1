namespace Gudok.Sip;

/// <summary>Measures one stream, packets of one SSRC between two ends: loss and jitter (RFC 3550, A.1, A.3, A.8), its worst ten seconds, silence,
/// DTMF events and a score. Of fixed size: it keeps counts and no packet. Not thread-safe.</summary>
public sealed class RtpStreamMeter
{
    /// <summary>Fewer packets get no score.</summary>
    public const int LeastScored = 50;

    private readonly SequenceCount _sequence = new();
    private readonly CodecCount _codecs = new();
    private readonly JitterMeter _jitter = new();
    private readonly SilenceCount _silence = new();
    private readonly WindowSearch _windows = new();
    private LossCount _counted;
    private Instant _first;
    private Instant _last;
    private int _events;
    private uint _eventAt;
    private bool _hasEvent;

    /// <summary>Packets that came, each once.</summary>
    public long Packets => _sequence.Received;

    /// <summary>Telephone events so far.</summary>
    public int Events => _events;

    /// <summary>Takes a packet.</summary>
    /// <param name="sample">The packet.</param>
    /// <param name="format">What its payload type stands for.</param>
    public void Take(in RtpSample sample, in RtpFormat format)
    {
        if (_sequence.Received == 0) (_first, _last) = (sample.Time, sample.Time);
        var step = _sequence.Take(sample.Sequence);
        if (step is SequenceStep.Repeated or SequenceStep.Stray) return;
        if (sample.Time > _last) _last = sample.Time;
        if (step == SequenceStep.Begun) _hasEvent = false;
        _windows.MoveTo(sample.Time.Micros - _first.Micros, _codecs.Most);
        if (format.IsEvents) TakeEvent(sample);
        else TakeSound(sample, format, step);

        var total = new LossCount(_sequence.Expected, _sequence.Received, _sequence.Gaps, _sequence.Missed);
        _windows.Add(total - _counted, _jitter.LastMs);
        _counted = total;
    }

    /// <summary>What was measured so far.</summary>
    /// <param name="roundTripMs">Round trip between the ends, which the score counts, milliseconds; null if not known.</param>
    public StreamQuality Read(double? roundTripMs = null)
    {
        var codec = _codecs.Most;
        return new StreamQuality
        {
            Codec = codec,
            Expected = _counted.Expected,
            Packets = _counted.Received,
            Lost = _counted.Lost,
            Repeated = _sequence.Repeated,
            Late = _sequence.Late,
            LossPercent = _counted.Percent,
            JitterMs = _jitter.MeanMs,
            JitterMaxMs = _jitter.MeanMs is null ? null : _jitter.MaxMs,
            Mos = _counted.Received < LeastScored ? null : Scores.Of(codec, _counted, _jitter.MeanMs, roundTripMs),
            StartedAt = _first,
            EndedAt = _last,
            Worst = _windows.Worst(codec, roundTripMs),
            SilentPercent = _silence.Percent,
            DtmfEvents = _events,
        };
    }

    private void TakeSound(in RtpSample sample, in RtpFormat format, SequenceStep step)
    {
        // Comfort noise has timestamps of its own rhythm, and tells nothing of the codec.
        if (format.IsComfortNoise) return;
        if (format.Name.Length > 0) _codecs.Take(format.Name);
        _jitter.Take(sample, format.ClockRate, isAnew: step == SequenceStep.Begun);
        _silence.Take(sample, step);
    }

    // All packets of an event have the timestamp of its beginning; the last one is sent three times.
    private void TakeEvent(in RtpSample sample)
    {
        if (sample.IsBeyondKeys || (_hasEvent && (int)(sample.Timestamp - _eventAt) <= 0)) return;
        (_eventAt, _hasEvent) = (sample.Timestamp, true);
        _events++;
    }
}
