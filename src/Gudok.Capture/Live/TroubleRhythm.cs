namespace Gudok.Capture;

/// <summary>The rhythm in which a trouble is told: when it begins, once a minute while it lasts, and when it is over. Thread-safe.</summary>
/// <param name="clock">Counts the minutes.</param>
internal sealed class TroubleRhythm(TimeProvider clock)
{
    private static readonly TimeSpan RepeatPause = TimeSpan.FromMinutes(1);

    private readonly Lock _turn = new();
    private long _toldAt;
    private long _notedAt;
    private volatile Exception? _fault;

    /// <summary>What stands in the way; null if nothing does.</summary>
    public Exception? Fault => _fault;

    /// <summary>Notes an attempt that failed.</summary>
    /// <returns>Whether it is to be told now.</returns>
    public bool Note(Exception fault)
    {
        lock (_turn)
        {
            var isNew = _fault is null;
            _fault = fault;
            _notedAt = clock.GetTimestamp();
            if (!isNew && clock.GetElapsedTime(_toldAt, _notedAt) < RepeatPause) return false;
            _toldAt = _notedAt;
            return true;
        }
    }

    /// <summary>Whether an attempt failed less than a pause ago.</summary>
    public bool IsWithin(TimeSpan pause)
    {
        if (_fault is null) return false;
        lock (_turn) return clock.GetElapsedTime(_notedAt) < pause;
    }

    /// <summary>Notes an attempt that succeeded.</summary>
    /// <returns>Whether that ends a trouble.</returns>
    public bool End()
    {
        if (_fault is null) return false;
        lock (_turn) _fault = null;
        return true;
    }
}
