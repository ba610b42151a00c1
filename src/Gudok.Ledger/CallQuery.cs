using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Which records to find. Members that are null do not narrow.</summary>
public sealed record CallQuery
{
    /// <summary>The most records of a page.</summary>
    public const int MaxLimit = 1000;

    /// <summary>Starts at or after.</summary>
    public Instant? From { get; init; }

    /// <summary>Starts before.</summary>
    public Instant? To { get; init; }

    /// <summary>Calls in which one of these is caller, callee, dialled or on a leg. An empty list matches nothing.</summary>
    public IReadOnlyList<PartyId>? Parties { get; init; }

    /// <summary>One of these directions.</summary>
    public IReadOnlyList<CallDirection>? Directions { get; init; }

    /// <summary>One of these dispositions.</summary>
    public IReadOnlyList<CallDisposition>? Dispositions { get; init; }

    /// <summary>Talk time of at least so many milliseconds.</summary>
    public long? MinTalkMs { get; init; }

    /// <summary>Talk time of at most so many milliseconds.</summary>
    public long? MaxTalkMs { get; init; }

    /// <summary>Taken by one of these operators.</summary>
    public IReadOnlyList<string>? Operators { get; init; }

    /// <summary>Of one of these services, as amended.</summary>
    public IReadOnlyList<string>? Services { get; init; }

    /// <summary>About one of these topics, as amended.</summary>
    public IReadOnlyList<string>? Topics { get; init; }

    /// <summary>Of one of these kinds, as amended.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    /// <summary>Handled so, as amended.</summary>
    public IReadOnlyList<string>? Handlings { get; init; }

    /// <summary>Of one of these priorities, as amended.</summary>
    public IReadOnlyList<int>? Priorities { get; init; }

    /// <summary>Calls of one conversation.</summary>
    public CallKey? LinkId { get; init; }

    /// <summary>Continue after this record of the page before.</summary>
    public RecordId? After { get; init; }

    /// <summary>How many records, 1 to <see cref="MaxLimit"/>.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>One page of records.</summary>
/// <param name="Records">Newest start first; equal starts by id, greatest first.</param>
/// <param name="Next">Where the next page begins, null if this was the last.</param>
public sealed record RecordPage(IReadOnlyList<CallRecord> Records, RecordId? Next);
