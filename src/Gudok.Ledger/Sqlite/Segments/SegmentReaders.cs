using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Readers kept open for the next who asks: opening a file costs more than a look-up. Thread-safe.</summary>
internal sealed class SegmentReaders(IDayKeys dayKeys, int mostIdle) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<SegmentReader> _idle = [];

    /// <summary>Takes a reader of a segment for the caller alone.</summary>
    public SegmentReader Rent(Segment segment)
    {
        lock (_lock)
        {
            for (var index = _idle.Count - 1; index >= 0; index--)
            {
                if (!ReferenceEquals(_idle[index].Segment, segment) || _idle[index].IsClosed != segment.IsClosed) continue;
                var found = _idle[index];
                _idle.RemoveAt(index);
                return found;
            }
        }

        return new SegmentReader(segment, dayKeys);
    }

    /// <summary>Gives a reader back. One of a segment that has closed since is not kept.</summary>
    public void Return(SegmentReader reader)
    {
        var surplus = reader;
        lock (_lock)
        {
            if (reader.IsClosed == reader.Segment.IsClosed)
            {
                _idle.Add(reader);
                surplus = _idle.Count > mostIdle ? _idle[0] : null;
                if (surplus is not null) _idle.RemoveAt(0);
            }
        }

        surplus?.Dispose();
    }

    /// <summary>Lets go of the idle readers of a segment.</summary>
    public void Forget(Segment segment)
    {
        List<SegmentReader> gone;
        lock (_lock)
        {
            gone = _idle.FindAll(reader => ReferenceEquals(reader.Segment, segment));
            _idle.RemoveAll(gone.Contains);
        }

        foreach (var reader in gone) reader.Dispose();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var reader in _idle) reader.Dispose();
            _idle.Clear();
        }
    }
}
