using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Takes live SIP messages from any thread.</summary>
internal interface ILiveSink
{
    /// <summary>One message; blocks while what comes behind is full, so that the loss happens where the kernel counts it.</summary>
    void Accept(in SipFrame frame, string source);

    /// <summary>One packet of media.</summary>
    void AcceptMedia(in RtpSample sample, string source);

    /// <summary>One report of how media came.</summary>
    void AcceptReport(in MediaReport report, string source);
}
