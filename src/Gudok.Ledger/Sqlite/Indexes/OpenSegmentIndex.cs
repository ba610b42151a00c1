using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>The index of a segment that still grows: in memory, rebuilt from the rows when the ledger opens.</summary>
internal sealed class OpenSegmentIndex : ISegmentIndex
{
    private const int FirstCapacity = 256;

    /// <summary>After how many records they are put in order, so that little is left to do when the segment closes.</summary>
    private const int OrderEvery = 4_096;
    private readonly Lock _lock = new();
    private readonly PlaceTable _lastByKey = new();
    private readonly PlaceTable _lastByParty = new();
    private readonly List<ulong> _parties = [];
    private long[] _starts = new long[FirstCapacity];
    private CallKey[] _keys = new CallKey[FirstCapacity];
    private byte[] _traits = new byte[FirstCapacity];
    private int[] _sameKeyBefore = new int[FirstCapacity];
    private int[] _order = new int[FirstCapacity];
    private Posting[] _postings = new Posting[FirstCapacity];
    private int _postingCount;
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

    /// <summary>Adds what was just appended.</summary>
    public void Add(List<LedgerEntry> entries)
    {
        lock (_lock)
        {
            foreach (var entry in entries) Add(entry.Record);
            if (Count - _ordered >= OrderEvery) Order();
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
    public void FindKey(ulong low, ref List<int>? rows)
    {
        lock (_lock)
        {
            for (var row = _lastByKey.Find(low); row != 0; row = _sameKeyBefore[row - 1]) (rows ??= []).Add(row);
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
                for (var at = _lastByParty.Find(key); at != 0; at = _postings[at - 1].Before)
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

    // Walks the records in order of start, so that the places of each party come to stand in order by themselves.
    private SortedPostings SortedParties()
    {
        var parties = SpreadSort.Sorted(_lastByParty.Numbers());
        var ends = new int[parties.Length];
        var ofPosting = PartyOfPostings(parties, ends);
        var next = new int[parties.Length];
        for (var index = 1; index < next.Length; index++) next[index] = ends[index - 1];
        var first = FirstPostings();
        var places = new uint[_postingCount];
        for (var place = 0; place < Count; place++)
        {
            var row = _order[place];
            for (var posting = first[row]; posting < first[row + 1]; posting++) places[next[ofPosting[posting]]++] = (uint)place;
        }

        return new SortedPostings(parties, ends, places);
    }

    /// <summary>Which party each posting is of, and how far the postings of each reach.</summary>
    private int[] PartyOfPostings(ulong[] parties, int[] ends)
    {
        var ofPosting = new int[_postingCount];
        var used = 0;
        for (var index = 0; index < parties.Length; index++)
        {
            for (var at = _lastByParty.Find(parties[index]); at != 0; at = _postings[at - 1].Before)
            {
                ofPosting[at - 1] = index;
                used++;
            }

            ends[index] = used;
        }

        return ofPosting;
    }

    /// <summary>Where the postings of each record begin: they were added record by record.</summary>
    private int[] FirstPostings()
    {
        var first = new int[Count + 1];
        for (var posting = 0; posting < _postingCount; posting++) first[_postings[posting].Row]++;
        for (var row = 1; row <= Count; row++) first[row] += first[row - 1];
        return first;
    }

    private void Add(CallRecord record)
    {
        if (Count == _starts.Length) Grow();
        var row = Count + 1;
        var key = record.Id.Key;
        _starts[Count] = record.StartedAt.Micros;
        _keys[Count] = key;
        _traits[Count] = Traits.Of(record);
        _sameKeyBefore[Count] = _lastByKey.Exchange(key.Low, row);
        PartyKeys.Collect(record, _parties);
        foreach (var party in _parties) AddPosting(row, party);

        Count = row;
    }

    private void AddPosting(int row, ulong party)
    {
        if (_postingCount == _postings.Length) Array.Resize(ref _postings, _postingCount * 2);
        var before = _lastByParty.Exchange(party, _postingCount + 1);
        _postings[_postingCount++] = new Posting(row, before);
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
        Array.Sort(added, Compare);
        int old = _ordered - 1, last = fresh - 1;
        for (var place = Count - 1; last >= 0; place--)
        {
            var takeOld = old >= 0 && Compare(_order[old], added[last]) > 0;
            _order[place] = takeOld ? _order[old--] : added[last--];
        }

        _ordered = Count;
    }

    // By start and id: ids of one start differ by their keys only.
    private int Compare(int left, int right)
    {
        if (_starts[left] != _starts[right]) return _starts[left] < _starts[right] ? -1 : 1;
        return _keys[left].High != _keys[right].High ? _keys[left].High.CompareTo(_keys[right].High) : _keys[left].Low.CompareTo(_keys[right].Low);
    }

    private bool IsBefore(int index, long start, RecordId id) =>
        _starts[index] < start || (_starts[index] == start && IdOf(index) < id);

    private RecordId IdOf(int index) => RecordId.Create(new Sip.Instant(_starts[index]), _keys[index]);

    /// <summary>A row in which a party stands, and the posting of the party before it.</summary>
    private readonly record struct Posting(int Row, int Before);
}
