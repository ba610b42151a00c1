using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Testing;

/// <summary>Assembles the calls of a capture in one thread, without pipeline and ledger.</summary>
public sealed class AssemblingSink : ISipFrameSink
{
    private readonly LegStage _legs;
    private readonly CallStage _joins;

    public AssemblingSink(AssemblyOptions options, ITalkWatch? talks = null)
    {
        _legs = new LegStage(options, new PartyReader(new PartyOptions()), talks: talks);
        _joins = new CallStage(options);
    }

    public long Messages { get; private set; }

    public long Ignored { get; private set; }

    /// <summary>The last word on each call, by Call-ID.</summary>
    public Dictionary<string, ObservedCall> Calls { get; } = [];

    /// <summary>Reads a capture to its end.</summary>
    public static AssemblingSink Read(Stream capture, string name, AssemblyOptions options)
    {
        var sink = new AssemblingSink(options);
        using var file = CaptureFile.Open(capture, name, leaveOpen: true);
        var dissector = new PacketDissector(sink);
        while (file.TryReadPacket(out var packet)) dissector.Take(packet);
        dissector.Complete();
        Assert.Null(file.Fault);
        sink.Finish();
        return sink;
    }

    /// <summary>Reads HEP datagrams in the order they came.</summary>
    public static AssemblingSink ReadHep(IEnumerable<byte[]> datagrams, AssemblyOptions options)
    {
        var sink = new AssemblingSink(options);
        foreach (var datagram in datagrams)
        {
            var read = HepPacket.TryRead(datagram, out var packet, out _, out var fault);
            Assert.True(read == HepReadStatus.Complete, fault.ToString());
            sink.OnFrame(new SipFrame
            {
                Time = packet.Time,
                Source = packet.Source,
                Destination = packet.Destination,
                Transport = packet.Transport,
                CaptureAgent = packet.CaptureAgent,
                Message = packet.Payload,
            });
        }

        sink.Finish();
        return sink;
    }

    public void OnFrame(in SipFrame frame)
    {
        Messages++;
        var read = SipMessage.TryRead(frame.Message, SipFraming.Datagram, SipLimits.Default, out var message, out _, out var fault);
        Assert.True(read == SipReadStatus.Complete, fault.ToString());
        _legs.Accept(frame, message, "test");
        Tick(frame.Time);
    }

    public void OnMedia(in RtpSample sample)
    {
        if (!_legs.AcceptMedia(sample, "test")) Ignored++;
        Tick(sample.Time);
    }

    public void OnReport(in MediaReport report)
    {
        if (!_legs.AcceptReport(report, "test")) Ignored++;
        Tick(report.Time);
    }

    /// <summary>Lets time pass.</summary>
    public void Tick(Instant now)
    {
        _legs.Tick(now);
        Hand();
        _joins.Tick(now);
        Drain();
    }

    public void OnIgnored(IgnoreReason reason, long count = 1) => Ignored += count;

    private void Finish()
    {
        _legs.Finish(null);
        Hand();
        _joins.Finish();
        Drain();
    }

    private void Hand()
    {
        while (_legs.TryTake(out var report)) _joins.Accept(report);
    }

    private void Drain()
    {
        while (_joins.TryTake(out var call)) Calls[call.SessionId] = call;
    }
}
