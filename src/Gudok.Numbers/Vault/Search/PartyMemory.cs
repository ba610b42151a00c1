using System.Buffers.Binary;

namespace Gudok.Numbers;

/// <summary>All that the vault knows in memory: index, cache, and the directory for search by part. Thread-safe: one lock, held briefly.</summary>
internal sealed class PartyMemory(int cachedParties)
{
    // A scan looks at the caller's token, and at the limit, this often.
    private const int ScanStep = 1 << 20;

    private readonly Lock _gate = new();
    private readonly PartyIndex _index = new();
    private readonly PartyCache _cache = new(cachedParties);
    private readonly NumberColumn _numbers = new();
    private readonly TextColumn _texts = new();

    public int Living
    {
        get
        {
            lock (_gate) return _index.Living;
        }
    }

    /// <summary>The first 64 bits of a blind index; never zero, which stands for the erased.</summary>
    public static ulong Prefix(ReadOnlySpan<byte> blind) => Math.Max(1, BinaryPrimitives.ReadUInt64BigEndian(blind));

    /// <summary>Makes room for the pages that are about to be loaded.</summary>
    public void Reserve(long pages)
    {
        lock (_gate) _index.Reserve(checked((int)(pages * KeyPage.Slots)));
    }

    /// <summary>Takes over a page of blind indexes, as read at opening.</summary>
    public void Load(long page, ReadOnlySpan<byte> lookups)
    {
        lock (_gate)
        {
            for (var slot = 0; slot * KeyPage.LookupEntry < lookups.Length; slot++)
            {
                var entry = lookups.Slice(slot * KeyPage.LookupEntry, KeyPage.LookupEntry);
                var id = new PartyId(BinaryPrimitives.ReadUInt64BigEndian(entry));
                var isLiving = entry[8..].ContainsAnyExcept((byte)0);
                _index.Set(KeyPage.OrdinalOf(page, slot), id, isLiving ? Prefix(entry[8..]) : 0);
            }
        }
    }

    /// <summary>Takes over a party whose key is not there, so that its id is known.</summary>
    public void LoadKeyless(int ordinal, PartyId id)
    {
        lock (_gate)
        {
            if (_index.Find(id) < 0) _index.Set(ordinal, id, 0);
        }
    }

    /// <summary>Fills the handles that are in the cache; the places of others stand in <paramref name="missing"/>.</summary>
    public void Take(IReadOnlyList<Party> parties, VaultParty?[] handles, List<int> missing)
    {
        lock (_gate)
        {
            for (var at = 0; at < parties.Count; at++)
            {
                if (_cache.TryGet(parties[at], out var known)) handles[at] = known;
                else if (parties[at].IsKept) missing.Add(at);
            }
        }
    }

    public VaultParty? Cached(Party party)
    {
        lock (_gate) return _cache.TryGet(party, out var known) ? known : null;
    }

    /// <summary>Where parties with this blind index stand: none, one, or by an accident of 64 bits more.</summary>
    public IReadOnlyList<int> PlacesOf(ulong blind)
    {
        lock (_gate)
        {
            var cursor = -1;
            var place = _index.NextOf(blind, ref cursor);
            if (place < 0) return [];
            var places = new List<int>(1);
            for (; place >= 0; place = _index.NextOf(blind, ref cursor)) places.Add(place);
            return places;
        }
    }

    /// <summary>Where an id stands and whether it lives; −1 if it was never given out.</summary>
    public (int Ordinal, bool IsLiving) PlaceOf(PartyId id)
    {
        lock (_gate)
        {
            var ordinal = _index.Find(id);
            return (ordinal, ordinal >= 0 && _index.IsLiving(ordinal));
        }
    }

    /// <summary>Keeps a handle at hand, unless its party was erased meanwhile.</summary>
    public void Keep(VaultParty party)
    {
        lock (_gate)
        {
            if (_index.Find(party.Id) is var ordinal and >= 0 && _index.IsLiving(ordinal)) _cache.Add(party);
        }
    }

    /// <summary>Adds parties that are durable now.</summary>
    public void Add(IReadOnlyList<NewParty> parties)
    {
        lock (_gate)
        {
            foreach (var party in parties)
            {
                _index.Set(party.Ordinal, party.Handle.Id, party.Blind);
                _cache.Add(party.Handle);
                AddToDirectory(party.Ordinal, party.Handle.Party);
            }
        }
    }

    /// <summary>Adds parties to the directory as the loader reads them; those erased meanwhile are passed over.</summary>
    public void LoadDirectory(List<(int Ordinal, Party Party)> parties)
    {
        lock (_gate)
        {
            foreach (var (ordinal, party) in parties)
            {
                if (_index.IsLiving(ordinal)) AddToDirectory(ordinal, party);
            }
        }
    }

    /// <summary>Takes over blind indexes that were computed anew and are durable.</summary>
    public void Renew(List<RenewedParty> renewed)
    {
        lock (_gate)
        {
            foreach (var party in renewed) _index.Renew(party.Ordinal, party.Blind);
        }
    }

    /// <summary>Forgets a party.</summary>
    /// <param name="ordinal">Its place.</param>
    /// <param name="party">Itself; null if its key is gone already, so that nobody can read it.</param>
    public void Erase(int ordinal, Party? party)
    {
        lock (_gate)
        {
            if (party is { } known) _cache.Remove(known);
            else _cache.Remove(_index.IdAt(ordinal));
            _index.Erase(ordinal);
            _numbers.Clear(ordinal);
            _texts.Clear(ordinal);
        }
    }

    /// <summary>Finds the ids of parties that hold a part: at most one more than the limit. Where only shown digits count, the scan is for all of them
    /// and what it found is looked at again: of ten million numbers some thousands hold four digits.</summary>
    public List<PartyId> Search(PartQuery query, int limit, CancellationToken cancellationToken)
    {
        var places = new List<int>();
        ReadOnlyMemory<ulong> blocks;
        ReadOnlyMemory<PartyKind> kinds;
        lock (_gate)
        {
            (blocks, kinds) = _numbers.Snapshot(_index.End);
            if (query.Text.Length > 0) _texts.Find(query.Text, limit + 1, places);
        }

        for (var from = 0; query.Digits.Length > 0 && from < blocks.Length && places.Count <= limit; from += ScanStep)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = Math.Min(ScanStep, blocks.Length - from);
            var run = blocks.Span.Slice(from, length);
            var known = places.Count;
            var most = query.IsShownOnly ? int.MaxValue : limit + 1;
            NumberColumn.Find(run, from, query.Digits, most, places);
            if (query.Leading.Length > 0) NumberColumn.FindLeading(run, kinds.Span.Slice(from, length), from, query.Leading, most, places);
            if (query.IsShownOnly) KeepShown(places, known, query, blocks, kinds);
        }

        return IdsOf(places, query.Leading.Length > 0);
    }

    private static void KeepShown(List<int> places, int from, PartQuery query, ReadOnlyMemory<ulong> blocks, ReadOnlyMemory<PartyKind> kinds)
    {
        var kept = from;
        for (var at = from; at < places.Count; at++)
        {
            var place = places[at];
            if (query.Matches(DigitBlock.Unpack(blocks.Span[place], kinds.Span[place]))) places[kept++] = place;
        }

        places.RemoveRange(kept, places.Count - kept);
    }

    private List<PartyId> IdsOf(List<int> places, bool mayRepeat)
    {
        var ids = new List<PartyId>(places.Count);
        lock (_gate)
        {
            foreach (var place in mayRepeat ? places.Distinct() : places)
            {
                if (_index.IsLiving(place)) ids.Add(_index.IdAt(place));
            }
        }

        return ids;
    }

    private void AddToDirectory(int ordinal, Party party)
    {
        if (party.Text.Length > 0) _texts.Add(ordinal, party.Text);
        else _numbers.Set(ordinal, party.Number);
    }
}

/// <summary>A party as it is being created.</summary>
/// <param name="Handle">Id, keys and party.</param>
/// <param name="Blind">First bits of its blind index.</param>
/// <param name="Ordinal">Its place in the files.</param>
internal readonly record struct NewParty(VaultParty Handle, ulong Blind, int Ordinal);
