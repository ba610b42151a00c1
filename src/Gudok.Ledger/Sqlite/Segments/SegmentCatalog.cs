using System.Diagnostics.CodeAnalysis;

namespace Gudok.Ledger;

/// <summary>All segments, in order of day and number. Readers see a snapshot; changes come from one thread at a time.</summary>
internal sealed class SegmentCatalog
{
    private volatile Segment[] _all;

    public SegmentCatalog(IEnumerable<Segment> segments) => _all = [.. segments.OrderBy(segment => segment.Name)];

    /// <summary>All of them, oldest day first.</summary>
    public IReadOnlyList<Segment> All => _all;

    public void Add(Segment segment) => _all = [.. _all.Append(segment).OrderBy(other => other.Name)];

    public bool TryFind(SegmentName name, [NotNullWhen(true)] out Segment? segment)
    {
        var all = _all;
        var at = LowerBound(all, name);
        segment = at < all.Length && all[at].Name == name ? all[at] : null;
        return segment is not null;
    }

    /// <summary>The segments of a span of days, both ends within.</summary>
    public ArraySegment<Segment> Between(DateOnly first, DateOnly last)
    {
        var all = _all;
        var from = LowerBound(all, new SegmentName(first, 0));
        var to = last == DateOnly.MaxValue ? all.Length : LowerBound(all, new SegmentName(last.AddDays(1), 0));
        return new ArraySegment<Segment>(all, from, Math.Max(to - from, 0));
    }

    /// <summary>The number that the next segment of a day takes.</summary>
    public int NextNumber(DateOnly day) => Between(day, day) is { Count: > 0 } segments ? segments[^1].Name.Number + 1 : 0;

    private static int LowerBound(Segment[] all, SegmentName name)
    {
        int low = 0, high = all.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (all[middle].Name.CompareTo(name) < 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
