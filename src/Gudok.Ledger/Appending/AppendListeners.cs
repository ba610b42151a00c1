namespace Gudok.Ledger;

/// <summary>Who is told of appends. Thread-safe.</summary>
internal sealed class AppendListeners
{
    private readonly Lock _lock = new();
    private readonly List<Action<AppendedRecords>> _handlers = [];

    public IDisposable Add(Action<AppendedRecords> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        lock (_lock) _handlers.Add(handler);
        return new Subscription(this, handler);
    }

    public void Tell(AppendedRecords appended)
    {
        Action<AppendedRecords>[] handlers;
        lock (_lock) handlers = [.. _handlers];
        foreach (var handler in handlers) handler(appended);
    }

    private sealed class Subscription(AppendListeners listeners, Action<AppendedRecords> handler) : IDisposable
    {
        public void Dispose()
        {
            lock (listeners._lock) listeners._handlers.Remove(handler);
        }
    }
}
