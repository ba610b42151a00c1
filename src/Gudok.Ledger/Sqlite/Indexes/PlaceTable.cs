namespace Gudok.Ledger;

/// <summary>Keeps a place, counted from 1, for each of many numbers. An octet a slot tells most numbers apart without the slot itself: those of a hundred
/// thousand slots stay in the processor's cache, the slots do not, and most calls that are asked for are new.</summary>
/// <remarks>Open addressing with steps of one (Knuth, The Art of Computer Programming, vol. 3, §6.4, algorithm L). The numbers are random ids and
/// keyed hashes: nobody outside can choose such as would fall together. Not thread-safe.</remarks>
internal sealed class PlaceTable
{
    private const int LeastBits = 9;
    private const ulong Golden = 0x9e37_79b9_7f4a_7c15;
    private byte[] _marks = new byte[1 << LeastBits];
    private Slot[] _slots = new Slot[1 << LeastBits];
    private int _shift = 64 - LeastBits;

    /// <summary>How many numbers have a place.</summary>
    public int Count { get; private set; }

    /// <summary>The place of a number; 0 if it has none.</summary>
    public int Find(ulong number)
    {
        var at = SlotOf(number);
        return _marks[at] == 0 ? 0 : _slots[at].Place;
    }

    /// <summary>Gives a number another place and tells the one before, 0 if it had none.</summary>
    public int Exchange(ulong number, int place)
    {
        // At most half full: beyond, rows of taken slots grow long.
        if (Count * 2 >= _slots.Length) Grow();
        var at = SlotOf(number);
        var before = _marks[at] == 0 ? 0 : _slots[at].Place;
        if (before == 0) Count++;
        Put(at, new Slot(number, place));
        return before;
    }

    /// <summary>All numbers, in no order.</summary>
    public ulong[] Numbers()
    {
        var numbers = new ulong[Count];
        var used = 0;
        for (var at = 0; at < _marks.Length; at++)
        {
            if (_marks[at] != 0) numbers[used++] = _slots[at].Number;
        }

        return numbers;
    }

    // Never zero, which marks a slot that is free.
    private static byte MarkOf(ulong hash) => (byte)((hash >> 16) | 1);

    // The slot of a number, or the free one that it would take.
    private int SlotOf(ulong number)
    {
        var hash = number * Golden;
        var mark = MarkOf(hash);
        var marks = _marks;
        var at = (int)(hash >> _shift);
        while (marks[at] != 0 && (marks[at] != mark || _slots[at].Number != number)) at = (at + 1) & (marks.Length - 1);
        return at;
    }

    private void Put(int at, Slot slot)
    {
        _marks[at] = MarkOf(slot.Number * Golden);
        _slots[at] = slot;
    }

    private void Grow()
    {
        var (marks, slots) = (_marks, _slots);
        _marks = new byte[marks.Length * 2];
        _slots = new Slot[slots.Length * 2];
        _shift--;
        for (var at = 0; at < marks.Length; at++)
        {
            if (marks[at] != 0) Put(SlotOf(slots[at].Number), slots[at]);
        }
    }

    private readonly record struct Slot(ulong Number, int Place);
}
