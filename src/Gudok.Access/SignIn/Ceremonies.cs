using System.Security.Cryptography;

namespace Gudok.Access;

/// <summary>What the server remembers between asking for a passkey and getting an answer. Each is taken once.</summary>
/// <remarks>Thread-safe. So many at a time; the oldest of whichever network has most goes first, so that nobody crowds out others.</remarks>
internal sealed class Ceremonies(TimeProvider clock)
{
    private const int Most = 1_000;
    private static readonly TimeSpan Term = TimeSpan.FromMinutes(5);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Ceremony> _open = new(StringComparer.Ordinal);

    /// <summary>Remembers something and gives a handle for it.</summary>
    /// <param name="state">What to remember.</param>
    /// <param name="address">Whose browser it is for; null if that is not known.</param>
    public string Begin(string? state, string? address)
    {
        var handle = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        lock (_gate)
        {
            if (_open.Count >= Most) MakeRoom();
            _open[handle] = new Ceremony(state ?? "", clock.GetUtcNow() + Term, address is null ? "" : NetworkKey.Of(address));
        }

        return handle;
    }

    /// <summary>What was remembered; null if it is over or was taken.</summary>
    public string? Take(string handle)
    {
        lock (_gate) return _open.Remove(handle, out var one) && one.Until > clock.GetUtcNow() ? one.State : null;
    }

    private void MakeRoom()
    {
        var most = _open.GroupBy(pair => pair.Value.Network).MaxBy(network => network.Count())!;
        _open.Remove(most.MinBy(pair => pair.Value.Until).Key);
    }

    private readonly record struct Ceremony(string State, DateTimeOffset Until, string Network);
}
