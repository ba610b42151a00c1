namespace Gudok.Access;

/// <summary>So much within so long from one network: of what strangers may do at no cost of theirs. An attempt is taken before it is made, so that of many at the same moment no
/// more pass than may, and given back if it was a right one.</summary>
/// <param name="most">How much.</param>
/// <param name="window">Within how long.</param>
/// <param name="clock">The clock.</param>
/// <remarks>Thread-safe; of what is remembered the oldest goes first.</remarks>
public sealed class AddressLimit(int most, TimeSpan window, TimeProvider clock)
{
    private const int MaxNetworks = 10_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Count> _counts = new(StringComparer.Ordinal);

    /// <summary>Takes an attempt.</summary>
    /// <param name="address">Where it came from; null, where that is not known, is not limited.</param>
    /// <returns>Null if it may be made; else how long to wait.</returns>
    public TooMany? Take(string? address)
    {
        if (address is null) return null;
        var network = NetworkKey.Of(address);
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var count = _counts.TryGetValue(network, out var known) && known.Since + window > now ? known : new Count(now, 0, false);
            var isOver = count.Taken >= most;
            _counts[network] = isOver ? count with { IsTold = true } : count with { Taken = count.Taken + 1 };
            if (_counts.Count > MaxNetworks) Forget(now);
            return isOver ? new TooMany(count.Since + window - now, !count.IsTold) : null;
        }
    }

    /// <summary>Gives an attempt back.</summary>
    public void GiveBack(string? address)
    {
        if (address is null) return;
        var network = NetworkKey.Of(address);
        lock (_gate)
        {
            if (_counts.TryGetValue(network, out var count) && count.Taken > 0) _counts[network] = count with { Taken = count.Taken - 1 };
        }
    }

    // A tenth at once: else each new network would cost a walk through all.
    private void Forget(DateTimeOffset now)
    {
        foreach (var over in _counts.Where(pair => pair.Value.Since + window <= now).Select(pair => pair.Key).ToList()) _counts.Remove(over);
        if (_counts.Count <= MaxNetworks) return;
        foreach (var oldest in _counts.OrderBy(pair => pair.Value.Since).Take(MaxNetworks / 10).Select(pair => pair.Key).ToList()) _counts.Remove(oldest);
    }

    private readonly record struct Count(DateTimeOffset Since, int Taken, bool IsTold);
}

/// <summary>Too much came from a network.</summary>
/// <param name="After">How long to wait.</param>
/// <param name="IsFirst">Whether this is the first that is turned away in this while: the journal has that one only, else whoever is turned away could fill it.</param>
public readonly record struct TooMany(TimeSpan After, bool IsFirst);
