using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Finds records by id and by key. Thread-safe.</summary>
internal sealed class KnownFinder(RecordStore store)
{
    /// <summary>Where a record lies; null if there is none.</summary>
    public RecordPlace? Locate(RecordId id)
    {
        var day = KnownRule.DayOf(id);
        foreach (var (place, _, found) in Candidates(id.Key, day, day))
        {
            if (found == id) return place;
        }

        return null;
    }

    /// <summary>The record that answers a probe, the nearest if several do.</summary>
    public KnownRecord? Find(CallProbe probe)
    {
        // What starts on a dropped day was recorded and has had its term: it is not recorded again.
        if (store.Held.Drops.IsDropped(new DayPart(DayAt(probe.Start), probe.Class))) return new KnownRecord(RecordId.Create(probe.Start, probe.Key), IsComplete: true);
        if (!probe.SeekOpenBefore && IsSurelyNew(probe.Key, probe.Start)) return null;
        var near = new List<(TimeSpan Distance, RecordId Id, RecordPlace Place)>();
        var reach = probe.SeekOpenBefore ? KnownRule.LongestCall : KnownRule.SameCall;
        foreach (var (place, start, id) in Candidates(probe.Key, DayAt(probe.Start - reach), DayAt(probe.Start + KnownRule.SameCall)))
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
        List<int>? rows = null;
        foreach (var segment in store.Catalog.Between(DayAt(start - KnownRule.SameCall), DayAt(start + KnownRule.SameCall)))
        {
            segment.Index.FindKey(key.Low, ref rows);
        }

        return rows is null && store.Latest.FindKey(key).Count == 0;
    }

    // The first and the present start both name the call.
    private void Judge(CallProbe probe, RecordPlace place, long start, RecordId id, List<(TimeSpan, RecordId, RecordPlace)> near)
    {
        var distance = (new Instant(start) - probe.Start).Duration();
        var isCorrected = store.Latest.IsCorrected(place);
        if (distance > KnownRule.SameCall && !isCorrected && !probe.SeekOpenBefore) return;
        if (distance > KnownRule.SameCall || isCorrected)
        {
            var now = Facts(place);
            var moved = (now.StartedAt - probe.Start).Duration();
            if (moved < distance) distance = moved;
            if (distance > KnownRule.SameCall && !(probe.SeekOpenBefore && KnownRule.IsOpenBefore(now, probe.Start))) return;
        }

        near.Add((distance, id, place));
    }

    private CallRecord Facts(RecordPlace place) => store.Latest.Find(place) is { } at
        ? store.Correction(at).Correction.Record
        : store.Read(place.Segment, reader => reader.Facts(place.Row));

    private IEnumerable<(RecordPlace Place, long Start, RecordId Id)> Candidates(CallKey key, DateOnly first, DateOnly last)
    {
        foreach (var segment in store.Catalog.Between(first, last))
        {
            List<int>? rows = null;
            segment.Index.FindKey(key.Low, ref rows);
            foreach (var row in rows ?? [])
            {
                var (start, id) = store.Read(segment.Name, reader => reader.Identity(row));
                if (id.Key == key) yield return (new RecordPlace(segment.Name, row), start, id);
            }
        }
    }

    // Segments are filed under the day of an id, and ids do not go below 1970.
    private static DateOnly DayAt(Instant time) => time.Micros < 0 ? DateOnly.FromDateTime(DateTime.UnixEpoch) : time.UtcDay;
}
