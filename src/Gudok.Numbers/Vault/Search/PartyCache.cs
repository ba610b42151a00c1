using System.Diagnostics.CodeAnalysis;

namespace Gudok.Numbers;

/// <summary>The parties used of late, in two generations: when the young one is full it becomes the old, and the former old is
/// forgotten. Nearly the least recently used, at the cost of one look-up. Not thread-safe.</summary>
/// <param name="limit">The most parties in both.</param>
internal sealed class PartyCache(int limit)
{
    private readonly int _half = Math.Max(1, limit / 2);
    private Dictionary<Party, VaultParty> _young = new(PartyComparer.Instance);
    private Dictionary<Party, VaultParty> _old = new(PartyComparer.Instance);

    public int Count => _young.Count + _old.Count;

    public bool TryGet(Party party, [NotNullWhen(true)] out VaultParty? known)
    {
        if (_young.TryGetValue(party, out known)) return true;
        if (!_old.Remove(party, out known)) return false;
        Add(known);
        return true;
    }

    public void Add(VaultParty party)
    {
        if (_young.Count >= _half) (_young, _old) = (new(PartyComparer.Instance), _young);
        _young[party.Party] = party;
    }

    public void Remove(Party party)
    {
        _young.Remove(party);
        _old.Remove(party);
    }

    /// <summary>Most parties are numbers: their texts need no hashing.</summary>
    private sealed class PartyComparer : IEqualityComparer<Party>
    {
        public static PartyComparer Instance { get; } = new();

        public bool Equals(Party x, Party y) => x == y;

        public int GetHashCode(Party party) =>
            party.Text.Length == 0 ? party.Number.Packed.GetHashCode() : party.Text.GetHashCode(StringComparison.Ordinal);
    }
}
