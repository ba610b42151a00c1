namespace Gudok.Capture;

/// <summary>What came of one PBX's feed. Thread-safe.</summary>
/// <param name="name">The feed as metrics name it: <c>asterisk:0</c>, the place in the settings.</param>
public sealed class FeedCounters(string name)
{
    private long _events;
    private long _matched;
    private long _corrected;
    private long _unmatched;
    private long _dropped;
    private long _failures;

    /// <summary>The feed's name.</summary>
    public string Name { get; } = name;

    /// <summary>Whether it is connected and signed in.</summary>
    public bool IsConnected { get; set; }

    /// <summary>Events that were read.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>Calls that were recorded with something that it told.</summary>
    public long Matched => Interlocked.Read(ref _matched);

    /// <summary>Records that were corrected by what it told later.</summary>
    public long Corrected => Interlocked.Read(ref _corrected);

    /// <summary>Conversations of which it told something and no call was recorded, or its record is gone.</summary>
    public long Unmatched => Interlocked.Read(ref _unmatched);

    /// <summary>Events that were over a limit, and channels that were forgotten for others.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Connections that could not be made or broke.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    internal void CountEvent() => Interlocked.Increment(ref _events);

    internal void CountMatched() => Interlocked.Increment(ref _matched);

    internal void CountCorrected() => Interlocked.Increment(ref _corrected);

    internal void CountUnmatched() => Interlocked.Increment(ref _unmatched);

    internal void CountDropped() => Interlocked.Increment(ref _dropped);

    internal void CountFailure() => Interlocked.Increment(ref _failures);
}
