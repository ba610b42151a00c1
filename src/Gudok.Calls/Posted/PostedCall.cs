namespace Gudok.Calls;

/// <summary>A call as another system posts it, <c>schemas/call-post.v1.schema.json</c>. Parties are plain: the object lives in memory only
/// and is a class, not a record, so that nothing prints its members by accident.</summary>
/// <remarks>Every member may be missing here; what is required and in which form is checked by <see cref="PostedCallReader"/>.</remarks>
public sealed class PostedCall
{
    /// <summary>The other system's id of the call (Call-ID where there is one): with <see cref="FromTag"/> its identity. Required.</summary>
    public string? SessionId { get; init; }

    /// <summary>From-tag of the first INVITE; left out where the other system has none.</summary>
    public string? FromTag { get; init; }

    /// <summary>Who called, in any spelling of a number, or <c>user@host</c>.</summary>
    public string? Caller { get; init; }

    /// <summary>Who answered or was rung last. This or <see cref="Dialled"/> is required.</summary>
    public string? Callee { get; init; }

    /// <summary>Whom the caller asked for; taken from <see cref="Callee"/> where left out, and the other way round.</summary>
    public string? Dialled { get; init; }

    /// <summary>Whether the caller asked for privacy.</summary>
    public bool? Withheld { get; init; }

    /// <summary>RFC 3339, required.</summary>
    public string? StartedAt { get; init; }

    /// <summary>RFC 3339.</summary>
    public string? RingingAt { get; init; }

    /// <summary>RFC 3339; required if and only if the call was answered.</summary>
    public string? AnsweredAt { get; init; }

    /// <summary>RFC 3339; left out while it is not known: the record is then incomplete.</summary>
    public string? EndedAt { get; init; }

    /// <summary>A word of <see cref="CallDisposition"/>, required.</summary>
    public string? Disposition { get; init; }

    /// <summary>Final SIP status, 200–699.</summary>
    public int? SipStatus { get; init; }

    /// <summary>Q.850 cause, 1–127.</summary>
    public int? Cause { get; init; }

    /// <summary>A word of <see cref="CallDirection"/>.</summary>
    public string? Direction { get; init; }

    /// <summary>A word of <see cref="CallEnd"/>.</summary>
    public string? EndedBy { get; init; }

    /// <summary>A word of <see cref="CallTransfer"/>.</summary>
    public string? Transfer { get; init; }

    /// <summary>Trunk or channel.</summary>
    public string? ChannelId { get; init; }

    /// <summary>The operator's account name, never a telephone number.</summary>
    public string? Operator { get; init; }

    /// <summary>The department that took the call.</summary>
    public string? Department { get; init; }

    /// <summary>The service that the caller turned to.</summary>
    public string? Service { get; init; }

    /// <summary>What it was about.</summary>
    public string? Topic { get; init; }

    /// <summary><c>enquiry</c>, <c>complaint</c> or <c>notification</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Id of the application.</summary>
    public string? Application { get; init; }

    /// <summary>Priority, 1 the highest, to 9.</summary>
    public int? Priority { get; init; }

    /// <summary><c>handled</c>, <c>inWork</c> or <c>refused</c>.</summary>
    public string? Handling { get; init; }

    /// <summary>Region of the caller, ISO 3166-2 where known.</summary>
    public string? Region { get; init; }

    /// <summary>The legs, the first one first; left out where the call was one leg.</summary>
    public IReadOnlyList<PostedLeg?>? Legs { get; init; }
}

/// <summary>One leg of a <see cref="PostedCall"/>.</summary>
public sealed class PostedLeg
{
    /// <summary>Call-ID, required.</summary>
    public string? CallId { get; init; }

    /// <summary>From-tag.</summary>
    public string? FromTag { get; init; }

    /// <summary>To-tag.</summary>
    public string? ToTag { get; init; }

    /// <summary>Who called on this leg.</summary>
    public string? Caller { get; init; }

    /// <summary>Who was called on this leg.</summary>
    public string? Callee { get; init; }

    /// <summary>RFC 3339, required.</summary>
    public string? StartedAt { get; init; }

    /// <summary>RFC 3339.</summary>
    public string? AnsweredAt { get; init; }

    /// <summary>RFC 3339.</summary>
    public string? EndedAt { get; init; }

    /// <summary>A word of <see cref="CallDisposition"/>, required.</summary>
    public string? Disposition { get; init; }

    /// <summary>Final SIP status, 200–699.</summary>
    public int? SipStatus { get; init; }

    /// <summary>Network address that the INVITE came from, <c>192.0.2.1:5060</c>.</summary>
    public string? From { get; init; }

    /// <summary>Network address that the INVITE went to.</summary>
    public string? To { get; init; }
}
