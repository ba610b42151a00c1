namespace Gudok.Ledger;

/// <summary>An index file of parties over a run of closed segments, mapped. Thread-safe.</summary>
internal sealed class PartyRun
{
    private readonly MappedFile _file;
    private readonly int _parties;
    private readonly int _postings;
    private readonly long _partiesAt;
    private readonly long _endsAt;
    private readonly long _postingsAt;

    public PartyRun(string path)
    {
        _file = new MappedFile(path);
        if (_file.Length < PartyRunFile.HeadLength || _file.UInt64(0) != PartyRunFile.Magic) throw Damaged(path);
        var segments = _file.Int32(PartyRunFile.SegmentsOffset);
        _parties = _file.Int32(PartyRunFile.PartiesOffset);
        _postings = _file.Int32(PartyRunFile.PostingsOffset);
        if (segments is < 0 or > PartyRunFile.MostSegments || _parties < 0 || _postings < 0) throw Damaged(path);
        if (_file.Length != PartyRunFile.LengthOf(segments, _parties, _postings)) throw Damaged(path);
        _partiesAt = PartyRunFile.HeadLength + (long)PartyRunFile.SegmentLength * segments;
        _endsAt = _partiesAt + 8L * _parties;
        _postingsAt = _endsAt + 4L * _parties;
        Segments = ReadSegments(segments);
        Records = Segments.Sum(segment => (long)segment.Count);
    }

    public string Path => _file.Path;

    /// <summary>The segments covered, in order of name.</summary>
    public IReadOnlyList<RunSegment> Segments { get; }

    /// <summary>Records of all of them.</summary>
    public long Records { get; }

    /// <summary>Where a party's postings lie: first and end.</summary>
    public (int First, int End) Find(ulong party)
    {
        int low = 0, high = _parties;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_file.UInt64(_partiesAt + 8L * middle) < party) low = middle + 1;
            else high = middle;
        }

        if (low == _parties || _file.UInt64(_partiesAt + 8L * low) != party) return (0, 0);
        var first = low == 0 ? 0 : _file.Int32(_endsAt + 4L * (low - 1));
        var end = _file.Int32(_endsAt + 4L * low);
        return first < 0 || end < first || end > _postings ? throw Damaged(Path) : (first, end);
    }

    /// <summary>The postings of one segment among those of a party.</summary>
    public (int First, int End) Within((int First, int End) postings, int ordinal) =>
        (LowerBound(postings, (uint)ordinal << PartyRunFile.PlaceBits),
         LowerBound(postings, (uint)(ordinal + 1) << PartyRunFile.PlaceBits, isLast: ordinal + 1 == PartyRunFile.MostSegments));

    /// <summary>The place in its segment's order that a posting names.</summary>
    public int Place(int posting) => (int)(_file.UInt32(_postingsAt + 4L * posting) & ((1u << PartyRunFile.PlaceBits) - 1));

    /// <summary>All of it, for merging.</summary>
    public SortedPostings Load() => new(
        _file.Array<ulong>(_partiesAt, _parties), _file.Array<int>(_endsAt, _parties), _file.Array<uint>(_postingsAt, _postings));

    /// <summary>The file's bytes, for checking.</summary>
    public byte[] Bytes() => File.ReadAllBytes(Path);

    private int LowerBound((int First, int End) postings, uint bound, bool isLast = false)
    {
        if (isLast) return postings.End;
        var (low, high) = postings;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_file.UInt32(_postingsAt + 4L * middle) < bound) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private RunSegment[] ReadSegments(int count)
    {
        var segments = new RunSegment[count];
        for (var index = 0; index < count; index++)
        {
            var at = PartyRunFile.HeadLength + (long)PartyRunFile.SegmentLength * index;
            if (!SegmentName.TryUnpack(_file.Int64(at), out var name)) throw Damaged(Path);
            segments[index] = new RunSegment(name, _file.Int32(at + 8));
        }

        return segments;
    }

    private static LedgerException Damaged(string path) =>
        new(LedgerFaults.Damaged, $"{path} is no index of parties. Delete it: it is made again when the ledger opens.");
}
