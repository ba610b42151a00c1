using System.Buffers;
using System.Buffers.Binary;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>From frames to observed calls: parser, legs, joins. Works on one thread; its owner feeds it and takes the calls.</summary>
internal sealed class CallPipeline : ISipFrameSink
{
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(50);

    private readonly LegStage _legs;
    private readonly CallStage _joins;
    private readonly CaptureCounters _counters;
    private Instant _lookedAt;
    private long _lateOrphans;
    private long _unkeptMessages;

    public CallPipeline(AssemblyOptions options, PartyReader parties, CaptureCounters counters)
    {
        _legs = new LegStage(options, parties);
        _joins = new CallStage(options);
        _counters = counters;
    }

    /// <summary>The input, as records name it.</summary>
    public string Source { get; set; } = "import";

    /// <summary>Added to the time of every frame.</summary>
    public TimeSpan Shift { get; init; }

    /// <summary>Call-IDs that assembly holds.</summary>
    public int HeldCalls => _legs.HeldCalls;

    /// <summary>How far assembly's own time has come; null before the first frame or tick.</summary>
    public Instant? Now => _legs.Now;

    /// <summary>Time of the last frame, unshifted; null before the first.</summary>
    public Instant? LastSeen { get; private set; }

    /// <summary>Calls that are finished and not yet taken.</summary>
    public List<ObservedCall> Finished { get; private set; } = [];

    /// <inheritdoc />
    public void OnFrame(in SipFrame frame)
    {
        LastSeen = frame.Time;
        // A frame holds exactly one message, whatever carried it, so that its end is the message's end.
        var status = SipMessage.TryRead(frame.Message, SipFraming.Datagram, SipLimits.Frames, out var message, out _, out var fault);
        if (status == SipReadStatus.Complete)
        {
            _counters.CountSipMessage();
            Accept(frame, message);
        }
        else
        {
            _counters.CountIgnored(fault.IsLimit ? IgnoreReason.SipLimit : IgnoreReason.SipMalformed);
        }
    }

    /// <inheritdoc />
    public void OnIgnored(IgnoreReason reason, long count = 1) => _counters.CountIgnored(reason, count);

    /// <summary>Lets time pass.</summary>
    public void Tick(Instant now)
    {
        _legs.Tick(now);
        Drain(_legs.Now);
    }

    /// <summary>Ends the input: open calls are given out as they stand.</summary>
    public void Finish()
    {
        _legs.Finish(LastSeen is { } last ? last + Shift : null);
        Drain(null);
        _joins.Finish();
        Take();
        CountLost();
    }

    /// <summary>Writes the calls in progress. What is finished must be taken afterwards: it is not in the state.</summary>
    public void Save(IBufferWriter<byte> state)
    {
        Drain(_legs.Now);
        var legs = new ArrayBufferWriter<byte>();
        _legs.Save(legs);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, legs.WrittenCount);
        state.Write(length);
        state.Write(legs.WrittenSpan);
        _joins.Save(state);
    }

    /// <summary>Takes up the calls in progress that <see cref="Save"/> wrote. False if they cannot be read: the pipeline must then not be used.</summary>
    public bool Restore(ReadOnlyMemory<byte> state)
    {
        if (state.Length < sizeof(int)) return false;
        var length = BinaryPrimitives.ReadInt32BigEndian(state.Span);
        if (length < 0 || length > state.Length - sizeof(int)) return false;
        return _legs.Restore(state.Slice(sizeof(int), length)) && _joins.Restore(state[(sizeof(int) + length)..]);
    }

    /// <summary>Takes the finished calls and leaves none.</summary>
    public List<ObservedCall> TakeFinished()
    {
        var taken = Finished;
        Finished = new List<ObservedCall>(taken.Count);
        return taken;
    }

    private void Accept(in SipFrame frame, in SipMessage message)
    {
        var shifted = Shift == TimeSpan.Zero ? frame : frame with { Time = frame.Time + Shift };
        var verdict = _legs.Accept(shifted, message, Source);
        if (ReasonOf(verdict) is { } reason) _counters.CountIgnored(reason);
        // A call's own deadlines fire before its next message is read, so how often the others are looked at decides nothing but cost.
        if ((shifted.Time - _lookedAt).Duration() < LookPause) return;
        _lookedAt = shifted.Time;
        Tick(shifted.Time);
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

    private void Drain(Instant? now)
    {
        while (_legs.TryTake(out var report)) _joins.Accept(report);
        if (now is { } moment) _joins.Tick(moment);
        Take();
        CountLost();
    }

    private void Take()
    {
        while (_joins.TryTake(out var call))
        {
            if (call.Revision == 0) _counters.CountCalls(1);
            Finished.Add(call);
        }
    }

    private void CountLost()
    {
        if (_legs.LateOrphans != _lateOrphans)
        {
            _counters.CountIgnored(IgnoreReason.Orphan, _legs.LateOrphans - _lateOrphans);
            _lateOrphans = _legs.LateOrphans;
        }

        if (_legs.UnkeptMessages == _unkeptMessages) return;
        _counters.CountDropped(DropPlace.Ladder, _legs.UnkeptMessages - _unkeptMessages);
        _unkeptMessages = _legs.UnkeptMessages;
    }
}
