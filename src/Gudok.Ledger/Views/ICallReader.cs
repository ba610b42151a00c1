using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>What people and programs read: calls as views, in the form of parties that the reader was granted.</summary>
public interface ICallReader
{
    /// <summary>One page of calls, newest first.</summary>
    ValueTask<CallPage> SearchAsync(CallSearch search, PartySight sight, CancellationToken cancellationToken);

    /// <summary>One call; null if there is none.</summary>
    ValueTask<CallView?> FindAsync(RecordId id, PartySight sight, CancellationToken cancellationToken);

    /// <summary>The messages of a call, all user parts, names, credentials and SDP origins masked; null if there is no such call.</summary>
    ValueTask<CallMessages?> MessagesAsync(RecordId id, CancellationToken cancellationToken);

    /// <summary>Calls as they are recorded from now on, those that the search matches, until cancelled. A slow reader loses the oldest and is
    /// told how many by <see cref="LiveCall.Missed"/>.</summary>
    IAsyncEnumerable<LiveCall> FollowAsync(CallSearch search, PartySight sight, CancellationToken cancellationToken);
}

/// <summary>What a reader asks for, in the reader's words. Members that are null do not narrow.</summary>
public sealed record CallSearch
{
    /// <summary>Starts at or after.</summary>
    public Sip.Instant? From { get; init; }

    /// <summary>Starts before.</summary>
    public Sip.Instant? To { get; init; }

    /// <summary>A number in any spelling, or a part of one, or a part of a name; finds what <see cref="Reach"/> allows.</summary>
    public string? Number { get; init; }

    /// <summary>What of a number calls may be found by: nothing unless it was granted, and then a search with <see cref="Number"/> finds none.</summary>
    public NumberReach Reach { get; init; }

    /// <summary>One of these directions.</summary>
    public IReadOnlyList<CallDirection>? Directions { get; init; }

    /// <summary>One of these dispositions.</summary>
    public IReadOnlyList<CallDisposition>? Dispositions { get; init; }

    /// <summary>Talk time of at least so many seconds.</summary>
    public double? MinTalkSeconds { get; init; }

    /// <summary>Talk time of at most so many seconds.</summary>
    public double? MaxTalkSeconds { get; init; }

    /// <summary>Taken by one of these operators; letter case does not matter here and below.</summary>
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

    /// <summary>Calls of one conversation: <see cref="CallView.LinkId"/> of one of them.</summary>
    public string? LinkId { get; init; }

    /// <summary>Where to go on: <see cref="CallPage.Next"/> of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>How many calls a page, 1 to 1000.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>One page of calls.</summary>
/// <param name="Calls">Newest first.</param>
/// <param name="Next">Cursor of the next page, null if this was the last.</param>
/// <param name="DirectoryPercent">How much of the directory a search by part could see, 0–100.</param>
/// <param name="IsPartCut">Whether the part matched more parties than a search follows; the answer is not complete.</param>
public sealed record CallPage(IReadOnlyList<CallView> Calls, string? Next, int DirectoryPercent, bool IsPartCut);

/// <summary>A call that has just been recorded or corrected.</summary>
/// <param name="Call">The call.</param>
/// <param name="IsCorrection">Whether the call was there before and changed.</param>
/// <param name="Missed">How many calls this reader lost before this one.</param>
public sealed record LiveCall(CallView Call, bool IsCorrection, long Missed);

/// <summary>The messages of a call.</summary>
/// <param name="Status">Whether they can be shown.</param>
/// <param name="Messages">In order of time.</param>
public sealed record CallMessages(MessagesStatus Status, IReadOnlyList<MessageView> Messages);

/// <summary>Whether a call's messages can be shown.</summary>
public enum MessagesStatus
{
    /// <summary>They are here.</summary>
    Kept,

    /// <summary>They were never kept, or their term is over.</summary>
    NotKept,

    /// <summary>A party of the call was erased, and the messages with it.</summary>
    Erased,
}

/// <summary>One masked message of a call.</summary>
/// <param name="Time">RFC 3339 UTC, microseconds.</param>
/// <param name="From">Network address it came from.</param>
/// <param name="To">Network address it went to.</param>
/// <param name="Transport">What carried it.</param>
/// <param name="Leg">Index of its leg in the record.</param>
/// <param name="Summary">Method, or status and phrase: what the ladder writes on the arrow.</param>
/// <param name="Text">The whole message, masked.</param>
public sealed record MessageView(string Time, string From, string To, Sip.TransportKind Transport, int Leg, string Summary, string Text);
