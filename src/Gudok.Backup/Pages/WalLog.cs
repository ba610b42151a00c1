using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Gudok.Backup;

/// <summary>Follows the write-ahead log of one SQLite database (<c>sqlite.org/fileformat2.html</c> §4): where the newest committed octets of
/// each page stand, and which pages were written since the last look. Goes on from where it was; begins anew when the log did.</summary>
internal sealed class WalLog
{
    private const int HeadLength = 32;
    private const int FrameHeadLength = 24;
    private const uint Magic = 0x377f0682;

    private readonly byte[] _head = new byte[HeadLength];
    private readonly Dictionary<int, long> _places = [];
    private byte[] _frame = [];
    private long _end;
    private uint _sum0;
    private uint _sum1;

    /// <summary>Octets of a page; 0 if the log is empty.</summary>
    public int PageBytes { get; private set; }

    /// <summary>Pages of the database by the last commit in the log; 0 if there is none.</summary>
    public int PageCount { get; private set; }

    /// <summary>Where the newest octets of a page begin in the log.</summary>
    public bool TryPlace(int page, out long offset) => _places.TryGetValue(page, out offset);

    /// <summary>Takes up what was committed since the last look.</summary>
    /// <param name="log">The log's file; null if there is none.</param>
    /// <returns>The pages that were written; null if the log began anew, so that any may have been.</returns>
    public IReadOnlyCollection<int>? Advance(SafeFileHandle? log)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        if (log is null || !FileOctets.TryFill(log, head, 0) || !IsHead(head))
        {
            // Nothing in the log now and nothing at the last look still leaves room for a whole log in between.
            Forget();
            return null;
        }

        var isSame = head.SequenceEqual(_head);
        if (!isSame) Begin(head);
        var changed = new HashSet<int>();
        Walk(log, changed);
        if (IsUntouched(log)) return isSame ? changed : null;
        // It began anew while it was read: all it held stands in the database itself.
        Forget();
        return null;
    }

    /// <summary>Whether the log is still the one that was read. A log that begins anew gets its new head before anything else.</summary>
    public bool IsUntouched(SafeFileHandle log)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        return FileOctets.TryFill(log, head, 0) && head.SequenceEqual(_head);
    }

    private static bool IsHead(ReadOnlySpan<byte> head)
    {
        if ((BinaryPrimitives.ReadUInt32BigEndian(head) & ~1u) != Magic) return false;
        var (sum0, sum1) = (0u, 0u);
        Sum(head[..24], IsBigEndian(head), ref sum0, ref sum1);
        return sum0 == BinaryPrimitives.ReadUInt32BigEndian(head[24..]) && sum1 == BinaryPrimitives.ReadUInt32BigEndian(head[28..]);
    }

    private static bool IsBigEndian(ReadOnlySpan<byte> head) => (head[3] & 1) == 1;

    private void Begin(ReadOnlySpan<byte> head)
    {
        Forget();
        head.CopyTo(_head);
        PageBytes = BinaryPrimitives.ReadInt32BigEndian(head[8..]);
        _sum0 = BinaryPrimitives.ReadUInt32BigEndian(head[24..]);
        _sum1 = BinaryPrimitives.ReadUInt32BigEndian(head[28..]);
        _end = HeadLength;
        if (_frame.Length != FrameHeadLength + PageBytes) _frame = new byte[FrameHeadLength + PageBytes];
    }

    private void Forget()
    {
        _places.Clear();
        _head.AsSpan().Clear();
        (PageBytes, PageCount, _end) = (0, 0, 0);
    }

    // Frames count once the last of their transaction is there: it alone tells how many pages the database has.
    private void Walk(SafeFileHandle log, HashSet<int> changed)
    {
        var (sum0, sum1, at) = (_sum0, _sum1, _end);
        var pending = new List<(int Page, long Place)>();
        while (FileOctets.TryFill(log, _frame, at) && IsNext(ref sum0, ref sum1))
        {
            pending.Add((BinaryPrimitives.ReadInt32BigEndian(_frame) - 1, at + FrameHeadLength));
            at += _frame.Length;
            if (BinaryPrimitives.ReadInt32BigEndian(_frame.AsSpan(4)) is not (> 0 and var count)) continue;
            foreach (var (page, place) in pending)
            {
                _places[page] = place;
                changed.Add(page);
            }

            pending.Clear();
            (PageCount, _sum0, _sum1, _end) = (count, sum0, sum1, at);
        }
    }

    private bool IsNext(ref uint sum0, ref uint sum1)
    {
        if (!_frame.AsSpan(8, 8).SequenceEqual(_head.AsSpan(16, 8))) return false;
        Sum(_frame.AsSpan(0, 8), IsBigEndian(_head), ref sum0, ref sum1);
        Sum(_frame.AsSpan(FrameHeadLength), IsBigEndian(_head), ref sum0, ref sum1);
        return sum0 == BinaryPrimitives.ReadUInt32BigEndian(_frame.AsSpan(16)) && sum1 == BinaryPrimitives.ReadUInt32BigEndian(_frame.AsSpan(20));
    }

    private static void Sum(ReadOnlySpan<byte> octets, bool isBigEndian, ref uint sum0, ref uint sum1)
    {
        for (var at = 0; at < octets.Length; at += 8)
        {
            sum0 += Word(octets[at..], isBigEndian) + sum1;
            sum1 += Word(octets[(at + 4)..], isBigEndian) + sum0;
        }
    }

    private static uint Word(ReadOnlySpan<byte> octets, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(octets) : BinaryPrimitives.ReadUInt32LittleEndian(octets);
}
