using System.Collections.Frozen;

namespace Gudok.Calls;

/// <summary>The fields that a map may name.</summary>
public static class TableColumns
{
    internal const string SessionId = "sessionId";
    internal const string FromTag = "fromTag";
    internal const string Caller = "caller";
    internal const string Callee = "callee";
    internal const string Dialled = "dialled";
    internal const string StartedAt = "startedAt";
    internal const string RingingAt = "ringingAt";
    internal const string AnsweredAt = "answeredAt";
    internal const string EndedAt = "endedAt";
    internal const string RingTime = "ringTime";
    internal const string TalkTime = "talkTime";
    internal const string TotalTime = "totalTime";
    internal const string Disposition = "disposition";
    internal const string Direction = "direction";
    internal const string SipStatus = "sipStatus";
    internal const string Cause = "cause";
    internal const string ChannelId = "channelId";
    internal const string Operator = "operator";
    internal const string Department = "department";
    internal const string Service = "service";
    internal const string Topic = "topic";
    internal const string Kind = "kind";
    internal const string Application = "application";
    internal const string Priority = "priority";
    internal const string Handling = "handling";
    internal const string Region = "region";

    /// <summary>All of them with what they mean.</summary>
    public static FrozenDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        [SessionId] = "The system's id of the call; rows with one id are one call. Required.",
        [FromTag] = "From-tag, where the id is a Call-ID: then the call is the same record as on the wire.",
        [Caller] = "Who called.",
        [Callee] = "Who answered or was rung last. This or dialled is required.",
        [Dialled] = "Whom the caller asked for.",
        [StartedAt] = "When the call began. Required.",
        [RingingAt] = "When it rang.",
        [AnsweredAt] = "When it was answered.",
        [EndedAt] = "When it ended.",
        [RingTime] = "Start to answer, in seconds or as h:mm:ss.",
        [TalkTime] = "Answer to end, in seconds or as h:mm:ss.",
        [TotalTime] = "Start to end, in seconds or as h:mm:ss.",
        [Disposition] = "How it went out, in the words of the map's dispositions or in ours. Without it: answered if there was talk, else noAnswer.",
        [Direction] = "Which way it went, in the words of the map's directions or in ours. Without it: by the own numbers of the settings.",
        [SipStatus] = "Final SIP status.",
        [Cause] = "Q.850 cause.",
        [ChannelId] = "Trunk or channel.",
        [Operator] = "Account name of the operator, no number.",
        [Department] = "The department that took the call.",
        [Service] = "The service that the caller turned to.",
        [Topic] = "What it was about.",
        [Kind] = "enquiry, complaint or notification.",
        [Application] = "Id of the application.",
        [Priority] = "1 (highest) to 9.",
        [Handling] = "handled, inWork or refused.",
        [Region] = "Region of the caller.",
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
