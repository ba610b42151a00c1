namespace Gudok.Capture;

/// <summary>What waits on disk for the next collector: sealed, as packets hold numbers. Not thread-safe.</summary>
internal sealed class RelaySpool : IDisposable
{
    private readonly string _folder;
    private readonly long _limit;
    private readonly StateSeal _seal;
    private readonly Action<long> _lose;
    private readonly SortedList<long, SpoolSegment> _segments = [];
    private SpoolSegment? _open;
    private bool _isDirty;

    /// <summary>Takes up what an earlier run left.</summary>
    /// <param name="folder">Its folder; made with the first file.</param>
    /// <param name="limit">The most octets.</param>
    /// <param name="seal">Seals the blocks.</param>
    /// <param name="lose">Is told how many packets were lost.</param>
    /// <exception cref="IOException">The disk refuses.</exception>
    public RelaySpool(string folder, long limit, StateSeal seal, Action<long> lose)
    {
        (_folder, _limit, _seal, _lose) = (folder, limit, seal, lose);
        if (!Directory.Exists(folder)) return;
        foreach (var path in Directory.EnumerateFiles(folder, "*" + SpoolSegment.Ending))
        {
            var segment = SpoolSegment.Open(path, seal);
            _lose(segment.Torn);
            if (segment.Length == 0) segment.Delete();
            else _segments.Add(segment.First, segment);
        }
    }

    /// <summary>Octets on disk.</summary>
    public long Bytes => _segments.Values.Sum(segment => segment.Length);

    /// <summary>Packets that wait to be read.</summary>
    public long Waiting => _segments.Values.Sum(segment => segment.Waiting);

    /// <summary>Whether blocks wait to be read.</summary>
    public bool HasWaiting => _segments.Values.Any(segment => segment.HasWaiting);

    /// <summary>Number of the last block; 0 if there is none.</summary>
    public long Last => _segments.Count == 0 ? 0 : _segments.Values.Max(segment => segment.Last);

    /// <summary>Adds a block behind all others.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Append(RelayBlock block)
    {
        if (_open is null or { Length: >= SpoolSegment.FullBytes })
        {
            Directory.CreateDirectory(_folder);
            _open?.Flush();
            _open?.Rest();
            _open = SpoolSegment.Create(_folder, block.Sequence, _seal);
            _segments.Add(block.Sequence, _open);
        }

        _open.Append(block);
        _isDirty = true;
        MakeRoom();
    }

    /// <summary>Puts blocks that were sent and perhaps did not arrive before all that wait.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void PutBack(IReadOnlyList<RelayBlock> blocks)
    {
        foreach (var segment in _segments.Values)
        {
            segment.Rewind();
            if (segment != _open) segment.Rest();
        }

        _lose(blocks.Where(block => block.Kept is { } segment && !_segments.ContainsKey(segment.First)).Sum(block => (long)block.Packets));
        var kept = blocks.Where(block => block.Kept is null).ToList();
        if (kept.Count == 0) return;
        Directory.CreateDirectory(_folder);
        var before = SpoolSegment.Create(_folder, kept[0].Sequence, _seal);
        _segments.Add(before.First, before);
        foreach (var block in kept) before.Append(block);
        before.Flush();
        before.Rest();
        MakeRoom();
    }

    /// <summary>Reads the oldest block that waits; null if none does.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public RelayBlock? Read()
    {
        while (_segments.Values.FirstOrDefault(segment => segment.HasWaiting) is { } segment)
        {
            var block = segment.Read(out var lost);
            if (!segment.HasWaiting && segment != _open) segment.Rest();
            if (block is not null) return block;
            _lose(lost);
        }

        RemoveDone();
        return null;
    }

    /// <summary>Notes that a block has arrived: what is done with is removed.</summary>
    public void NoteArrived(RelayBlock block)
    {
        if (block.Kept is not { } segment) return;
        segment.NoteArrived(block.KeptUpTo);
        if (segment.IsDone) Remove(segment);
    }

    /// <summary>Brings what was added onto the disk.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Flush()
    {
        if (!_isDirty) return;
        _open?.Flush();
        _isDirty = false;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var segment in _segments.Values) segment.Dispose();
        _segments.Clear();
    }

    private void MakeRoom()
    {
        // The file that grows stays: one more than the limit lies on disk at most.
        while (_segments.Count > 1 && Bytes > _limit)
        {
            var oldest = _segments.Values[0];
            _lose(oldest.Waiting);
            Remove(oldest);
        }
    }

    private void RemoveDone()
    {
        foreach (var segment in _segments.Values.Where(segment => segment.IsDone).ToList()) Remove(segment);
    }

    private void Remove(SpoolSegment segment)
    {
        if (!_segments.Remove(segment.First)) return;
        if (_open == segment) _open = null;
        segment.Delete();
    }
}
