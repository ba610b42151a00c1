using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>The filters over what is known of a call's handling, as people amended it: the details of a record are needed for them.</summary>
public static class TagMatch
{
    /// <summary>Whether a query asks for any of it.</summary>
    public static bool IsAsked(CallQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query.Operators is not null || query.Services is not null || query.Topics is not null || query.Kinds is not null
            || query.Handlings is not null || query.Priorities is not null;
    }

    /// <summary>Whether a record has what a query asks for; letter case does not matter.</summary>
    public static bool Matches(CallQuery query, CallRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (!IsAsked(query)) return true;
        var tags = record.Tags.With(record.Amended);
        return IsAmong(query.Operators, tags.Operator)
            && IsAmong(query.Services, tags.Service)
            && IsAmong(query.Topics, tags.Topic)
            && IsAmong(query.Kinds, tags.Kind)
            && IsAmong(query.Handlings, tags.Handling)
            && (query.Priorities is not { } priorities || (tags.Priority is { } priority && priorities.Contains(priority)));
    }

    private static bool IsAmong(IReadOnlyList<string>? words, string? word) =>
        words is null || (word is not null && words.Contains(word, StringComparer.OrdinalIgnoreCase));
}
