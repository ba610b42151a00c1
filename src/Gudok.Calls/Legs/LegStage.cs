using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>The first stage of assembly: follows the messages of each Call-ID and says when its call is over.</summary>
/// <remarks>Works alone on one thread and does the same for the same input. Partitioned by <see cref="Partition"/>: a Call-ID's fate
/// depends on no other. See docs/decisions/0005-two-stage-assembly.md.</remarks>
public sealed partial class LegStage
{
    private readonly AssemblyOptions _options;
    private readonly HeaderFacts _headers;
    private readonly TokenReader _tokens;
    private readonly CallReader _reader;
    private readonly ObservationPoints _points = new();
    private readonly SightingMaker _lines;
    private readonly GivenNews _news;
    private readonly LookTimes _looks;
    private readonly StateJournal? _journal;
    private readonly Parking _parking;
    private readonly TalkTeller _talks;
    private readonly StageClock _clock;
    private readonly DeadlineQueue<OpenCall> _deadlines = new();
    private readonly Dictionary<byte[], OpenCall> _calls = new(Octets.Comparer);
    private readonly Dictionary<byte[], OpenCall>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private readonly Queue<LegReport> _reports = new();
    private readonly SpareCalls _spare = new();
    private readonly MediaTable _media;
    private int _settledCalls;

    /// <summary>Makes an empty stage.</summary>
    /// <param name="options">Timers, limits and rules.</param>
    /// <param name="parties">Reads the parties of From, To and Request-URI.</param>
    /// <param name="journal">Saves what the stage knows; null if it will never be saved.</param>
    /// <param name="parked">Where silent calls wait; null if all stay in memory.</param>
    /// <param name="talks">Is told which calls are talked on; null if nobody asks.</param>
    public LegStage(AssemblyOptions options, PartyReader parties, StateJournal? journal = null, IParkedCalls? parked = null, ITalkWatch? talks = null)
    {
        _journal = journal;
        _news = new GivenNews(isSaved: journal is not null);
        _looks = new LookTimes(options);
        _parking = new Parking(options, parked);
        _options = options;
        _headers = new HeaderFacts(options, parties);
        _tokens = new TokenReader(options, _headers);
        _reader = new CallReader(options, parties);
        _talks = new TalkTeller(_reader, talks);
        _lines = new SightingMaker(_points);
        _clock = new StageClock(options.ClockStep);
        _lookup = _calls.GetAlternateLookup<ReadOnlySpan<byte>>();
        _media = new MediaTable(callId => _calls.GetValueOrDefault(callId));
    }

    /// <summary>Call-IDs held in memory, those given out and still remembered included.</summary>
    public int HeldCalls => _calls.Count;

    /// <summary>Call-IDs in memory whose call is in progress.</summary>
    public int OpenCalls => _calls.Count - _settledCalls;

    /// <summary>The moment of the stage's clock, which follows its sources and never runs back: what the call stage is to be ticked with.</summary>
    public Instant Now => new(_clock.Now);

    /// <summary>Messages of Call-IDs that proved to be no call only later: to be counted as <c>orphan</c>. Never falls.</summary>
    public long LateOrphans { get; private set; }

    /// <summary>Messages that were not kept for the ladder because their call had too many. Never falls.</summary>
    public long UnkeptMessages { get; private set; }

    /// <summary>Addresses and streams of media that were not followed because there were too many. Never falls.</summary>
    public long UnmeasuredMedia => _media.Unmeasured;

    /// <summary>Which of several stages follows a Call-ID.</summary>
    /// <param name="callId">Call-ID as on the wire.</param>
    /// <param name="count">How many stages there are, from 1.</param>
    public static int Partition(ReadOnlySpan<byte> callId, int count) => (int)((Octets.Hash(callId) >> 32) % (uint)count);

    /// <summary>Takes a message.</summary>
    /// <param name="frame">When and where it was seen.</param>
    /// <param name="message">What was read of it.</param>
    /// <param name="source">The input that saw it, for the record of a call that begins with it.</param>
    public MessageVerdict Accept(in SipFrame frame, in SipMessage message, string source)
    {
        if (message.CallId.IsEmpty) return MessageVerdict.Unusable;
        var kind = MessageKinds.Of(message.Method);
        if (kind is MessageKind.Foreign or MessageKind.Either && VqReport.IsCarriedBy(message) && TakeVqReport(frame, message, source)) return MessageVerdict.Taken;
        if (kind == MessageKind.Foreign) return MessageVerdict.OtherMethod;
        var moment = _clock.Take(source, frame.Time);
        var call = Find(message.CallId, moment);
        if (kind != MessageKind.Logged || message.Method == SipMethod.Refer)
        {
            if (call is null) return kind == MessageKind.InDialog ? MessageVerdict.Orphan : MessageVerdict.OtherMethod;
            if (message.IsRequest && message.To.Tag.IsEmpty) return MessageVerdict.OtherMethod;
            if (kind != MessageKind.Logged) return Touch(call, frame, message, moment);
        }
        else if (call is null && !MessageKinds.MayOpenCall(message))
        {
            return MessageVerdict.Orphan;
        }

        var isForming = message is { IsRequest: true, Method: SipMethod.Invite } && message.To.Tag.IsEmpty;
        if (call is not null && isForming && !Continues(call, message, moment))
        {
            Retire(call, moment);
            call = null;
        }

        call ??= Open(frame, message, isForming, source);
        return Log(call, frame, message, moment);
    }

    /// <summary>Lets time pass: calls whose end has become certain are given out.</summary>
    /// <param name="now">The source's present moment, or that of its last packet.</param>
    public void Tick(Instant now)
    {
        _clock.Advance(now);
        while (_parking.WakeDue(_clock.Now) is { } parked) WakeUp(parked, _clock.Now);
        while (_deadlines.FirstDue(_clock.Now) is { } call) Look(call);
    }

    /// <summary>Ends the input: every open call is given out, ended at its last message.</summary>
    /// <param name="lastSeen">The moment of the input's last packet; null if that of its last message will do.</param>
    public void Finish(Instant? lastSeen)
    {
        if (lastSeen is { } last) Tick(last);
        while (_parking.WakeDue(long.MaxValue) is { } parked) WakeUp(parked, _clock.Now);
        var open = _calls.Values.Where(call => !call.IsSettled)
            .OrderBy(call => call.Deadline).ThenBy(call => Convert.ToHexString(call.CallId), StringComparer.Ordinal);
        foreach (var call in open.ToList()) Force(call, _clock.Now);
        foreach (var call in _calls.Values.ToList()) Forget(call);
    }

    /// <summary>Takes the next report for the call stage.</summary>
    public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out LegReport? report) => _reports.TryDequeue(out report);

    /// <summary>Tells whoever watches of a call that is parked; it stays so.</summary>
    /// <param name="state">The call as it was parked.</param>
    public void TellParked(ReadOnlyMemory<byte> state) => _talks.Look(OpenCallState.Read(new StateReader(state), _options, _points, out _));

    /// <summary>Writes what is no call's own: the clock. Reports must have been taken before.</summary>
    internal void SaveHead(StateWriter writer)
    {
        if (_reports.Count > 0) throw new InvalidOperationException("Reports are waiting: they would be lost.");
        _clock.Save(writer);
    }

    /// <summary>Reads what <see cref="SaveHead"/> wrote.</summary>
    internal void RestoreHead(StateReader reader)
    {
        if (_calls.Count > 0) throw new InvalidOperationException("The stage is not empty.");
        _clock.Restore(reader);
    }

    /// <summary>Takes up a call that was saved.</summary>
    internal OpenCall Restore(StateReader reader)
    {
        var call = OpenCallState.Read(reader, _options, _points, out var deadline);
        _calls.Add(call.CallId, call);
        _deadlines.Set(call, deadline);
        if (call.IsSettled) _settledCalls++;
        _talks.Look(call);
        return call;
    }

    private OpenCall? Find(ReadOnlySpan<byte> callId, long moment)
    {
        while (_lookup.TryGetValue(callId, out var call) || TryWake(callId, moment, out call))
        {
            // A call's own deadlines fire before its next message is read, so that they do not depend on the traffic of others.
            if (call.Deadline > moment) return call;
            Look(call);
        }

        return null;
    }

    private OpenCall Open(in SipFrame frame, in SipMessage message, bool isForming, string source)
    {
        if (_calls.Count >= _options.OpenCalls && _deadlines.First is { } nearest) Retire(nearest, _clock.Now);
        var call = _spare.Take();
        call.Begin(message.CallId.ToArray(), _clock.Offset, source);
        if (!isForming)
        {
            call.FirstParties = new FirstParties(_headers.PartyOf(message.From.Uri), _headers.PartyOf(message.To.Uri));
        }

        if (_options.KeepMessages) call.Kept = new KeptMessages(_options.KeptMessagesPerCall, _options.KeptOctetsPerCall);
        _calls.Add(call.CallId, call);
        return call;
    }

    private bool Continues(OpenCall call, in SipMessage message, long moment)
    {
        call.TryFindTag(message.From.Tag, out var from);
        var hasInvite = false;
        foreach (ref readonly var line in call.Sightings)
        {
            // A retransmission, the next hop, a branch or a spiral of an INVITE that is known, or the INVITE of a response seen before it.
            if (line.Method == SipMethod.Invite && line.From == from && line.CSeq == message.CSeqNumber && (line.To == 0 || !line.IsRequest))
                return true;
            hasInvite |= line.IsFormingInvite;
        }

        if (!hasInvite && call.GivenCount == 0) return true;
        _reader.Read(call);
        var time = moment - call.ClockOffset;

        // What is remembered only for its end to be seen late takes up no new call.
        return time <= _reader.OverAt + _options.ClosedMemory.InMicros && _reader.IsContinuedBy(from, time);
    }

    private MessageVerdict Touch(OpenCall call, in SipFrame frame, in SipMessage message, long moment)
    {
        var time = Count(call, moment);
        if (message is { StatusCode: >= 200 and < 300, Method: SipMethod.Update }) TakeSessionTimer(call, message);
        if (!message.Body.IsEmpty && call.TryFindTag(message.From.Tag, out var from) && call.TryFindTag(message.To.Tag, out var to))
            _media.Note(call, message, from, to);
        if (call.Kept is not null && _lines.TryMake(call, frame, message, time, out var line)) Keep(call, line, message);
        return MessageVerdict.Taken;
    }

    /// <summary>Counts a message of a call.</summary>
    /// <returns>Its time by the call's clock.</returns>
    private long Count(OpenCall call, long moment)
    {
        var time = moment - call.ClockOffset;
        call.MessageCount++;
        call.LastSeen = Math.Max(call.LastSeen, time);
        _journal?.MarkChanged(call);
        return time;
    }

    private MessageVerdict Log(OpenCall call, in SipFrame frame, in SipMessage message, long moment)
    {
        var time = Count(call, moment);
        if (!_lines.TryMake(call, frame, message, time, out var line)) return Refuse(call, moment);
        if (Repetition.TryFind(call, line, _options.MirrorWindow, out var verdict)) return verdict;
        if (LogLimits.IsOver(_options, call, line)) return Refuse(call, moment);
        verdict = Repetition.IsSeenByAnother(call, line) ? MessageVerdict.Duplicate : MessageVerdict.Taken;
        Keep(call, line, message);
        if (!message.Body.IsEmpty) _media.Note(call, message, line.From, line.To);
        if (line.Method == SipMethod.Bye && message.TryGetHeader(SipHeader.XRtpStat, out var stat)) TakeStat(call, stat, line);
        if (line.Method == SipMethod.Invite && line.Status is >= 200 and < 300) TakeSessionTimer(call, message);
        if (LogLimits.IsReinviteResponse(call, line)) return verdict;
        call.Add(line);
        Settle(call, false);
        if (line.IsFormingInvite) call.AddInvite(_headers.ReadInvite(frame, message, line, call.Points[line.Point]));
        _talks.OnLine(call, line);
        TakeTokens(call, frame, message, line, moment);
        _deadlines.SetNoLaterThan(call, moment + _looks.WaitAfter(call, line).InMicros);
        return verdict;
    }

    /// <summary>A message over a limit is not followed; a call that has nothing but such messages is still looked at and forgotten.</summary>
    private MessageVerdict Refuse(OpenCall call, long moment)
    {
        if (call.Place < 0) _deadlines.Set(call, moment + _options.NoFinalWait.InMicros);
        return MessageVerdict.OverLimit;
    }

    private void TakeTokens(OpenCall call, in SipFrame frame, in SipMessage message, in Sighting line, long moment)
    {
        var isTelling = line.IsRequest ? line.Method is SipMethod.Invite or SipMethod.Refer : line.Method == SipMethod.Invite && line.Status < 300;
        if (!isTelling) return;
        var tokens = _tokens.Read(call.Tokens, frame, message, new Instant(line.Time));
        if (tokens is null || ReferenceEquals(tokens, call.Tokens)) return;
        call.Tokens = tokens;
        _reports.Enqueue(ReportWriter.Opened(call, new Instant(moment)));
    }

    private static void TakeSessionTimer(OpenCall call, in SipMessage message)
    {
        var seconds = HeaderFacts.ReadSessionExpires(message);
        if (seconds > 0) call.SessionExpires = seconds;
    }

    private void Keep(OpenCall call, in Sighting line, in SipMessage message)
    {
        if (call.Kept is { } kept && !kept.Keep(line, message.Bytes)) UnkeptMessages++;
    }

    /// <summary>Reads a call whose deadline has come, as of that deadline: gives it out, looks again later, or forgets it.</summary>
    private void Look(OpenCall call)
    {
        var due = call.Deadline;
        if (call.IsSettled)
        {
            if (call.ForgetAt > due) AwaitOrPark(call, call.ForgetAt, due);
            else Forget(call);
            return;
        }

        _reader.Read(call);
        var overAt = _reader.OverAt + call.ClockOffset;
        if (overAt > due) AwaitOrPark(call, overAt, due);
        else if (_reader.IsProved) GiveOut(call, due, isForced: false);
        else DropOrphan(call);
    }

    private void GiveOut(OpenCall call, long moment, bool isForced)
    {
        _journal?.MarkChanged(call);
        _talks.End(call);
        var read = _reader.Write(call, call.GivenCount);
        Settle(call, true);
        call.ForgetAt = Math.Max(moment + _options.ClosedMemory.InMicros, _looks.MayEndUntil(read, moment));
        _deadlines.Set(call, _parking.NextLook(call, call.ForgetAt, moment));
        if (_news.IsNews(call, read)) _reports.Enqueue(ReportWriter.Ended(call, read, new Instant(moment), isForced));
    }

    /// <summary>Lets a call wait for a moment: in memory, or parked if it was silent for long.</summary>
    private void AwaitOrPark(OpenCall call, long until, long moment)
    {
        // What is measured stays in memory; a call whose media have fallen silent is over before long.
        if (call.Media is not { HasFigures: true } && _parking.TryPark(call, until, moment)) Forget(call);
        else _deadlines.Set(call, _parking.NextLook(call, until, moment));
    }

    private bool TryWake(ReadOnlySpan<byte> callId, long moment, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out OpenCall? call)
    {
        call = null;
        if (_parking.Wake(callId) is not { } parked) return false;
        WakeUp(parked, moment);
        return _lookup.TryGetValue(callId, out call);
    }

    private void WakeUp(StateReader parked, long moment)
    {
        var call = Restore(parked);
        _deadlines.SetNoLaterThan(call, _parking.NextLook(call, call.Deadline, moment));
        _journal?.MarkChanged(call);
    }

    private void Settle(OpenCall call, bool isSettled)
    {
        if (call.IsSettled != isSettled) _settledCalls += isSettled ? 1 : -1;
        call.IsSettled = isSettled;
    }

    /// <summary>Gives a call out at once, whatever may still come.</summary>
    private void Force(OpenCall call, long moment)
    {
        _reader.Read(call);
        if (_reader.IsProved) GiveOut(call, moment, isForced: true);
        else LateOrphans += call.MessageCount;
    }

    private void Retire(OpenCall call, long moment)
    {
        if (!call.IsSettled) Force(call, moment);
        Forget(call);
    }

    private void DropOrphan(OpenCall call)
    {
        LateOrphans += call.MessageCount;
        Forget(call);
    }

    private void Forget(OpenCall call)
    {
        _journal?.MarkGone(call);
        if (call.IsSettled) _settledCalls--;
        _deadlines.Remove(call);
        _media.Forget(call);
        if (_calls.Remove(call.CallId)) _spare.Give(call);
    }
}
