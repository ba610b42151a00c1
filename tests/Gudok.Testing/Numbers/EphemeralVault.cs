using System.Security.Cryptography;
using Gudok.Numbers;

namespace Gudok.Testing;

/// <summary>A vault that lives as long as the process: for tests of what stands upon the vault.</summary>
public sealed class EphemeralVault : IPartyVault
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Party, VaultParty> _byParty = [];
    private readonly Dictionary<PartyId, VaultParty> _byId = [];
    private readonly HashSet<PartyId> _erased = [];
    private Action<PartyId>? _handlers;

    /// <summary>Parties whose entry cannot be read.</summary>
    public HashSet<PartyId> Damaged { get; } = [];

    /// <summary>Called when an id is on the erasure list and its key is not yet gone: where tests break an erasure.</summary>
    public Action<PartyId>? Listed { get; set; }

    public Task DirectoryLoaded => Task.CompletedTask;

    public VaultState State
    {
        get
        {
            lock (_gate) return new VaultState(_byId.Count, _erased.Count, 100);
        }
    }

    public ValueTask<IReadOnlyList<VaultParty?>> ResolveAsync(IReadOnlyList<Party> parties, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate) return Answer(parties, party => party.IsKept ? Find(party) ?? Create(party) : null);
    }

    public ValueTask<VaultParty?> FindAsync(Party party, CancellationToken cancellationToken)
    {
        lock (_gate) return ValueTask.FromResult(Find(party));
    }

    public ValueTask<IReadOnlyList<PartyReading>> ReadAsync(IReadOnlyList<PartyId> ids, CancellationToken cancellationToken)
    {
        lock (_gate) return Answer(ids, Read);
    }

    public ValueTask<IReadOnlyList<VaultParty?>> OpenAsync(IReadOnlyList<PartyId> ids, CancellationToken cancellationToken)
    {
        lock (_gate) return Answer(ids, _byId.GetValueOrDefault);
    }

    public ValueTask<PartSearch> SearchAsync(string part, NumberReach reach, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var query = PartQuery.Read(part, reach);
            var found = _byId.Values.Where(one => query.Matches(one.Party)).Select(one => one.Id).Take(limit + 1).ToList();
            return ValueTask.FromResult(new PartSearch([.. found.Take(limit)], found.Count > limit, 100));
        }
    }

    public ValueTask<bool> EraseAsync(PartyId id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (Damaged.Contains(id)) throw new VaultException(NumbersFaults.SealBroken, "A page of keys.db was changed.");
            if (!_byId.TryGetValue(id, out var party)) return ValueTask.FromResult(false);
            _erased.Add(id);
            Listed?.Invoke(id);
            _byId.Remove(id);
            _byParty.Remove(party.Party);
        }

        _handlers?.Invoke(id);
        return ValueTask.FromResult(true);
    }

    public bool IsOnErasureList(PartyId id)
    {
        lock (_gate) return _erased.Contains(id);
    }

    public IDisposable OnErased(Action<PartyId> handler)
    {
        _handlers += handler;
        return new Subscription(() => _handlers -= handler);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static ValueTask<IReadOnlyList<TTo>> Answer<TFrom, TTo>(IReadOnlyList<TFrom> asked, Func<TFrom, TTo> answer) =>
        ValueTask.FromResult<IReadOnlyList<TTo>>([.. asked.Select(answer)]);

    private VaultParty? Find(Party party) => _byParty.GetValueOrDefault(party);

    private PartyReading Read(PartyId id) => _byId.TryGetValue(id, out var party)
        ? new PartyReading(id, PartyStatus.Known, party.Party)
        : new PartyReading(id, _erased.Contains(id) ? PartyStatus.Erased : PartyStatus.Unknown, default);

    private VaultParty Create(Party party)
    {
        var id = new PartyId(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1);
        var created = new VaultParty(id, party, RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));
        _byParty.Add(party, created);
        _byId.Add(id, created);
        return created;
    }
}
