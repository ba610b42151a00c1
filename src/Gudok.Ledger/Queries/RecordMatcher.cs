using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>Whether a record is what a query asks for.</summary>
internal sealed class RecordMatcher(CallQuery query)
{
    // No party is nobody's: asking for it finds nothing, not all calls that lack one.
    private readonly HashSet<ulong>? _parties =
        query.Parties is null ? null : [.. query.Parties.Where(party => !party.IsNone).Select(party => party.Value)];

    /// <summary>Whether no record can match.</summary>
    public bool IsVoid => _parties is { Count: 0 } || query.Directions is { Count: 0 } || query.Dispositions is { Count: 0 };

    /// <summary>The values under which the party index finds what can match; null if it cannot help.</summary>
    public IReadOnlyCollection<ulong>? Keys => _parties ?? (query.LinkId is { } link ? [PartyKeys.Link(link)] : null);

    /// <summary>Whether the details of a record must be read to tell.</summary>
    public bool NeedsTags { get; } = TagMatch.IsAsked(query);

    /// <summary>Whether the details match, where they are asked for.</summary>
    public bool MatchesTags(CallRecord record) => !NeedsTags || TagMatch.Matches(query, record);

    /// <summary>Whether the facts match.</summary>
    public bool Matches(CallRecord record) =>
        (query.From is not { } from || record.StartedAt >= from)
        && (query.To is not { } to || record.StartedAt < to)
        && (query.Directions?.Contains(record.Direction) ?? true)
        && (query.Dispositions?.Contains(record.Disposition) ?? true)
        && (query.MinTalkMs is not { } least || record.TalkMs >= least)
        && (query.MaxTalkMs is not { } most || record.TalkMs <= most)
        && (query.LinkId is not { } link || record.LinkId == link)
        && (_parties is null || Names(record, _parties));

    private static bool Names(CallRecord record, HashSet<ulong> parties)
    {
        if (parties.Contains(record.Caller.Value) || parties.Contains(record.Callee.Value) || parties.Contains(record.Dialled.Value)) return true;
        foreach (var leg in record.Legs)
        {
            if (parties.Contains(leg.Caller.Value) || parties.Contains(leg.Callee.Value)) return true;
        }

        return false;
    }
}
