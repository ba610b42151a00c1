using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>From frames to reports of legs: parser and leg stage. Works on one thread; its owner feeds it and takes the reports.</summary>
/// <param name="options">How calls are put together.</param>
/// <param name="parties">How parties are read.</param>
/// <param name="counters">Counts what comes in.</param>
/// <param name="journal">Saves the calls in progress; null if they end with the input.</param>
/// <param name="parked">Where silent calls wait; null if all stay in memory.</param>
/// <param name="talks">Is told which calls are talked on; null if nobody asks.</param>
internal abstract class LegPipeline(
    AssemblyOptions options, PartyReader parties, CaptureCounters counters, StateJournal? journal = null, IParkedCalls? parked = null, ITalkWatch? talks = null)
    : ISipFrameSink
{
    private Instant _lookedAt;
    private long _lateOrphans;
    private long _unkeptMessages;
    private long _unmeasuredMedia;

    /// <summary>The input, as records name it.</summary>
    public string Source { get; set; } = "import";

    /// <summary>How often calls other than that of the message in hand are looked at, by the time of messages: decides nothing but cost, and how soon
    /// their ends are told.</summary>
    public TimeSpan LookPause { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Added to the time of every frame.</summary>
    public TimeSpan Shift { get; init; }

    /// <summary>Call-IDs that assembly holds.</summary>
    public int HeldCalls => Legs.HeldCalls;

    /// <summary>Of them, those whose call is in progress.</summary>
    public int OpenCalls => Legs.OpenCalls;

    /// <summary>How far assembly's own time has come; null before the first frame or tick.</summary>
    public Instant? Now => Legs.Now;

    /// <summary>Time of the last frame, unshifted; null before the first.</summary>
    public Instant? LastSeen { get; private set; }

    /// <summary>The leg stage.</summary>
    protected LegStage Legs { get; } = new(options, parties, journal, parked, talks);

    /// <inheritdoc />
    public void OnFrame(in SipFrame frame)
    {
        LastSeen = frame.Time;
        // A frame holds exactly one message, whatever carried it, so that its end is the message's end.
        var status = SipMessage.TryRead(frame.Message, SipFraming.Datagram, SipLimits.Frames, out var message, out _, out var fault);
        if (status == SipReadStatus.Complete)
        {
            counters.CountSipMessage();
            Accept(frame, message);
        }
        else
        {
            counters.CountIgnored(fault.IsLimit ? IgnoreReason.SipLimit : IgnoreReason.SipMalformed);
        }
    }

    /// <inheritdoc />
    public void OnMedia(in RtpSample sample)
    {
        LastSeen = sample.Time;
        var shifted = Shift == TimeSpan.Zero ? sample : sample with { Time = sample.Time + Shift };
        if (Legs.AcceptMedia(shifted, Source)) counters.CountMedia();
        else counters.CountIgnored(IgnoreReason.PayloadNotSip);
        LookAround(shifted.Time);
    }

    /// <inheritdoc />
    public void OnReport(in MediaReport report)
    {
        LastSeen = report.Time;
        var shifted = Shift == TimeSpan.Zero ? report : report.At(report.Time + Shift);
        if (Legs.AcceptReport(shifted, Source)) counters.CountMedia();
        else counters.CountIgnored(report.UnreadAs);
        LookAround(shifted.Time);
    }

    /// <inheritdoc />
    public void OnIgnored(IgnoreReason reason, long count = 1) => counters.CountIgnored(reason, count);

    /// <summary>Lets time pass.</summary>
    public void Tick(Instant now)
    {
        Legs.Tick(now);
        Drain(Legs.Now);
    }

    /// <summary>Ends the input: open calls are given out as they stand.</summary>
    public virtual void Finish()
    {
        Legs.Finish(LastSeen is { } last ? last + Shift : null);
        Drain(null);
    }

    /// <summary>Passes on what legs were reported.</summary>
    /// <param name="report">One of them.</param>
    protected abstract void Pass(LegReport report);

    /// <summary>Passes on all reports there are.</summary>
    /// <param name="now">The moment up to which they are all there are; null at the end.</param>
    protected virtual void Drain(Instant? now)
    {
        while (Legs.TryTake(out var report)) Pass(report);
        CountLost();
    }

    private void Accept(in SipFrame frame, in SipMessage message)
    {
        var shifted = Shift == TimeSpan.Zero ? frame : frame with { Time = frame.Time + Shift };
        var verdict = Legs.Accept(shifted, message, Source);
        if (ReasonOf(verdict) is { } reason) counters.CountIgnored(reason);
        LookAround(shifted.Time);
    }

    // A call's own deadlines fire before its next message is read.
    private void LookAround(Instant now)
    {
        if ((now - _lookedAt).Duration() < LookPause) return;
        _lookedAt = now;
        Tick(now);
    }

    private static IgnoreReason? ReasonOf(MessageVerdict verdict) => verdict switch
    {
        MessageVerdict.Taken or MessageVerdict.Retransmitted => null,
        MessageVerdict.Duplicate => IgnoreReason.Duplicate,
        MessageVerdict.OtherMethod => IgnoreReason.SipOtherMethod,
        MessageVerdict.Orphan => IgnoreReason.Orphan,
        MessageVerdict.OverLimit => IgnoreReason.SipLimit,
        MessageVerdict.Unusable => IgnoreReason.SipMalformed,
    };

    private void CountLost()
    {
        if (Legs.LateOrphans != _lateOrphans)
        {
            counters.CountIgnored(IgnoreReason.Orphan, Legs.LateOrphans - _lateOrphans);
            _lateOrphans = Legs.LateOrphans;
        }

        if (Legs.UnmeasuredMedia != _unmeasuredMedia)
        {
            counters.CountDropped(DropPlace.Media, Legs.UnmeasuredMedia - _unmeasuredMedia);
            _unmeasuredMedia = Legs.UnmeasuredMedia;
        }

        if (Legs.UnkeptMessages == _unkeptMessages) return;
        counters.CountDropped(DropPlace.Ladder, Legs.UnkeptMessages - _unkeptMessages);
        _unkeptMessages = Legs.UnkeptMessages;
    }
}
