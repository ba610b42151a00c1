using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Finds records by id and by key. Thread-safe.</summary>
internal sealed class KnownFinder(RecordStore store)
{
    /// <summary>Same key, and starts no further apart: same call.</summary>
    public static readonly TimeSpan SameCall = TimeSpan.FromHours(1);

    /// <summary>How far back a BYE looks for its open call.</summary>
    public static readonly TimeSpan LongestCall = TimeSpan.FromDays(8);

    /// <summary>Where a record lies; null if there is none.</summary>
    public RecordPlace? Locate(RecordId id)
    {
        var day = DayOf(id);
        foreach (var (place, _, found) in Candidates(id.Key, day, day))
        {
            if (found == id) return place;
        }

        return null;
    }

    /// <summary>The segment day of an id: that of its first recorded start.</summary>
    public static DateOnly DayOf(RecordId id) => new Instant(id.StartMilliseconds * 1000).UtcDay;

    /// <summary>The record that answers a probe, the nearest if several do.</summary>
    public KnownRecord? Find(CallProbe probe)
    {
        if (!probe.SeekOpenBefore && IsSurelyNew(probe.Key, probe.Start)) return null;
        var near = new List<(TimeSpan Distance, RecordId Id, RecordPlace Place)>();
        var reach = probe.SeekOpenBefore ? LongestCall : SameCall;
        foreach (var (place, start, id) in Candidates(probe.Key, DayAt(probe.Start - reach), DayAt(probe.Start + SameCall)))
        {
            Judge(probe, place, start, id, near);
        }

        foreach (var place in store.Latest.FindKey(probe.Key))
        {
            var (start, id) = store.Read(place.Segment, reader => reader.Identity(place.Row));
            if (id.Key == probe.Key && near.TrueForAll(other => other.Id != id)) Judge(probe, place, start, id, near);
        }

        if (near.Count == 0) return null;
        var nearest = near.Min();
        return new KnownRecord(nearest.Id, Facts(nearest.Place).IsComplete);
    }

    // By the indexes alone: true for nearly all that is appended, and quick.
    private bool IsSurelyNew(CallKey key, Instant start)
    {
        var rows = new List<int>();
        foreach (var segment in store.Catalog.Between(DayAt(start - SameCall), DayAt(start + SameCall)))
        {
            segment.Index.FindKey(key.Low, rows);
        }

        return rows.Count == 0 && store.Latest.FindKey(key).Count == 0;
    }

    // The first and the present start both name the call.
    private void Judge(CallProbe probe, RecordPlace place, long start, RecordId id, List<(TimeSpan, RecordId, RecordPlace)> near)
    {
        var distance = (new Instant(start) - probe.Start).Duration();
        var isCorrected = store.Latest.IsCorrected(place);
        if (distance > SameCall && !isCorrected && !probe.SeekOpenBefore) return;
        if (distance > SameCall || isCorrected)
        {
            var now = Facts(place);
            var moved = (now.StartedAt - probe.Start).Duration();
            if (moved < distance) distance = moved;
            if (distance > SameCall && !(probe.SeekOpenBefore && IsOpenBefore(now, probe.Start))) return;
        }

        near.Add((distance, id, place));
    }

    private static bool IsOpenBefore(CallRecord record, Instant start)
    {
        var age = start - record.StartedAt;
        return (record.EndedAt is null || record.IsEndEstimated) && age >= TimeSpan.Zero && age <= LongestCall;
    }

    private CallRecord Facts(RecordPlace place) => store.Latest.Find(place) is { } at
        ? store.Correction(at).Correction.Record
        : store.Read(place.Segment, reader => reader.Facts(place.Row));

    private IEnumerable<(RecordPlace Place, long Start, RecordId Id)> Candidates(CallKey key, DateOnly first, DateOnly last)
    {
        List<int>? rows = null;
        foreach (var segment in store.Catalog.Between(first, last))
        {
            rows ??= [];
            rows.Clear();
            segment.Index.FindKey(key.Low, rows);
            foreach (var row in rows)
            {
                var (start, id) = store.Read(segment.Name, reader => reader.Identity(row));
                if (id.Key == key) yield return (new RecordPlace(segment.Name, row), start, id);
            }
        }
    }

    // Segments are filed under the day of an id, and ids do not go below 1970.
    private static DateOnly DayAt(Instant time) => time.Micros < 0 ? DateOnly.FromDateTime(DateTime.UnixEpoch) : time.UtcDay;
}
