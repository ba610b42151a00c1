using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Passes on what the dissector finds in the packets of an interface.</summary>
/// <param name="sink">Takes the messages.</param>
/// <param name="counters">Count what is none.</param>
/// <param name="source">The interface, as records name it: <c>interface:eth0</c>.</param>
internal sealed class InterfaceSink(ILiveSink sink, CaptureCounters counters, string source) : ISipFrameSink
{
    /// <inheritdoc />
    public void OnFrame(in SipFrame frame) => sink.Accept(frame, source);

    /// <inheritdoc />
    public void OnMedia(in RtpSample sample) => sink.AcceptMedia(sample, source);

    /// <inheritdoc />
    public void OnReport(in MediaReport report) => sink.AcceptReport(report, source);

    /// <inheritdoc />
    public void OnIgnored(IgnoreReason reason, long count = 1) => counters.CountIgnored(reason, count);
}
