using System.Diagnostics.CodeAnalysis;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>All segments, in order of day and number. Readers see a snapshot; changes come from one thread at a time.</summary>
internal sealed class SegmentCatalog
{
    private volatile Segment[] _all;

    public SegmentCatalog(IEnumerable<Segment> segments) => _all = [.. segments.OrderBy(segment => segment.Name)];

    /// <summary>All of them, oldest day first.</summary>
    public IReadOnlyList<Segment> All => _all;

    public void Add(Segment segment) => _all = [.. _all.Append(segment).OrderBy(other => other.Name)];

    public void Remove(DayPart part) => _all = [.. _all.Where(segment => segment.Name.Part != part)];

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
        var from = LowerBound(all, new SegmentName(DayPart.OfDefault(first), 0));
        var to = last == DateOnly.MaxValue ? all.Length : LowerBound(all, new SegmentName(DayPart.OfDefault(last.AddDays(1)), 0));
        return new ArraySegment<Segment>(all, from, Math.Max(to - from, 0));
    }

    /// <summary>The segments of a part of a day.</summary>
    public IEnumerable<Segment> Of(DayPart part) => Between(part.Day, part.Day).Where(segment => segment.Name.Part == part);

    /// <summary>How many leaves the segments of a part hold.</summary>
    public long LeavesOf(DayPart part) => Of(part).Sum(segment => segment.Summary.Leaves);

    /// <summary>The number that the next segment of a part takes.</summary>
    public int NextNumber(DayPart part) => Of(part).Select(segment => segment.Name.Number + 1).LastOrDefault();

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
