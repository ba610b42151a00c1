using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>How one source of live traffic fares: how much comes, when it came last, how far its clock lies from ours, how long it holds things back. Thread-safe.</summary>
/// <remarks>
/// A packet's delay is its arrival less its own time. Of the delays of the last ten to twenty seconds the least is taken for the distance of the clocks, as the quickest packet
/// has hardly waited (the way itself cannot be told from it), and what the slowest waited beyond that for the lag.
/// </remarks>
public sealed class SourceMeter
{
    /// <summary>What delays are looked at together: the least and the most of this window and of the one before are shown.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Lock _turn = new();
    private Delays _present;
    private Delays _before;
    private (Instant? Began, long Packets) _rate;
    private (Instant? Began, long Packets) _earlier;
    private Instant _lastSeen;
    private long _packets;
    private long _clockCorrected;

    internal SourceMeter(string name) => Name = name;

    /// <summary>The source, as records name it: <c>hep:7;auth=key</c>.</summary>
    public string Name { get; }

    /// <summary>Counts a packet.</summary>
    /// <param name="arrival">When it came.</param>
    /// <param name="stamp">Its own time; null if it has none, or one that was not believed.</param>
    public void Note(Instant arrival, Instant? stamp)
    {
        lock (_turn)
        {
            _packets++;
            Count(arrival);
            if (arrival > _lastSeen) _lastSeen = arrival;
            if (stamp is not { } sent)
            {
                _clockCorrected++;
                return;
            }

            var delay = arrival - sent;
            if (_present.Began is not { } began || arrival - began >= Window || arrival < began) Turn(arrival);
            _present = _present.With(delay);
        }
    }

    /// <summary>What is known at a moment.</summary>
    /// <param name="now">The present moment.</param>
    public SourceState Read(Instant now)
    {
        lock (_turn)
        {
            // In a window that has just begun there may be one packet: the one before says more.
            var isFresh = _present.Began is { } began && now - began < 2 * Window;
            var both = isFresh ? _present.And(_before) : default;
            TimeSpan? offset = isFresh ? both.Least : null;
            TimeSpan? lag = isFresh ? both.Most - both.Least : null;
            return new SourceState(Name, _packets, _clockCorrected, _packets == 0 ? null : _lastSeen, Rate(now), offset, lag);
        }
    }

    /// <summary>Packets a second since the window before this one began.</summary>
    private double Rate(Instant now)
    {
        var since = now - (_earlier.Began ?? _rate.Began ?? now);
        return since <= TimeSpan.Zero || since >= 3 * Window ? 0 : (_earlier.Packets + _rate.Packets) / Math.Max(1, since.TotalSeconds);
    }

    private void Count(Instant arrival)
    {
        if (_rate.Began is not { } began || (arrival - began).Duration() >= Window)
        {
            _earlier = _rate.Began is { } before && (arrival - before).Duration() < 2 * Window ? _rate : default;
            _rate = (arrival, 0);
        }

        _rate.Packets++;
    }

    private void Turn(Instant arrival)
    {
        var isNext = _present.Began is { } began && (arrival - began).Duration() < 2 * Window;
        _before = isNext ? _present : default;
        _present = new Delays(arrival, TimeSpan.MaxValue, TimeSpan.MinValue);
    }

    private readonly record struct Delays(Instant? Began, TimeSpan Least, TimeSpan Most)
    {
        public Delays With(TimeSpan delay) => new(Began, delay < Least ? delay : Least, delay > Most ? delay : Most);

        public Delays And(Delays other) =>
            other.Began is null ? this : new(Began, other.Least < Least ? other.Least : Least, other.Most > Most ? other.Most : Most);
    }
}
