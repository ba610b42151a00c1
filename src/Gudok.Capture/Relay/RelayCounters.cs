namespace Gudok.Capture;

/// <summary>What came of packets for the next collector. Thread-safe.</summary>
internal sealed class RelayCounters
{
    private long _sent;
    private long _resent;
    private long _failures;

    /// <summary>Packets sent for the first time since the start.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Packets sent again because it was not known whether they had arrived.</summary>
    public long Resent => Volatile.Read(ref _resent);

    /// <summary>Connections that failed or broke.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>Whether the collector is connected.</summary>
    public bool IsConnected { get; set; }

    /// <summary>Counts packets sent for the first time.</summary>
    public void CountSent(long packets) => Interlocked.Add(ref _sent, packets);

    /// <summary>Counts packets sent again.</summary>
    public void CountResent(long packets) => Interlocked.Add(ref _resent, packets);

    /// <summary>Counts a connection that failed or broke.</summary>
    public void CountFailure() => Interlocked.Increment(ref _failures);
}
