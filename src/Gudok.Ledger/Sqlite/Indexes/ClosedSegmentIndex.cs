using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>The index of a closed segment: its file, mapped.</summary>
internal sealed class ClosedSegmentIndex : ISegmentIndex
{
    private readonly MappedFile _file;
    private readonly SegmentIndexLayout _layout;
    private readonly int _bits;

    public ClosedSegmentIndex(string path)
    {
        _file = new MappedFile(path);
        if (_file.Length < SegmentIndexFile.HeadLength || _file.UInt64(0) != SegmentIndexFile.Magic) throw Damaged(path);
        Summary = new SegmentSummary(
            _file.Int32(SegmentIndexFile.CountOffset),
            _file.Int32(SegmentIndexFile.CorrectionsOffset),
            _file.Int64(SegmentIndexFile.PositionOffset),
            _file.Int64(SegmentIndexFile.MinStartOffset),
            _file.Int64(SegmentIndexFile.MaxStartOffset),
            _file.Int64(SegmentIndexFile.MinMinuteOffset),
            _file.Int64(SegmentIndexFile.MaxMinuteOffset))
        {
            Amendments = _file.Int32(SegmentIndexFile.AmendmentsOffset),
        };
        _bits = _file.Int32(SegmentIndexFile.BucketBitsOffset);
        if (Summary.Count is < 0 or > LedgerOptions.MostSegmentRecords || _bits is < 0 or > 20) throw Damaged(path);
        _layout = new SegmentIndexLayout(Summary.Count, _bits);
        if (_file.Length != _layout.Length) throw Damaged(path);
        Id = _file.Bytes(SegmentIndexFile.IdOffset, DaySeal.FileIdLength);
        Name = _file.Int64(SegmentIndexFile.NameOffset);
    }

    public SegmentSummary Summary { get; }

    public byte[] Id { get; }

    /// <summary>The packed name of the segment that the file belongs to.</summary>
    public long Name { get; }

    /// <inheritdoc />
    public int Count => Summary.Count;

    /// <inheritdoc />
    public int CountBefore(long start, RecordId id, SegmentReader reader)
    {
        if (start > Summary.MaxStart) return Count;
        if (start < Summary.MinStart) return 0;
        int low = 0, high = Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            var found = reader.Identity(At(middle).Row);
            var isBefore = found.Start < start || (found.Start == start && found.Id < id);
            if (isBefore) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <inheritdoc />
    public (int Row, byte Traits) At(int place) => (_file.Int32(SegmentIndexLayout.Order + 4L * place) + 1, _file.Byte(_layout.Traits + place));

    /// <inheritdoc />
    public void FindKey(ulong low, ref List<int>? rows)
    {
        if (Count == 0) return;
        var mark = SegmentIndexFile.Mark(low);
        var bucket = (long)SegmentIndexFile.Bucket(mark, _bits);
        var at = bucket == 0 ? 0 : _file.Int32(_layout.Buckets + 4 * (bucket - 1));
        var end = Math.Min(_file.Int32(_layout.Buckets + 4 * bucket), Count);
        for (at = Math.Max(at, 0); at < end; at++)
        {
            if (_file.UInt32(_layout.Marks + 4L * at) == mark) (rows ??= []).Add(_file.Int32(_layout.Rows + 4L * at));
        }
    }

    private static LedgerException Damaged(string path) =>
        new(LedgerFaults.Damaged, $"{path} is no index of a segment. Delete it: it is made again when the ledger opens.");
}
