using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>The index of a segment that still grows: in memory, rebuilt from the rows when the ledger opens.</summary>
internal sealed class OpenSegmentIndex : ISegmentIndex
{
    private const int FirstCapacity = 256;
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, int> _lastByKey = [];
    private readonly Dictionary<ulong, int> _lastByParty = [];
    private readonly List<(int Row, int Before)> _postings = [];
    private readonly List<ulong> _parties = [];
    private long[] _starts = new long[FirstCapacity];
    private CallKey[] _keys = new CallKey[FirstCapacity];
    private byte[] _traits = new byte[FirstCapacity];
    private int[] _sameKeyBefore = new int[FirstCapacity];
    private int[] _order = new int[FirstCapacity];
    private int _ordered;

    /// <inheritdoc />
    public int Count { get; private set; }

    /// <summary>Adds records behind those that are there; rows count from 1.</summary>
    public void Add(IEnumerable<CallRecord> records)
    {
        lock (_lock)
        {
            foreach (var record in records) Add(record);
        }
    }

    /// <inheritdoc />
    public int CountBefore(long start, RecordId id, SegmentReader reader)
    {
        lock (_lock)
        {
            Order();
            int low = 0, high = Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (IsBefore(_order[middle], start, id)) low = middle + 1;
                else high = middle;
            }

            return low;
        }
    }

    /// <inheritdoc />
    public (int Row, byte Traits) At(int place)
    {
        lock (_lock)
        {
            Order();
            return (_order[place] + 1, _traits[_order[place]]);
        }
    }

    /// <inheritdoc />
    public void FindKey(ulong low, List<int> rows)
    {
        lock (_lock)
        {
            for (var row = _lastByKey.GetValueOrDefault(low); row != 0; row = _sameKeyBefore[row - 1]) rows.Add(row);
        }
    }

    /// <summary>The rows before a bound in which one of the keys stands, in order of start.</summary>
    public int[] FindRows(IReadOnlyCollection<ulong> keys, long start, RecordId id)
    {
        lock (_lock)
        {
            var rows = new HashSet<int>();
            foreach (var key in keys)
            {
                for (var at = _lastByParty.GetValueOrDefault(key); at != 0; at = _postings[at - 1].Before)
                {
                    if (IsBefore(_postings[at - 1].Row - 1, start, id)) rows.Add(_postings[at - 1].Row);
                }
            }

            int[] ordered = [.. rows];
            Array.Sort(ordered, (left, right) => Compare(left - 1, right - 1));
            return ordered;
        }
    }

    /// <summary>All of it, for the files of the closed segment. The caller is the only writer.</summary>
    public SegmentContent Content()
    {
        lock (_lock)
        {
            Order();
            var traits = new byte[Count];
            for (var place = 0; place < Count; place++) traits[place] = _traits[_order[place]];
            var lows = new ulong[Count];
            for (var row = 0; row < Count; row++) lows[row] = _keys[row].Low;
            return new SegmentContent([.. _order.AsSpan(0, Count)], traits, lows, SortedParties());
        }
    }

    private SortedPostings SortedParties()
    {
        var placeOf = new int[Count];
        for (var place = 0; place < Count; place++) placeOf[_order[place]] = place;
        var parties = _lastByParty.Keys.ToArray();
        Array.Sort(parties);
        var ends = new int[parties.Length];
        var places = new uint[_postings.Count];
        var used = 0;
        for (var index = 0; index < parties.Length; index++)
        {
            var first = used;
            for (var at = _lastByParty[parties[index]]; at != 0; at = _postings[at - 1].Before)
            {
                places[used++] = (uint)placeOf[_postings[at - 1].Row - 1];
            }

            Array.Sort(places, first, used - first);
            ends[index] = used;
        }

        return new SortedPostings(parties, ends, places);
    }

    private void Add(CallRecord record)
    {
        if (Count == _starts.Length) Grow();
        var row = Count + 1;
        var key = record.Id.Key;
        _starts[Count] = record.StartedAt.Micros;
        _keys[Count] = key;
        _traits[Count] = Traits.Of(record);
        _sameKeyBefore[Count] = _lastByKey.GetValueOrDefault(key.Low);
        _lastByKey[key.Low] = row;
        PartyKeys.Collect(record, _parties);
        foreach (var party in _parties)
        {
            _postings.Add((row, _lastByParty.GetValueOrDefault(party)));
            _lastByParty[party] = _postings.Count;
        }

        Count = row;
    }

    private void Grow()
    {
        var capacity = _starts.Length * 2;
        Array.Resize(ref _starts, capacity);
        Array.Resize(ref _keys, capacity);
        Array.Resize(ref _traits, capacity);
        Array.Resize(ref _sameKeyBefore, capacity);
        Array.Resize(ref _order, capacity);
    }

    // Calls come nearly in order of start: sort what is new, then merge from the back, which touches only where they overlap.
    private void Order()
    {
        var fresh = Count - _ordered;
        if (fresh == 0) return;
        var added = new int[fresh];
        for (var index = 0; index < fresh; index++) added[index] = _ordered + index;
        Array.Sort(added, (left, right) => Compare(left, right));
        int old = _ordered - 1, last = fresh - 1;
        for (var place = Count - 1; last >= 0; place--)
        {
            var takeOld = old >= 0 && Compare(_order[old], added[last]) > 0;
            _order[place] = takeOld ? _order[old--] : added[last--];
        }

        _ordered = Count;
    }

    private int Compare(int left, int right)
    {
        var byStart = _starts[left].CompareTo(_starts[right]);
        return byStart != 0 ? byStart : IdOf(left).CompareTo(IdOf(right));
    }

    private bool IsBefore(int index, long start, RecordId id) =>
        _starts[index] < start || (_starts[index] == start && IdOf(index) < id);

    private RecordId IdOf(int index) => RecordId.Create(new Sip.Instant(_starts[index]), _keys[index]);
}
