namespace Gudok.Sip;

/// <summary>Finds the ten seconds of a stream with the lowest score: a window that moves on by seconds.</summary>
/// <remarks>A loss is seen by the packet after it, and counts for that one's second.</remarks>
internal sealed class WindowSearch
{
    /// <summary>Length of the window.</summary>
    public const int Seconds = 10;

    /// <summary>A window of fewer packets says nothing.</summary>
    private const long LeastExpected = 25;

    private const long MicrosPerSecond = 1_000_000;

    private readonly Second[] _ring = new Second[Seconds];
    private long _now;
    private Window? _worst;

    /// <summary>Moves on to the second of a packet.</summary>
    /// <param name="micros">Microseconds since the first packet.</param>
    /// <param name="codec">The codec.</param>
    public void MoveTo(long micros, string codec)
    {
        var second = micros / MicrosPerSecond;
        // Once the ring is empty, further empty seconds tell nothing: a long pause costs ten steps.
        for (var steps = 0; _now < second && steps < Seconds; steps++)
        {
            if (_now >= Seconds - 1) _worst = Worse(_worst, Read(codec));
            _now++;
            _ring[_now % Seconds] = default;
        }

        if (_now >= second) return;
        _now = second;
        Array.Clear(_ring);
    }

    /// <summary>Counts what a packet changed.</summary>
    public void Add(in LossCount change, double? jitterMs)
    {
        ref var second = ref _ring[_now % Seconds];
        second.Loss += change;
        if (jitterMs is { } jitter && !(second.JitterMs >= jitter)) second.JitterMs = jitter;
    }

    /// <summary>The worst window so far; null if none says anything.</summary>
    /// <param name="codec">The codec.</param>
    /// <param name="roundTripMs">Round trip between the ends, milliseconds; null if not known. It is as long in each window.</param>
    public QualityWindow? Worst(string codec, double? roundTripMs)
    {
        if (Worse(_worst, Read(codec)) is not { } worst) return null;
        return new QualityWindow(worst.OffsetMs, worst.Loss.Percent, worst.JitterMs, Scores.Of(codec, worst.Loss, worst.JitterMs, roundTripMs));
    }

    private Window? Read(string codec)
    {
        var loss = default(LossCount);
        double? jitter = null;
        foreach (ref readonly var second in _ring.AsSpan())
        {
            loss += second.Loss;
            if (second.JitterMs is { } told && !(jitter >= told)) jitter = told;
        }

        if (loss.Expected < LeastExpected) return null;
        var start = Math.Max(0, _now - Seconds + 1) * 1000;
        return new Window(start, loss, jitter, Scores.Of(codec, loss, jitter, null));
    }

    private static Window? Worse(Window? one, Window? other)
    {
        if (one is not { } known || other is not { } next) return one ?? other;
        if (known.Mos is { } mos && next.Mos is { } nextMos && mos != nextMos) return nextMos < mos ? next : known;
        if (known.Loss.Percent != next.Loss.Percent) return next.Loss.Percent > known.Loss.Percent ? next : known;
        return next.JitterMs > known.JitterMs ? next : known;
    }

    private readonly record struct Window(long OffsetMs, LossCount Loss, double? JitterMs, double? Mos);

    private struct Second
    {
        public LossCount Loss;
        public double? JitterMs;
    }
}
