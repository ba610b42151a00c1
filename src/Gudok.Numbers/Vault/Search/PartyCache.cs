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

    /// <summary>Removes a party of which only the id is known; looks at all.</summary>
    public void Remove(PartyId id)
    {
        foreach (var known in _young.Values.Concat(_old.Values).Where(known => known.Id == id).ToList()) Remove(known.Party);
    }
}
