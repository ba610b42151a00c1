using System.Text;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Reads the call that the log of one Call-ID tells: its outcome, when that is certain, and its record.</summary>
internal sealed class CallReader(AssemblyOptions options, PartyReader parties)
{
    private readonly LogReader _log = new();
    private readonly AttemptJudge _judge = new(options);
    private readonly LegWriter _legs = new(options);
    private readonly DirectionRule _direction = new(options, parties.Own);
    private readonly List<ObservedLeg> _written = [];

    /// <summary>Whether what was read last proves that there was a call.</summary>
    public bool IsProved { get; private set; }

    /// <summary>When the call read last is over unless another message comes, in microseconds of the call's clock.</summary>
    public long OverAt { get; private set; }

    /// <summary>Reads and judges the log.</summary>
    public void Read(OpenCall call)
    {
        _log.Read(call);
        IsProved = false;
        OverAt = long.MinValue;
        foreach (var attempt in _log.Attempts.Span)
        {
            _judge.Judge(call, attempt);
            IsProved |= attempt.HasInvite || attempt.Outcome.State != AttemptState.Unproved;
            OverAt = Math.Max(OverAt, attempt.Outcome.OverAt);
        }
    }

    /// <summary>Whether a new dialog-forming INVITE continues the call read last.</summary>
    /// <param name="fromTag">Index of its From-tag.</param>
    /// <param name="time">Its time.</param>
    public bool IsContinuedBy(byte fromTag, long time)
    {
        var isOpen = false;
        var retry = options.RetryWindow.InMicros;
        foreach (var attempt in _log.Attempts.Span)
        {
            var outcome = attempt.Outcome;
            isOpen |= outcome.EndedAt == Moment.Never || time <= outcome.EndedAt;
            var isRefused = outcome.State is AttemptState.AwaitingRetry or AttemptState.Refused or AttemptState.Cancelling;

            // Whoever was asked for a password may take his time to key it: a challenged call goes on as long as its key is remembered.
            var isChallenged = isRefused && outcome.Status is 401 or 407;
            if (attempt.FromTag == fromTag && (isChallenged || (isRefused && time <= outcome.EndedAt + retry))) return true;
        }

        return isOpen;
    }

    /// <summary>Who talks in the call read last; false if nobody does any more, or not yet.</summary>
    public bool TryReadTalk(OpenCall call, out Talk talk)
    {
        var isTalking = false;
        foreach (var attempt in _log.Attempts.Span) isTalking |= attempt.Outcome.State == AttemptState.Talking;
        talk = default;
        if (!isTalking) return false;
        var first = _log.Attempts[0];
        talk = new Talk(LegWriter.CallerOf(call, first), Callee(call), StartOf(first));
        return true;
    }

    /// <summary>Writes the record of the call read last.</summary>
    /// <param name="call">The call.</param>
    /// <param name="revision">How often it was given out before.</param>
    public ObservedCall Write(OpenCall call, int revision)
    {
        var first = _log.Attempts[0];
        var outcome = first.Outcome;
        var callId = Encoding.UTF8.GetString(call.CallId);
        WriteLegs(call, callId);
        var times = new CallTimes(first);
        var home = LegWriter.HomeInvite(first);
        var start = StartOf(first).Micros;
        var isEndSeen = outcome.EndedAt != Moment.Never;
        var end = isEndSeen ? outcome.EndedAt : Math.Max(call.LastSeen, call.Media?.LastAt ?? long.MinValue);
        var media = call.Media?.Read(_legs.IndexOf) ?? [];
        var dialled = home?.Target ?? call.FirstParties?.To ?? default;
        var caller = LegWriter.CallerOf(call, first);
        return new ObservedCall
        {
            SessionId = callId,
            FromTag = LegWriter.TagOf(call, first.FromTag),
            OtherTag = first.HasInvite || outcome.AnsweredAt != Moment.Never ? null : LegWriter.TagOf(call, outcome.Main?.ToTag ?? 0),
            Revision = revision,
            Legs = _written.ToArray(),
            Direction = _direction.Of(caller, dialled, _written[0].From, LastReceiver(first, _written[0].To)),
            Caller = caller,
            Callee = Callee(call),
            Dialled = dialled,
            Withheld = home is { IsPrivate: true } || caller.Kind == PartyKind.Withheld,
            StartedAt = new Instant(start),
            RingingAt = ToInstant(times.Ringing),
            AnsweredAt = ToInstant(outcome.AnsweredAt),
            EndedAt = new Instant(end),
            SetupMs = first.HasInvite ? SetupOf(start, times.Progress, outcome.AnsweredAt) : null,
            EarlyMediaMs = EarlyMediaOf(times.EarlyMedia, outcome.AnsweredAt, end),
            Disposition = outcome.Disposition,
            SipStatus = outcome.Status,
            Cause = outcome.Cause,
            EndedBy = outcome.EndedBy,
            Transfer = TransferOf(call, first),
            Quality = MediaSummary.Of(media),
            Media = media,
            OneWayAudio = call.Media?.ReadUnheard(outcome.AnsweredAt, end) ?? OneWayAudio.None,
            Source = call.Source,
            IsComplete = first.HasInvite && isEndSeen,
            IsStartEstimated = !first.HasInvite,
            IsEndEstimated = !isEndSeen,
            IsLossSuspected = IsLossProved(),
            Messages = call.Kept?.List(call.Points, _legs.IndexOf) ?? [],
        };
    }

    private void WriteLegs(OpenCall call, string callId)
    {
        _legs.Clear();
        _written.Clear();
        foreach (var attempt in _log.Attempts.Span) _legs.Write(call, attempt, callId, _written);
    }

    /// <summary>The callee of the attempt that answered last, else of the last one: a back-to-back user agent that keeps the Call-ID
    /// makes a new attempt for each leg.</summary>
    private Party Callee(OpenCall call)
    {
        var attempts = _log.Attempts.Span;
        for (var index = attempts.Length - 1; index >= 0; index--)
        {
            if (attempts[index].Outcome.Disposition == CallDisposition.Answered) return LegWriter.CalleeOf(call, attempts[index]);
        }

        return LegWriter.CalleeOf(call, attempts[^1]);
    }

    private bool IsLossProved()
    {
        foreach (var attempt in _log.Attempts.Span)
        {
            if (attempt.IsLossProved) return true;
        }

        return false;
    }

    private static NetworkEndpoint LastReceiver(Attempt attempt, NetworkEndpoint first)
    {
        var (last, at) = (first, long.MinValue);
        foreach (var transaction in attempt.Transactions.Span)
        {
            if (transaction.Invite is null || transaction.InviteAt < at) continue;
            (last, at) = (transaction.Invite.Receiver, transaction.InviteAt);
        }

        return last;
    }

    private static Instant StartOf(Attempt attempt) => new(attempt.HasInvite ? attempt.StartedAt : attempt.FirstAt);

    private static CallTransfer TransferOf(OpenCall call, Attempt first)
    {
        var isReferred = false;
        foreach (ref readonly var line in call.Sightings)
        {
            if ((line.Flags & SightingFlags.Replaces) != 0) return CallTransfer.Attended;
            isReferred |= line is { Method: SipMethod.Refer, Status: >= 200 and < 300 };
        }

        if (isReferred) return CallTransfer.Blind;
        foreach (var transaction in first.Transactions.Span)
        {
            if (transaction.WasDiverted) return CallTransfer.Diverted;
        }

        return CallTransfer.None;
    }

    private static long? SetupOf(long start, long progress, long answer)
    {
        var first = Math.Min(progress, answer);
        return first == Moment.Never ? null : Math.Max(0, (first - start) / 1000);
    }

    private static long? EarlyMediaOf(long media, long answer, long end)
    {
        if (media == Moment.Never || media > answer) return null;
        return Math.Max(0, ((answer == Moment.Never ? end : answer) - media) / 1000);
    }

    private static Instant? ToInstant(long time) => time == Moment.Never ? null : new Instant(time);
}
