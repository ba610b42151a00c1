namespace Gudok.Calls;

/// <summary>Deadlines whose members know their place, so that one is moved or taken out at once and leaves nothing behind.</summary>
/// <remarks>Those of about the next second lie in a heap, the others unordered by the half second in which they are due: with hundreds of
/// thousands waiting, what a move costs is the members that it has to touch, and one that is far off touches at most one other.</remarks>
internal sealed class DeadlineQueue<T>
    where T : TimedPiece
{
    private const int Children = 4;
    private const int FirstCapacity = 16;

    /// <summary>2^19 microseconds.</summary>
    private const int SpanBits = 19;

    private const long LastSpan = long.MaxValue >> SpanBits;

    /// <summary>Marks the place of a member that is far off.</summary>
    private const int Far = 1 << 30;

    private readonly Dictionary<long, Bucket> _buckets = [];
    private readonly PriorityQueue<long, long> _spans = new();
    private readonly Stack<Bucket> _spare = new();
    private Entry[] _heap = [];
    private int _near;
    private int _far;

    /// <summary>What is due before lies in the heap.</summary>
    private long _horizon = long.MinValue;

    /// <summary>How many wait.</summary>
    public int Count => _near + _far;

    /// <summary>The one that is due first.</summary>
    public T? First
    {
        get
        {
            while (_near == 0 && _far > 0) BringNextSpan();
            return _near == 0 ? null : _heap[0].Item;
        }
    }

    /// <summary>The one that is due first, if it is due by a moment.</summary>
    public T? FirstDue(long now)
    {
        while (_near == 0 && _spans.TryPeek(out var span, out _) && span << SpanBits <= now) BringNextSpan();
        return _near > 0 && _heap[0].Deadline <= now ? _heap[0].Item : null;
    }

    /// <summary>Sets a deadline, be the item new or waiting.</summary>
    public void Set(T item, long deadline)
    {
        if (item.Place >= 0 && item.Place < Far && deadline < _horizon)
        {
            item.Deadline = deadline;
            Settle(new Entry(deadline, item), item.Place);
            return;
        }

        Remove(item);
        item.Deadline = deadline;
        if (deadline >= _horizon)
        {
            Defer(item, deadline);
            return;
        }

        if (_near == _heap.Length) Array.Resize(ref _heap, Math.Max(FirstCapacity, _near + (_near / 2)));
        Settle(new Entry(deadline, item), _near++);
    }

    /// <summary>Brings a deadline forward; a later one is left for the queue to find when it fires.</summary>
    public void SetNoLaterThan(T item, long deadline)
    {
        if (item.Place < 0 || deadline < item.Deadline) Set(item, deadline);
    }

    /// <summary>Takes an item out.</summary>
    public void Remove(T item)
    {
        var place = item.Place;
        if (place < 0) return;
        item.Place = -1;
        if (place >= Far)
        {
            _buckets[item.Deadline >> SpanBits].RemoveAt(place - Far);
            _far--;
            return;
        }

        var last = _heap[--_near];
        _heap[_near] = default;
        if (!ReferenceEquals(last.Item, item)) Settle(last, place);
    }

    private void Defer(T item, long deadline)
    {
        var span = deadline >> SpanBits;
        if (!_buckets.TryGetValue(span, out var bucket))
        {
            bucket = _spare.TryPop(out var spare) ? spare : new Bucket();
            _buckets.Add(span, bucket);
            _spans.Enqueue(span, span);
        }

        bucket.Add(new Entry(deadline, item));
        _far++;
    }

    /// <summary>Brings what is due in the next half second that has any into the heap.</summary>
    private void BringNextSpan()
    {
        var span = _spans.Dequeue();
        _buckets.Remove(span, out var bucket);
        _horizon = span == LastSpan ? long.MaxValue : (span + 1) << SpanBits;
        var due = bucket!.Entries;
        _far -= due.Length;
        if (_heap.Length < _near + due.Length) Array.Resize(ref _heap, Math.Max(FirstCapacity, _near + due.Length + (_near / 2)));

        // In order, so that each is put behind the others at once: nearly always the heap is empty.
        due.Sort(static (one, other) => one.Deadline.CompareTo(other.Deadline));
        foreach (ref readonly var entry in due) Settle(entry, _near++);
        bucket.Clear();
        if (_spare.Count < FirstCapacity) _spare.Push(bucket);
    }

    /// <summary>Puts an entry where it belongs, given a place that is free.</summary>
    private void Settle(Entry entry, int place)
    {
        while (place > 0)
        {
            var parent = (place - 1) / Children;
            if (_heap[parent].Deadline <= entry.Deadline) break;
            Put(_heap[parent], place);
            place = parent;
        }

        for (var child = FirstBelow(place); child >= 0 && _heap[child].Deadline < entry.Deadline; child = FirstBelow(place))
        {
            Put(_heap[child], place);
            place = child;
        }

        Put(entry, place);
    }

    /// <summary>The place below another whose deadline comes first; -1 if there is none.</summary>
    private int FirstBelow(int place)
    {
        var first = (place * Children) + 1;
        if (first >= _near) return -1;
        var end = Math.Min(first + Children, _near);
        for (var child = first + 1; child < end; child++)
        {
            if (_heap[child].Deadline < _heap[first].Deadline) first = child;
        }

        return first;
    }

    private void Put(in Entry entry, int place)
    {
        _heap[place] = entry;
        entry.Item.Place = place;
    }

    private readonly record struct Entry(long Deadline, T Item);

    /// <summary>What is due in one span of time, in no order.</summary>
    private sealed class Bucket
    {
        private const int MostKept = 4096;

        private Entry[] _entries = new Entry[4];
        private int _count;

        public Span<Entry> Entries => _entries.AsSpan(0, _count);

        public void Add(in Entry entry)
        {
            if (_count == _entries.Length) Array.Resize(ref _entries, _count * 2);
            entry.Item.Place = Far | _count;
            _entries[_count++] = entry;
        }

        public void RemoveAt(int place)
        {
            ref readonly var last = ref _entries[--_count];
            if (place != _count)
            {
                _entries[place] = last;
                last.Item.Place = Far | place;
            }

            _entries[_count] = default;
        }

        public void Clear()
        {
            if (_entries.Length > MostKept) _entries = new Entry[4];
            else Entries.Clear();
            _count = 0;
        }
    }
}
