using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Answers queries: merges the segments of a day, the days from the newest down, and the records whose start was moved.</summary>
internal sealed class QueryRunner(RecordStore store, PartyRuns runs, KnownFinder known)
{
    public RecordPage Run(CallQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, CallQuery.MaxLimit);
        var matcher = new RecordMatcher(query);
        if (matcher.IsVoid) return new RecordPage([], null);
        var bounds = Bound(query, matcher);
        var found = new List<CallRecord>();
        var seen = new HashSet<RecordId>();
        foreach (var record in WithHeld(Merge(bounds, cancellationToken), bounds))
        {
            // A correction or a late record that lands during the query may show one twice.
            if (!seen.Add(record.Id)) continue;
            if (found.Count == query.Limit) return new RecordPage(found, found[^1].Id);
            found.Add(record);
        }

        return new RecordPage(found, null);
    }

    private QueryBounds Bound(CallQuery query, RecordMatcher matcher)
    {
        var (start, id) = (query.To?.Micros ?? long.MaxValue, default(RecordId));
        if (query.After is { } after)
        {
            var place = known.Locate(after);
            var last = place is { } there
                ? store.Now(there).StartedAt.Micros
                : store.Held.Records.Find(after)?.Now.StartedAt.Micros ?? after.StartMilliseconds * 1000;
            if (last < start) (start, id) = (last, after);
        }

        return new QueryBounds(start, id, query.From?.Micros ?? long.MinValue, matcher, Traits.Accepted(query));
    }

    // Records under legal hold outlive their day.
    private IEnumerable<CallRecord> WithHeld(IEnumerable<CallRecord> records, QueryBounds bounds)
    {
        using var held = store.Held.Records.All.Select(one => one.Now).Where(bounds.Accepts).GetEnumerator();
        var hasHeld = held.MoveNext();
        foreach (var record in records)
        {
            for (; hasHeld && IsNewer(held.Current, record); hasHeld = held.MoveNext()) yield return held.Current;
            yield return record;
        }

        for (; hasHeld; hasHeld = held.MoveNext()) yield return held.Current;
    }

    private IEnumerable<CallRecord> Merge(QueryBounds bounds, CancellationToken cancellationToken)
    {
        var moved = new MovedCursor(store, bounds);
        var hasMoved = moved.MoveNext(cancellationToken);
        foreach (var record in Days(bounds, cancellationToken))
        {
            while (hasMoved && IsNewer(moved.Current, record))
            {
                yield return moved.Current;
                hasMoved = moved.MoveNext(cancellationToken);
            }

            yield return record;
        }

        for (; hasMoved; hasMoved = moved.MoveNext(cancellationToken)) yield return moved.Current;
    }

    private IEnumerable<CallRecord> Days(QueryBounds bounds, CancellationToken cancellationToken)
    {
        var parties = bounds.Matcher.Keys is { } keys ? new PartyPlaces(runs, keys) : null;
        var segments = store.Catalog.Between(DayOf(bounds.Least), DayOf(bounds.Start));
        for (var last = segments.Count - 1; last >= 0;)
        {
            var first = last;
            while (first > 0 && segments[first - 1].Name.Day == segments[last].Name.Day) first--;
            foreach (var record in Day(segments.Slice(first, last - first + 1), bounds, parties, cancellationToken)) yield return record;
            last = first - 1;
        }
    }

    private IEnumerable<CallRecord> Day(
        ArraySegment<Segment> segments, QueryBounds bounds, PartyPlaces? parties, CancellationToken cancellationToken)
    {
        var cursors = new List<SegmentCursor>();
        try
        {
            foreach (var segment in segments)
            {
                if (IsOutside(segment.Summary, bounds) || LacksParties(segment, bounds, parties)) continue;
                var cursor = new SegmentCursor(store, segment, bounds, parties);
                cursors.Add(cursor);
                if (!cursor.MoveNext(cancellationToken)) Drop(cursors, cursor);
            }

            while (cursors.Count > 0)
            {
                var newest = cursors[0];
                foreach (var cursor in cursors)
                {
                    if (IsNewer(cursor.Current, newest.Current)) newest = cursor;
                }

                yield return newest.Current;
                if (!newest.MoveNext(cancellationToken)) Drop(cursors, newest);
            }
        }
        finally
        {
            foreach (var cursor in cursors) cursor.Dispose();
        }
    }

    private static bool IsOutside(SegmentSummary summary, QueryBounds bounds) =>
        summary.Count == 0 || summary.MinStart > bounds.Start || summary.MaxStart < bounds.Least;

    private bool LacksParties(Segment segment, QueryBounds bounds, PartyPlaces? parties) =>
        parties is not null && parties.AreAbsent(segment) && store.Latest.FindParties(segment.Name, bounds.Matcher.Keys!).Count == 0;

    private static void Drop(List<SegmentCursor> cursors, SegmentCursor cursor)
    {
        cursors.Remove(cursor);
        cursor.Dispose();
    }

    private static bool IsNewer(CallRecord left, CallRecord right) =>
        left.StartedAt > right.StartedAt || (left.StartedAt == right.StartedAt && left.Id > right.Id);

    private static DateOnly DayOf(long micros) => micros < 0 ? DateOnly.FromDateTime(DateTime.UnixEpoch) : new Instant(micros).UtcDay;
}
