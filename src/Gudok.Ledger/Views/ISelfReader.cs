using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>What a person may read of the calls that the person took part in. The party is given by whoever knows whose request it is, never by the request.</summary>
public interface ISelfReader
{
    /// <summary>One page of a party's calls, newest first.</summary>
    /// <param name="party">The person's number.</param>
    /// <param name="from">From when on it is that person's: earlier calls are another's.</param>
    /// <param name="cursor">Where to go on: <see cref="SelfPage.Next"/> of the page before; null for the first.</param>
    /// <param name="limit">How many calls a page, 1 to 1000.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="LedgerInputException">The cursor is none.</exception>
    ValueTask<SelfPage> SearchAsync(Party party, Sip.Instant from, string? cursor, int limit, CancellationToken cancellationToken);

    /// <summary>One call of the party; null alike if there is none of that id and if the party took no part in it.</summary>
    ValueTask<SelfCall?> FindAsync(RecordId id, Party party, Sip.Instant from, CancellationToken cancellationToken);

    /// <summary>The party's pseudonyms of all months since a day, the newest first; none if no call names it.</summary>
    /// <param name="party">The person's number.</param>
    /// <param name="from">The first day.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Stops the look into the vault.</param>
    ValueTask<IReadOnlyList<string>> PseudonymsAsync(Party party, DateOnly from, int most, CancellationToken cancellationToken);
}

/// <summary>One page of the calls of one person.</summary>
/// <param name="Calls">Newest first.</param>
/// <param name="Next">Cursor of the next page, null if this was the last.</param>
public sealed record SelfPage(IReadOnlyList<SelfCall> Calls, string? Next);

/// <summary>A call as the person sees it who took part in it. Nobody else's number, name or words stand in it.</summary>
public sealed record SelfCall
{
    /// <summary>UUIDv8.</summary>
    public required string Id { get; init; }

    /// <summary>Whether the person called; false if the person was called.</summary>
    public required bool IsCaller { get; init; }

    /// <summary>RFC 3339 UTC.</summary>
    public required string StartedAt { get; init; }

    /// <summary>The answer; null if nobody answered.</summary>
    public string? AnsweredAt { get; init; }

    /// <summary>The end; null if it was not seen.</summary>
    public string? EndedAt { get; init; }

    /// <summary>Answer to end, milliseconds.</summary>
    public long? TalkMs { get; init; }

    /// <summary>How it went out.</summary>
    public required CallDisposition Disposition { get; init; }

    /// <summary>The service, numbers blotted out.</summary>
    public string? Service { get; init; }

    /// <summary>The topic, numbers blotted out.</summary>
    public string? Topic { get; init; }

    /// <summary>How it was handled.</summary>
    public string? Handling { get; init; }

    /// <summary>Whether whoever took the call wrote a note about it. The person may ask for what it says.</summary>
    public required bool HasNote { get; init; }
}
