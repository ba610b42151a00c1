using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Sip;

namespace Gudok.Testing;

/// <summary>What a ledger answers to queries, probes and counts, said plainly; of <see cref="InMemoryCallLedger"/>.</summary>
internal static class QueryOracle
{
    public static bool Matches(CallQuery query, CallRecord record) =>
        (query.From is not { } from || record.StartedAt >= from)
        && (query.To is not { } to || record.StartedAt < to)
        && (query.Directions is null || query.Directions.Contains(record.Direction))
        && (query.Dispositions is null || query.Dispositions.Contains(record.Disposition))
        && (query.MinTalkMs is not { } least || record.TalkMs >= least)
        && (query.MaxTalkMs is not { } most || record.TalkMs <= most)
        && (query.LinkId is not { } link || record.LinkId == link)
        && TagMatch.Matches(query, record)
        && (query.Parties is null || Names(record, query));

    private static bool Names(CallRecord record, CallQuery query)
    {
        var places = new List<PartyPlace>();
        RecordParties.Places(record, places);
        return places.Any(place => query.Parties!.Contains(place.Party));
    }

    public static bool Answers(KeptRecord kept, CallProbe probe)
    {
        if (Distance(kept, probe.Start) <= TimeSpan.FromHours(1)) return true;
        var lacksEnd = kept.Now.EndedAt is null || kept.Now.IsEndEstimated;
        var age = probe.Start - kept.Now.StartedAt;
        return probe.SeekOpenBefore && lacksEnd && age >= TimeSpan.Zero && age <= TimeSpan.FromDays(8);
    }

    // A correction may move the start; both the first and the present start name the call.
    public static TimeSpan Distance(KeptRecord kept, Instant start)
    {
        var first = (kept.First.StartedAt - start).Duration();
        var now = (kept.Now.StartedAt - start).Duration();
        return first < now ? first : now;
    }

    /// <summary>Counts and sums per minute of records, in order.</summary>
    public static IEnumerable<Rollup> Rollups(IEnumerable<CallRecord> records, Instant from, Instant to) => records
        .GroupBy(record => (Minute: MinuteOf(record.StartedAt), record.Direction, record.Disposition))
        .Where(group => group.Key.Minute >= from && group.Key.Minute < to)
        .OrderBy(group => group.Key)
        .Select(group => new Rollup(
            group.Key.Minute,
            group.Key.Direction,
            group.Key.Disposition,
            group.Count(),
            group.Sum(record => record.TalkMs ?? 0),
            group.Sum(record => record.SetupMs ?? 0),
            group.Count(record => record.SetupMs is not null)));

    private static Instant MinuteOf(Instant time) => new(time.Micros - (time.Micros % 60_000_000 + 60_000_000) % 60_000_000);
}
