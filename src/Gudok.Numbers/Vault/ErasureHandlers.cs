namespace Gudok.Numbers;

/// <summary>Who is told of erasures.</summary>
internal sealed class ErasureHandlers
{
    private readonly Lock _gate = new();
    private Action<PartyId>[] _handlers = [];

    public IDisposable Add(Action<PartyId> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        lock (_gate) _handlers = [.. _handlers, handler];
        return new Subscription(this, handler);
    }

    public void Publish(PartyId id)
    {
        foreach (var handler in Volatile.Read(ref _handlers)) handler(id);
    }

    private void Remove(Action<PartyId> handler)
    {
        lock (_gate)
        {
            var at = Array.IndexOf(_handlers, handler);
            if (at >= 0) _handlers = [.. _handlers[..at], .. _handlers[(at + 1)..]];
        }
    }

    private sealed class Subscription(ErasureHandlers handlers, Action<PartyId> handler) : IDisposable
    {
        private Action<PartyId>? _handler = handler;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _handler, null) is { } mine) handlers.Remove(mine);
        }
    }
}
