namespace Gudok.Sip;

/// <summary>Interarrival jitter (RFC 3550 §6.4.1, A.8), in milliseconds of the codec's clock.</summary>
internal sealed class JitterMeter
{
    /// <summary>A greater step is a clock set anew, or timestamps that began anew, and no jitter.</summary>
    public const double MostStepMs = 10_000;

    private const double Smoothing = 16;

    private Instant _time;
    private uint _timestamp;
    private int _clockRate;
    private byte _payloadType;
    private double _jitter;
    private double _sum;
    private long _count;

    /// <summary>The jitter at present; null before the second packet, and where the clock is not known.</summary>
    public double? LastMs => _count == 0 ? null : _jitter;

    /// <summary>The mean over all packets.</summary>
    public double? MeanMs => _count == 0 ? null : _sum / _count;

    /// <summary>The greatest.</summary>
    public double MaxMs { get; private set; }

    /// <summary>Takes a packet.</summary>
    /// <param name="sample">The packet.</param>
    /// <param name="clockRate">Its clock, in hertz; 0 if not known.</param>
    /// <param name="isAnew">Whether nothing before it is to be compared with it.</param>
    public void Take(in RtpSample sample, int clockRate, bool isAnew)
    {
        var isComparable = !isAnew && clockRate > 0 && clockRate == _clockRate && sample.PayloadType == _payloadType;
        if (isComparable) Compare(sample);
        (_time, _timestamp, _clockRate, _payloadType) = (sample.Time, sample.Timestamp, clockRate, sample.PayloadType);
    }

    private void Compare(in RtpSample sample)
    {
        var sentAfter = (int)(sample.Timestamp - _timestamp) * 1000.0 / _clockRate;
        var cameAfter = (sample.Time.Micros - _time.Micros) / 1000.0;
        var step = Math.Abs(cameAfter - sentAfter);
        if (step > MostStepMs) return;
        _jitter += (step - _jitter) / Smoothing;
        _sum += _jitter;
        _count++;
        MaxMs = Math.Max(MaxMs, _jitter);
    }
}
