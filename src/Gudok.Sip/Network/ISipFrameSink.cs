namespace Gudok.Sip;

/// <summary>Takes what a reader of captures, packets or HEP finds. Called from one thread at a time.</summary>
public interface ISipFrameSink
{
    /// <summary>One SIP message. Its spans die when the method returns.</summary>
    void OnFrame(in SipFrame frame);

    /// <summary>One RTP packet: what its header says, never its sound. A sink that does not measure counts it with what is no SIP.</summary>
    void OnMedia(in RtpSample sample) => OnIgnored(IgnoreReason.PayloadNotSip);

    /// <summary>A report of how media came: RTCP, or what an agent tells in HEP. Its spans die when the method returns. A sink that does not measure
    /// counts it with what is no SIP.</summary>
    void OnReport(in MediaReport report) => OnIgnored(report.UnreadAs);

    /// <summary>Something that was read and is no SIP message; counted under its reason, never lost silently.</summary>
    /// <param name="reason">Why it was not taken.</param>
    /// <param name="count">How many such things.</param>
    void OnIgnored(IgnoreReason reason, long count = 1);
}
