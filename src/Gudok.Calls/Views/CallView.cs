namespace Gudok.Calls;

/// <summary>A call as one reader gets it: the public form, <c>schemas/call-view.v1.schema.json</c>.</summary>
/// <remarks>Times are RFC 3339 in UTC with microseconds. Enumerations are words in camel case.</remarks>
public sealed record CallView
{
    /// <summary>UUIDv8.</summary>
    public required string Id { get; init; }

    /// <summary>Call-ID of the first leg.</summary>
    public required string SessionId { get; init; }

    /// <summary>The legs.</summary>
    public required IReadOnlyList<LegView> Legs { get; init; }

    /// <summary>What groups the calls of one conversation.</summary>
    public string? LinkId { get; init; }

    /// <summary>Trunk or channel.</summary>
    public string? ChannelId { get; init; }

    /// <summary>Which way it went.</summary>
    public required CallDirection Direction { get; init; }

    /// <summary>Who called; null if not known.</summary>
    public PartyView? Caller { get; init; }

    /// <summary>Who answered, or was rung last.</summary>
    public PartyView? Callee { get; init; }

    /// <summary>Whom the caller asked for.</summary>
    public PartyView? Dialled { get; init; }

    /// <summary>Whether the caller asked for privacy.</summary>
    public bool Withheld { get; init; }

    /// <summary>The first INVITE.</summary>
    public required string StartedAt { get; init; }

    /// <summary>The first ringing.</summary>
    public string? RingingAt { get; init; }

    /// <summary>The answer.</summary>
    public string? AnsweredAt { get; init; }

    /// <summary>The end.</summary>
    public string? EndedAt { get; init; }

    /// <summary>Start to the first 18x or 2xx, milliseconds.</summary>
    public long? SetupMs { get; init; }

    /// <summary>Answer to end, milliseconds.</summary>
    public long? TalkMs { get; init; }

    /// <summary>Early media, milliseconds.</summary>
    public long? EarlyMediaMs { get; init; }

    /// <summary>How it went out.</summary>
    public required CallDisposition Disposition { get; init; }

    /// <summary>The final status that decided; null if none was seen.</summary>
    public int? SipStatus { get; init; }

    /// <summary>Q.850 cause.</summary>
    public int? Cause { get; init; }

    /// <summary>Who ended it.</summary>
    public CallEnd EndedBy { get; init; }

    /// <summary>Whether and how it was transferred.</summary>
    public CallTransfer Transfer { get; init; }

    /// <summary>Media figures: the worst of the streams in <see cref="Media"/>.</summary>
    public CallQuality? Quality { get; init; }

    /// <summary>The media of the legs, stream by stream; null if none were seen or told of.</summary>
    public IReadOnlyList<MediaView>? Media { get; init; }

    /// <summary>Whose voice did not come through; null if nothing tells.</summary>
    public OneWayAudio? OneWayAudio { get; init; }

    /// <summary>The operator's account name.</summary>
    public string? Operator { get; init; }

    /// <summary>The department.</summary>
    public string? Department { get; init; }

    /// <summary>The service.</summary>
    public string? Service { get; init; }

    /// <summary>The topic.</summary>
    public string? Topic { get; init; }

    /// <summary>The kind of request.</summary>
    public string? Kind { get; init; }

    /// <summary>Id of the application.</summary>
    public string? Application { get; init; }

    /// <summary>Priority.</summary>
    public int? Priority { get; init; }

    /// <summary>Handling status.</summary>
    public string? Handling { get; init; }

    /// <summary>Region.</summary>
    public string? Region { get; init; }

    /// <summary>The operator's note; numbers in it blotted out unless the parties are shown in full.</summary>
    public string? Note { get; init; }

    /// <summary>True if there was a note and it died with a party of the call.</summary>
    public bool? NoteErased { get; init; }

    /// <summary>Id of the call that this one was passed on to.</summary>
    public string? TransferredTo { get; init; }

    /// <summary>How many amendments people made: what <c>If-Match</c> is compared with.</summary>
    public int Version { get; init; }

    /// <summary>True while a legal hold covers the call.</summary>
    public bool? Held { get; init; }

    /// <summary>The input that saw it.</summary>
    public required string Source { get; init; }

    /// <summary>Whether beginning and end were both seen.</summary>
    public bool Complete { get; init; }

    /// <summary>Whether the start is a guess.</summary>
    public bool StartEstimated { get; init; }

    /// <summary>Whether the end is a guess.</summary>
    public bool EndEstimated { get; init; }

    /// <summary>Whether messages are missing.</summary>
    public bool LossSuspected { get; init; }
}

/// <summary>One leg of a <see cref="CallView"/>.</summary>
public sealed record LegView
{
    /// <summary>Call-ID.</summary>
    public required string CallId { get; init; }

    /// <summary>From-tag.</summary>
    public required string FromTag { get; init; }

    /// <summary>To-tag.</summary>
    public string? ToTag { get; init; }

    /// <summary>Who called on this leg.</summary>
    public PartyView? Caller { get; init; }

    /// <summary>Who was called on this leg.</summary>
    public PartyView? Callee { get; init; }

    /// <summary>The leg's INVITE.</summary>
    public required string StartedAt { get; init; }

    /// <summary>Its answer.</summary>
    public string? AnsweredAt { get; init; }

    /// <summary>Its end.</summary>
    public string? EndedAt { get; init; }

    /// <summary>How it went out.</summary>
    public CallDisposition Disposition { get; init; }

    /// <summary>Its final status.</summary>
    public int? SipStatus { get; init; }

    /// <summary>Network address that the INVITE came from.</summary>
    public string? From { get; init; }

    /// <summary>Network address that the INVITE went to.</summary>
    public string? To { get; init; }
}
