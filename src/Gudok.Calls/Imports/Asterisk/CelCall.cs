using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Makes a call of the events of its channels: one row a channel, then by the rules of all rows.</summary>
internal static class CelCall
{
    /// <summary>Makes the call; null if the events are those of no channel, such as a lone LINKEDID_END.</summary>
    public static ObservedCall? Make(IReadOnlyList<CelRow> events, RowMerge merge)
    {
        var ordered = events.DistinctBy(one => (one.Event, one.LegId, one.Channel, one.StartedAt)).OrderBy(one => one.StartedAt).ThenBy(one => one.Sequence).ToList();
        var channels = ordered.Where(one => one.Event != CelEvents.Last).GroupBy(one => one.LegId!).Select(group => group.ToList()).ToList();
        if (channels.Count == 0) return null;
        var callers = channels.Find(channel => channel[0].LegId == channel[0].SessionId) ?? channels[0];
        var end = ordered.FindLast(one => one.Event == CelEvents.Last)?.StartedAt ?? EndOf(callers);
        var dialled = callers.Select(one => one.Dialled).FirstOrDefault(party => party.Kind != PartyKind.None);
        var rows = channels.Select(channel => Row(channel, callers, end) with { Dialled = dialled }).ToList();
        // The caller's own channel is the leg from which all others start; alone it is a call that only the dialplan took.
        if (rows.Count > 1) rows[channels.IndexOf(callers)] = rows[channels.IndexOf(callers)] with { HasCallee = false };
        var call = merge.Merge(rows);
        return call with { Disposition = Outcome(call, ordered), EndedBy = Ender(callers, ordered), Transfer = TransferOf(ordered) };
    }

    private static CallRow Row(List<CelRow> channel, List<CelRow> callers, Instant? callEnd)
    {
        var first = channel[0];
        var isCallers = channel == callers;
        var isLocal = AsteriskChannel.IsLocal(first.Channel);
        var answered = channel.Find(one => one.Event == CelEvents.Answer)?.StartedAt;
        var ended = EndOf(channel) ?? callEnd;
        var caller = callers.Select(one => one.Caller).FirstOrDefault(party => party.Kind != PartyKind.None);
        var isTalk = !isCallers && !isLocal && answered is not null;
        return new CallRow
        {
            Keys = [],
            SessionId = first.SessionId,
            LegId = first.LegId,
            Sequence = first.Sequence,
            IsCallers = isCallers,
            HasCallee = !isCallers,
            IsPassage = isLocal,
            Caller = caller,
            Callee = isCallers || isLocal ? default : Callee(channel),
            StartedAt = first.StartedAt,
            AnsweredAt = isTalk ? answered : null,
            GreetedAt = isCallers ? answered : null,
            EndedAt = ended,
            Disposition = isTalk ? CallDisposition.Answered : CallDisposition.NoAnswer,
            Cause = channel.FindLast(one => one.Cause is not null)?.Cause,
            ChannelId = isLocal || first.Channel.Length == 0 ? null : AsteriskChannel.Device(first.Channel),
        };
    }

    // A channel that was dialled bears the number that it reached as its own caller id, else its device does.
    private static Party Callee(List<CelRow> channel) =>
        channel.Select(one => one.Caller).FirstOrDefault(party => party.Kind != PartyKind.None);

    private static Instant? EndOf(List<CelRow> channel) => channel.FindLast(one => one.Event is CelEvents.Hangup or CelEvents.End)?.StartedAt;

    private static CallDisposition Outcome(ObservedCall call, List<CelRow> events)
    {
        if (call.Disposition == CallDisposition.Answered) return CallDisposition.Answered;
        var status = events.FindLast(one => one.DialStatus.Length > 0)?.DialStatus ?? "";
        return AsteriskWords.TryRead(status, out var said) && said != CallDisposition.Answered ? said : call.Disposition;
    }

    private static CallEnd Ender(List<CelRow> callers, List<CelRow> events)
    {
        var source = events.Find(one => one.HangupSource.Length > 0)?.HangupSource;
        if (source is null) return CallEnd.Unknown;
        if (callers.Exists(one => one.Channel == source)) return CallEnd.Caller;
        return source.Contains('/', StringComparison.Ordinal) ? CallEnd.Callee : CallEnd.System;
    }

    private static CallTransfer TransferOf(List<CelRow> events)
    {
        if (events.Exists(one => one.Event == CelEvents.Attended)) return CallTransfer.Attended;
        if (events.Exists(one => one.Event == CelEvents.Blind)) return CallTransfer.Blind;
        return events.Exists(one => one.Event == CelEvents.Forward) ? CallTransfer.Diverted : CallTransfer.None;
    }
}
