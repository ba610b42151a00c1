using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>The parties of one batch of calls that the vault keeps: collected once each, resolved together, then found by what calls say of them and by id.
/// Used for one batch after the other.</summary>
internal sealed class BatchParties
{
    /// <summary>Parties whose room is kept for the next batch.</summary>
    private const int MaxRoom = 1 << 14;

    private readonly Dictionary<Party, VaultParty?> _handles = new(PartyComparer.Instance);
    private readonly List<Party> _plain = [];

    /// <summary>All of them, in the order in which they first came.</summary>
    public IReadOnlyList<Party> Plain => _plain;

    /// <summary>Their handles by id; those of earlier records that are corrected join them.</summary>
    public Dictionary<PartyId, VaultParty> ById { get; } = [];

    /// <summary>Makes room.</summary>
    /// <param name="count">How many are likely to come.</param>
    public void Expect(int count)
    {
        _handles.EnsureCapacity(count);
        _plain.EnsureCapacity(count);
        ById.EnsureCapacity(count);
    }

    /// <summary>Takes the parties of a call and of its legs.</summary>
    public void Add(ObservedCall call)
    {
        Add(call.Caller);
        Add(call.Callee);
        if (call.Dialled != call.Callee) Add(call.Dialled);
        for (var index = 0; index < call.Legs.Count; index++)
        {
            var leg = call.Legs[index];
            // Those of most legs are the call's, and need not be looked up.
            if (leg.Caller != call.Caller) Add(leg.Caller);
            if (leg.Callee != call.Callee) Add(leg.Callee);
        }
    }

    /// <summary>Takes the handles that the vault gave for <see cref="Plain"/>, in order.</summary>
    public void Take(IReadOnlyList<VaultParty?> handles)
    {
        for (var index = 0; index < _plain.Count; index++)
        {
            if (handles[index] is not { } handle) continue;
            _handles[_plain[index]] = handle;
            ById[handle.Id] = handle;
        }
    }

    /// <summary>Forgets them all.</summary>
    public void Clear()
    {
        var isLarge = _plain.Count > MaxRoom;
        _handles.Clear();
        _plain.Clear();
        ById.Clear();
        if (!isLarge) return;
        _handles.TrimExcess();
        _plain.TrimExcess();
        ById.TrimExcess();
    }

    /// <summary>The id of a party that was taken; none for one that the vault does not keep.</summary>
    public PartyId IdOf(Party party) => !party.IsKept ? default
        : _handles[party]?.Id ?? throw new InvalidOperationException("The vault gave no handle for a party of a call.");

    private void Add(Party party)
    {
        if (party.IsKept && _handles.TryAdd(party, null)) _plain.Add(party);
    }
}
