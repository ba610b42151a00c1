namespace Gudok.Numbers;

/// <summary>Which party stands at which place of the files, by id and by blind index: 24 to 40 octets a party, all in memory.</summary>
/// <remarks>In memory because random keys make a B-tree on disk write a page a party once it has outgrown its cache. The blind index is
/// kept to its first 64 bits: whoever finds a place compares the party itself. Not thread-safe.</remarks>
internal sealed class PartyIndex
{
    private const int LeastSlots = 1024;

    private ulong[] _ids = new ulong[LeastSlots];
    private ulong[] _blinds = new ulong[LeastSlots];
    private int[] _byId = new int[LeastSlots];
    private int[] _byBlind = new int[LeastSlots];
    private int _used;

    // Slots of blind indexes that are taken, also by those that were renewed or erased since.
    private int _blindsUsed;

    /// <summary>One more than the highest place in use.</summary>
    public int End { get; private set; }

    /// <summary>How many parties live.</summary>
    public int Living { get; private set; }

    /// <summary>Makes room at once: growing by doubling would place every party anew several times.</summary>
    public void Reserve(int count)
    {
        if (count > _ids.Length) Extend(count - 1);
        var slots = _byId.Length;
        while (slots / 4 * 3 <= count) slots *= 2;
        if (slots > _byId.Length) Resize(slots);
    }

    /// <summary>Puts a party at a place; a blind of zero stands for one that no longer lives.</summary>
    public void Set(int ordinal, PartyId id, ulong blind)
    {
        if (Math.Max(_used, _blindsUsed) >= _byId.Length / 4 * 3) Resize(_byId.Length * 2);
        if (ordinal >= _ids.Length) Extend(ordinal);
        _ids[ordinal] = id.Value;
        _blinds[ordinal] = blind;
        End = Math.Max(End, ordinal + 1);
        Place(_byId, id.Value, ordinal);
        _used++;
        if (blind == 0) return;
        Place(_byBlind, blind, ordinal);
        _blindsUsed++;
        Living++;
    }

    /// <summary>Changes the blind index of a living party; what leads to the former is passed over from now on.</summary>
    public void Renew(int ordinal, ulong blind)
    {
        if (!IsLiving(ordinal) || _blinds[ordinal] == blind) return;
        _blinds[ordinal] = blind;
        if (_blindsUsed >= _byBlind.Length / 4 * 3)
        {
            // Placed anew, the former ones are gone; room for as many again keeps this from happening at every party.
            Resize(Living > _byBlind.Length / 3 ? _byBlind.Length * 2 : _byBlind.Length);
            return;
        }

        Place(_byBlind, blind, ordinal);
        _blindsUsed++;
    }

    /// <summary>The place of an id, living or not; −1 if there is none.</summary>
    public int Find(PartyId id)
    {
        var mask = _byId.Length - 1;
        for (var slot = (int)id.Value & mask; _byId[slot] != 0; slot = (slot + 1) & mask)
        {
            if (_ids[_byId[slot] - 1] == id.Value) return _byId[slot] - 1;
        }

        return -1;
    }

    /// <summary>The next living party with this blind index, or −1. Start with a cursor of −1; there is rarely a second.</summary>
    public int NextOf(ulong blind, ref int cursor)
    {
        var mask = _byBlind.Length - 1;
        for (var slot = cursor < 0 ? (int)blind & mask : (cursor + 1) & mask; _byBlind[slot] != 0; slot = (slot + 1) & mask)
        {
            cursor = slot;
            if (_blinds[_byBlind[slot] - 1] == blind) return _byBlind[slot] - 1;
        }

        return -1;
    }

    public bool IsLiving(int ordinal) => _blinds[ordinal] != 0;

    public PartyId IdAt(int ordinal) => new(_ids[ordinal]);

    /// <summary>Marks a party as no longer living; its id stays known.</summary>
    public void Erase(int ordinal)
    {
        if (_blinds[ordinal] == 0) return;
        _blinds[ordinal] = 0;
        Living--;
    }

    private static void Place(int[] slots, ulong hash, int ordinal)
    {
        var mask = slots.Length - 1;
        var slot = (int)hash & mask;
        while (slots[slot] != 0) slot = (slot + 1) & mask;
        slots[slot] = ordinal + 1;
    }

    private void Extend(int ordinal)
    {
        var length = Math.Max(_ids.Length * 2, ordinal + 1);
        Array.Resize(ref _ids, length);
        Array.Resize(ref _blinds, length);
    }

    private void Resize(int slots)
    {
        _byId = new int[slots];
        _byBlind = new int[slots];
        _blindsUsed = 0;
        for (var ordinal = 0; ordinal < End; ordinal++)
        {
            if (_ids[ordinal] != 0) Place(_byId, _ids[ordinal], ordinal);
            if (_blinds[ordinal] == 0) continue;
            Place(_byBlind, _blinds[ordinal], ordinal);
            _blindsUsed++;
        }
    }
}
