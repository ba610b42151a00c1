using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Corpus.Tests;

/// <summary>Puts the messages of a capture through both stages of assembly.</summary>
internal sealed class StageSink : ISipFrameSink
{
    private readonly LegStage _legs;
    private readonly CallStage _joins;

    public StageSink()
    {
        var options = new AssemblyOptions();
        _legs = new LegStage(options, new PartyReader(new PartyOptions()));
        _joins = new CallStage(options);
    }

    public List<ObservedCall> Given { get; } = [];

    /// <summary>The last word on each call.</summary>
    public IEnumerable<ObservedCall> Calls => Given.GroupBy(call => (call.SessionId, call.FromTag)).Select(group => group.Last());

    public void OnFrame(in SipFrame frame)
    {
        if (SipMessage.TryRead(frame.Message, SipFraming.Datagram, SipLimits.Default, out var message, out _, out _) != SipReadStatus.Complete) return;
        _legs.Accept(frame, message, "corpus");
        _legs.Tick(frame.Time);
        Drain(frame.Time);
    }

    public void OnIgnored(IgnoreReason reason, long count = 1)
    {
    }

    public void Finish()
    {
        _legs.Finish(null);
        Drain(new Instant(long.MaxValue));
        _joins.Finish();
        Drain(new Instant(long.MaxValue));
    }

    private void Drain(Instant now)
    {
        while (_legs.TryTake(out var report)) _joins.Accept(report);
        if (now.Micros != long.MaxValue) _joins.Tick(now);
        while (_joins.TryTake(out var call)) Given.Add(call);
    }
}
