using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Makes one call of several legs: the leg nearest the caller gives the times, the one nearest the callee says who was reached.</summary>
internal static class CallMerge
{
    /// <summary>Merges ended legs.</summary>
    /// <param name="legs">At least one.</param>
    /// <param name="given">What was given out of this call before: its identity stays.</param>
    public static ObservedCall Merge(IReadOnlyList<LegReport> legs, ObservedCall? given)
    {
        var calls = legs.OrderBy(leg => leg, Comparer<LegReport>.Create(Compare)).Select(leg => leg.Call!).ToList();
        var call = calls.Count == 1 ? calls[0] : Merge(calls);
        return given is null
            ? call with { Revision = 0 }
            : call with { SessionId = given.SessionId, FromTag = given.FromTag, Revision = given.Revision + 1 };
    }

    private static int Compare(LegReport one, LegReport other)
    {
        if (Names(one, other) != Names(other, one)) return Names(one, other) ? 1 : -1;
        var byStart = one.StartedAt.CompareTo(other.StartedAt);
        return byStart != 0 ? byStart : string.CompareOrdinal(one.CallId, other.CallId);
    }

    private static bool Names(LegReport one, LegReport other) => one.Tokens?.References.Contains(other.CallId) ?? false;

    private static ObservedCall Merge(List<ObservedCall> calls)
    {
        var first = calls[0];
        var reached = calls.FindLast(call => call.Disposition == CallDisposition.Answered) ?? calls[^1];

        // Legs that belong together may still contradict each other: a leg that ended before the answer does not tell when the call did.
        var end = first.IsEndEstimated ? calls.Find(call => !call.IsEndEstimated && !(call.EndedAt < first.AnsweredAt)) : null;
        var endedAt = end?.EndedAt ?? first.EndedAt;
        var isAnswerUnseen = first is { Disposition: CallDisposition.Answered, AnsweredAt: null };
        var media = Media(calls);
        return first with
        {
            Legs = [.. calls.SelectMany(call => call.Legs)],
            Callee = reached.Callee,
            RingingAt = first.RingingAt ?? First(calls, call => call.RingingAt),
            AnsweredAt = isAnswerUnseen ? First(calls, call => call.AnsweredAt <= endedAt ? call.AnsweredAt : null) : first.AnsweredAt,
            EndedAt = endedAt,
            EndedBy = end?.EndedBy ?? first.EndedBy,
            IsEndEstimated = first.IsEndEstimated && end is null,
            IsComplete = first.IsComplete || (!first.IsStartEstimated && end is not null),
            IsLossSuspected = calls.Exists(call => call.IsLossSuspected),
            Transfer = calls.Select(call => call.Transfer).FirstOrDefault(transfer => transfer != CallTransfer.None),
            Media = media,
            Quality = MediaSummary.Of(media),
            OneWayAudio = OneWay(calls, media),
            Messages = Messages(calls),
        };
    }

    private static List<MediaStream> Media(List<ObservedCall> calls)
    {
        if (calls.TrueForAll(call => call.Media.Count == 0)) return [];
        var offset = 0;
        var media = new List<MediaStream>();
        foreach (var call in calls)
        {
            var legsBefore = offset;
            media.AddRange(call.Media.Select(stream => stream with { Leg = stream.Leg + legsBefore }));
            offset += call.Legs.Count;
        }

        return media.Count <= MediaStream.MostOfCall ? media : media.GetRange(0, MediaStream.MostOfCall);
    }

    /// <summary>A leg whose media pass by another point than the capture's says nothing against a leg on which both were heard.</summary>
    private static OneWayAudio OneWay(List<ObservedCall> calls, List<MediaStream> media)
    {
        var isEachHeard = media.Exists(stream => stream.Direction == MediaDirection.CallerToCallee) && media.Exists(stream => stream.Direction == MediaDirection.CalleeToCaller);
        return isEachHeard ? OneWayAudio.None : calls.Select(call => call.OneWayAudio).FirstOrDefault(unheard => unheard != OneWayAudio.None);
    }

    private static Instant? First(List<ObservedCall> calls, Func<ObservedCall, Instant?> select) => calls.Select(select).FirstOrDefault(time => time is not null);

    private static KeptMessage[] Messages(List<ObservedCall> calls)
    {
        var offset = 0;
        var messages = new List<KeptMessage>();
        foreach (var call in calls)
        {
            var legsBefore = offset;
            messages.AddRange(call.Messages.Select(message => message with { Leg = message.Leg + legsBefore }));
            offset += call.Legs.Count;
        }

        return [.. messages.OrderBy(message => message.Time)];
    }
}
