namespace Gudok.Calls;

/// <summary>Something that waits for a moment.</summary>
internal interface IDeadline
{
    /// <summary>The moment, in microseconds of the stage.</summary>
    long Deadline { get; set; }

    /// <summary>Place in the queue; -1 outside. Only the queue sets it.</summary>
    int Place { get; set; }
}

/// <summary>A binary heap of deadlines whose members know their place, so that one is moved or taken out in O(log n) and leaves
/// nothing behind.</summary>
internal sealed class DeadlineQueue<T>
    where T : class, IDeadline
{
    private readonly List<T> _heap = [];

    /// <summary>How many wait.</summary>
    public int Count => _heap.Count;

    /// <summary>The one that is due first.</summary>
    public T? First => _heap.Count == 0 ? null : _heap[0];

    /// <summary>Sets a deadline, be the item new or waiting.</summary>
    public void Set(T item, long deadline)
    {
        item.Deadline = deadline;
        if (item.Place < 0)
        {
            item.Place = _heap.Count;
            _heap.Add(item);
        }

        Rise(item);
        Sink(item);
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
        var last = _heap[^1];
        _heap.RemoveAt(_heap.Count - 1);
        item.Place = -1;
        if (ReferenceEquals(last, item)) return;
        Put(last, place);
        Rise(last);
        Sink(last);
    }

    private void Rise(T item)
    {
        while (item.Place > 0)
        {
            var parent = _heap[(item.Place - 1) / 2];
            if (parent.Deadline <= item.Deadline) return;
            Swap(parent, item);
        }
    }

    private void Sink(T item)
    {
        while (true)
        {
            var child = item.Place * 2 + 1;
            if (child >= _heap.Count) return;
            if (child + 1 < _heap.Count && _heap[child + 1].Deadline < _heap[child].Deadline) child++;
            if (item.Deadline <= _heap[child].Deadline) return;
            Swap(item, _heap[child]);
        }
    }

    private void Swap(T one, T other)
    {
        var place = one.Place;
        Put(one, other.Place);
        Put(other, place);
    }

    private void Put(T item, int place)
    {
        _heap[place] = item;
        item.Place = place;
    }
}
