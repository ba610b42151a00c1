namespace Gudok.Numbers;

/// <summary>Reads parties back from keys and parties. Thread-safe: one read at a time.</summary>
internal sealed class VaultReader(KeyStore keys, IPartyRows parties) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly KeyPage _page = new();
    private byte[] _entries = [];
    private long _entriesPage = -1;

    /// <summary>Reads the parties that stand at places, in order; null where the key is gone.</summary>
    public VaultParty?[] Read(IReadOnlyList<int> ordinals)
    {
        var read = new VaultParty?[ordinals.Count];
        var order = new int[ordinals.Count];
        for (var at = 0; at < order.Length; at++) order[at] = at;
        // By page: a page is opened once for all its parties.
        Array.Sort(order, (left, right) => ordinals[left].CompareTo(ordinals[right]));
        lock (_gate)
        {
            foreach (var at in order)
            {
                var page = ordinals[at] / KeyPage.Slots;
                if (_entriesPage != page) Turn(page);
                read[at] = ReadSlot(ordinals[at] % KeyPage.Slots);
            }

            // What is open now may be erased before the next read.
            Forget();
        }

        return read;
    }

    /// <summary>Reads all living parties of a page, for the directory.</summary>
    public void ReadPage(long page, List<(int Ordinal, Party Party)> found)
    {
        lock (_gate)
        {
            Turn(page);
            var from = 0;
            for (var slot = 0; slot < _page.Count && from < _entries.Length; slot++)
            {
                var (id, length) = PartySeal.Head(_entries.AsSpan(from));
                if (_page.IsLiving(slot))
                {
                    var identity = OpenIdentity(slot, id, _entries.AsSpan(from, length));
                    found.Add((KeyPage.OrdinalOf(page, slot), PartyIdentity.Decode(identity)));
                }

                from += length;
            }

            Forget();
        }
    }

    /// <summary>Opens everything of a page: its keys, its blind indexes, and every party under its key.</summary>
    /// <param name="page">The page's number.</param>
    /// <param name="isErased">Whether the list of the erased names a party.</param>
    /// <exception cref="VaultException">GDK-2104 or GDK-2106: something was changed, or is missing.</exception>
    public void Check(long page, Func<PartyId, bool> isErased)
    {
        lock (_gate)
        {
            if (!keys.TryRead(page, _page)) throw Disagreeing(page);
            _entries = parties.Read(page);
            var from = 0;
            for (var slot = 0; slot < _page.Count; slot++)
            {
                if (from + PartySeal.HeadLength > _entries.Length) throw Disagreeing(page);
                var (id, length) = PartySeal.Head(_entries.AsSpan(from));
                if (from + length > _entries.Length || _page.Id(slot) != id) throw Disagreeing(page);
                if (_page.IsLiving(slot)) OpenIdentity(slot, id, _entries.AsSpan(from, length));
                else if (!isErased(id)) throw Lost(page);
                from += length;
            }

            if (from != _entries.Length || parties.CountOf(page) != _page.Count) throw Disagreeing(page);
            Forget();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _page.Dispose();
            keys.Dispose();
            parties.Dispose();
        }
    }

    private void Turn(long page)
    {
        keys.TryReadKeys(page, _page);
        _entries = parties.Read(page);
        _entriesPage = page;
    }

    private void Forget()
    {
        _page.StartAt(-1);
        _entries = [];
        _entriesPage = -1;
    }

    private VaultParty? ReadSlot(int slot)
    {
        if (slot >= _page.Count || !_page.IsLiving(slot)) return null;
        var from = 0;
        for (var passed = 0; passed < slot && from < _entries.Length; passed++) from += PartySeal.Head(_entries.AsSpan(from)).Length;
        if (from >= _entries.Length) return null;
        var (id, length) = PartySeal.Head(_entries.AsSpan(from));
        return Open(slot, id, _entries.AsSpan(from, length));
    }

    private VaultParty Open(int slot, PartyId id, ReadOnlySpan<byte> entry)
    {
        var identity = OpenIdentity(slot, id, entry);
        return new VaultParty(id, PartyIdentity.Decode(identity), _page.Key(slot), _page.Salt(slot), identity);
    }

    private byte[] OpenIdentity(int slot, PartyId id, ReadOnlySpan<byte> entry) => _page.Id(slot) == id
        ? PartySeal.Open(id, _page.Key(slot), entry)
        : throw Disagreeing(_page.Number);

    private static VaultException Lost(long page) => new(NumbersFaults.VaultDamaged,
        $"A party of page {page} lost its key, and the list of the erased does not name it. Restore the keys and the list from a backup.");

    public static VaultException Disagreeing(long page) => new(NumbersFaults.VaultDamaged,
        $"Parties and keys disagree on page {page}. Restore both from one backup.");
}
