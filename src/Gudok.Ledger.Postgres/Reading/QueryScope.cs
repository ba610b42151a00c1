using Gudok.Calls;

namespace Gudok.Ledger.Postgres;

/// <summary>What a query asks, made ready for SQL: where it begins, how far down it goes, and what of its filters the server can judge.</summary>
/// <remarks>The server's judgement may let through too much, never too little: <see cref="RecordMatcher"/> has the last word.</remarks>
internal sealed class QueryScope
{
    private QueryScope(CallQuery query, RecordMatcher matcher, long start, RecordId id)
    {
        Matcher = matcher;
        Start = start;
        Id = id;
        Least = query.From?.Micros ?? long.MinValue;
        Limit = query.Limit;
        Ways = Traits.Accepted(query) is { } accepted
            ? [.. Enumerable.Range(0, accepted.Length).Where(way => accepted[way]).Select(way => (short)way)]
            : null;
        Parties = matcher.Keys?.Select(key => unchecked((long)key)).ToArray();
        AreLinks = query.Parties is null;
        LeastTalk = query.MinTalkMs is { } least ? CallCopy.Talk(least) : null;
        MostTalk = query.MaxTalkMs is { } most ? CallCopy.Talk(most) : null;
    }

    public RecordMatcher Matcher { get; }

    /// <summary>Records before this start, microseconds, …</summary>
    public long Start { get; }

    /// <summary>… and at that start before this id.</summary>
    public RecordId Id { get; }

    /// <summary>Records from this start on.</summary>
    public long Least { get; }

    public int Limit { get; }

    /// <summary>Directions and dispositions that match, null if all do.</summary>
    public short[]? Ways { get; }

    /// <summary>The values under which parties and links stand; null if the query names none.</summary>
    public long[]? Parties { get; }

    /// <summary>Whether the parties are none but the link of a conversation.</summary>
    public bool AreLinks { get; }

    public int? LeastTalk { get; }

    public int? MostTalk { get; }

    /// <summary>The upper twelve bits of a key, as of a record at <see cref="Start"/>, before which keys go on.</summary>
    /// <remarks>The id of a record whose start was moved begins with its former start: then all, or none, at this start come after it.</remarks>
    public short KeyHigh => IdMilliseconds switch
    {
        > 0 => short.MaxValue,
        < 0 => -1,
        _ => (short)Id.Key.High,
    };

    public long KeyLow => (long)Id.Key.Low;

    private int IdMilliseconds => Id == default ? -1 : Id.StartMilliseconds.CompareTo(RecordId.Create(new Sip.Instant(Start), default).StartMilliseconds);

    /// <summary>Whether a record lies within and its facts match.</summary>
    public bool Holds(CallRecord record) =>
        (record.StartedAt.Micros < Start || (record.StartedAt.Micros == Start && record.Id < Id)) && record.StartedAt.Micros >= Least && Matcher.Matches(record);

    /// <summary>Makes a query ready.</summary>
    /// <param name="query">The query.</param>
    /// <param name="matcher">Its filters.</param>
    /// <param name="after">The record to go on after; null to begin after the one that <see cref="CallQuery.After"/> names, if any.</param>
    public static QueryScope Of(CallQuery query, RecordMatcher matcher, CallRecord? after)
    {
        var (start, id) = (query.To?.Micros ?? long.MaxValue, default(RecordId));
        if ((after?.Id ?? query.After) is { } afterId)
        {
            var last = after?.StartedAt.Micros ?? afterId.StartMilliseconds * 1000;
            if (last < start) (start, id) = (last, afterId);
        }

        return new QueryScope(query, matcher, start, id);
    }
}
