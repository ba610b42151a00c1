using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>What a query asks, made ready: where it begins, how far down it goes, what matches.</summary>
/// <param name="Start">Records before this start, microseconds, …</param>
/// <param name="Id">… and at that start before this id.</param>
/// <param name="Least">Records from this start on.</param>
/// <param name="Matcher">The filters.</param>
/// <param name="Accepted">Traits that can match, null if all can.</param>
internal sealed record QueryBounds(long Start, RecordId Id, long Least, RecordMatcher Matcher, bool[]? Accepted)
{
    /// <summary>Whether a record lies within and matches.</summary>
    public bool Accepts(CallRecord record) =>
        Holds(record.StartedAt.Micros, record.Id) && record.StartedAt.Micros >= Least && Matcher.Matches(record) && Matcher.MatchesTags(record);

    public bool Holds(long start, RecordId id) => start < Start || (start == Start && id < Id);
}
