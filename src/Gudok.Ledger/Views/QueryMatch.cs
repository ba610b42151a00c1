using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>Whether a record answers a query: the meaning of <see cref="CallQuery"/> in one place.</summary>
public static class QueryMatch
{
    /// <summary>Tells whether the record matches every member but <see cref="CallQuery.After"/> and <see cref="CallQuery.Limit"/>.</summary>
    public static bool Matches(CallQuery query, CallRecord record)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(record);
        return (query.From is not { } from || record.StartedAt >= from)
            && (query.To is not { } to || record.StartedAt < to)
            && (query.Directions?.Contains(record.Direction) ?? true)
            && (query.Dispositions?.Contains(record.Disposition) ?? true)
            && (query.MinTalkMs is not { } min || record.TalkMs >= min)
            && (query.MaxTalkMs is not { } max || record.TalkMs <= max)
            && (query.LinkId is not { } link || record.LinkId == link)
            && TagMatch.Matches(query, record)
            && (query.Parties is not { } parties || RecordParties.FirstPlaces(record).Any(place => parties.Contains(place.Party)));
    }
}
