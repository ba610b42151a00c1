using System.Buffers.Binary;

namespace Gudok.Backup;

/// <summary>Copies one file in one run: the pages that differ from those in the place become a new part.</summary>
internal sealed class FileCopy
{
    /// <summary>How many parts lie over the first before they are made one.</summary>
    public const int MostParts = 64;

    private const int RecordHeadLength = 8;

    private readonly TrackedFile _file;
    private readonly Func<ArchiveWriter> _open;
    private readonly HashSet<int> _owed = [];
    private readonly HashSet<int> _again = [];
    private readonly bool _isAnew;
    private readonly bool _isMerged;
    private ArchiveWriter? _writer;
    private byte[] _page = [];
    private int _next;
    private long _octets;

    /// <summary>Prepares the copy of a file.</summary>
    /// <param name="file">The file as the place has it.</param>
    /// <param name="source">The file as it is.</param>
    /// <param name="week">The week whose key seals the part; 0 but for keys.</param>
    /// <param name="open">Opens the new part.</param>
    public FileCopy(TrackedFile file, IPageSource source, int week, Func<ArchiveWriter> open)
    {
        _file = file;
        _open = open;
        var isLong = file.Parts.Count > MostParts;
        _isAnew = file.Table is null || file.Parts.Count == 0 || file.Table.PageBytes != source.PageBytes || file.Week != week
            || isLong && file.Later.Count * 2 > file.Table.Count;
        _isMerged = isLong && !_isAnew;
        if (_isAnew) file.Table = new PageTable(source.PageBytes);
        if (_isMerged) _again.UnionWith(file.Later);
        _owed.UnionWith(_again);
        _next = file.Table!.Count;
        file.Week = week;
    }

    /// <summary>Takes note of what may have changed since the moment before. To be called for every moment of the run.</summary>
    public void Note(IPageSource source)
    {
        _octets = source.Octets;
        if (source.Changed is { } changed) _owed.UnionWith(changed);
        else _next = 0;
    }

    /// <summary>Reads what is owed; false if there was no room for all of it.</summary>
    public bool TryStage(IPageSource source, StagedPages staged)
    {
        if (_page.Length < source.PageBytes) _page = new byte[source.PageBytes];
        var count = (int)((source.Octets + source.PageBytes - 1) / source.PageBytes);
        foreach (var page in _owed.Order().ToList())
        {
            if (staged.IsFull) return false;
            if (page < count) Stage(page, source, staged);
            _owed.Remove(page);
        }

        for (; _next < count; _next++)
        {
            if (staged.IsFull) return false;
            Stage(_next, source, staged);
        }

        return true;
    }

    /// <summary>Writes a page that was staged to the new part.</summary>
    public void Write(int page, ReadOnlySpan<byte> octets)
    {
        _writer ??= _open();
        Span<byte> head = stackalloc byte[RecordHeadLength];
        BinaryPrimitives.WriteInt32BigEndian(head, page);
        BinaryPrimitives.WriteInt32BigEndian(head[4..], octets.Length);
        _writer.Write(head);
        _writer.Write(octets);
        if (!_isAnew) _file.Later.Add(page);
    }

    /// <summary>Ends the part; tells the octets it has, or null if nothing had changed.</summary>
    public long? Complete(FileStamp stamp, DateTimeOffset copiedAt, bool isClosed)
    {
        var isEmptyStill = _octets == 0 && _file.Digest.Length > 0;
        var isSame = _writer is null && _octets == _file.Octets && isClosed == _file.IsClosed && (!_isAnew || isEmptyStill);
        (_file.Stamp, _file.CopiedAt) = (stamp, copiedAt);
        if (isSame) return null;
        _file.Table!.Cut((int)((_octets + _file.Table.PageBytes - 1) / _file.Table.PageBytes));
        (_file.Octets, _file.PageBytes, _file.Digest, _file.IsClosed) = (_octets, _file.Table.PageBytes, _file.Table.Digest(), isClosed);
        var part = _writer?.Complete();
        if (_isAnew) _file.Later.Clear();
        _file.Parts = [.. _isAnew ? [] : _isMerged ? _file.Parts.Take(1) : _file.Parts, .. part is null ? [] : new[] { part }];
        return part?.Octets ?? 0;
    }

    public void Abandon() => _writer?.Dispose();

    private void Stage(int page, IPageSource source, StagedPages staged)
    {
        var octets = _page.AsSpan(0, source.Read(page, _page));
        if (_file.Table!.Set(page, octets) | _again.Remove(page)) staged.Add(this, page, octets);
    }
}
