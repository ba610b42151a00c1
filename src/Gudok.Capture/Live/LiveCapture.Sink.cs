using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>What inputs give in, from any thread.</summary>
public sealed partial class LiveCapture
{
    /// <inheritdoc />
    void ILiveSink.Accept(in SipFrame frame, string source)
    {
        lock (_turn)
        {
            _pipeline.Source = source;
            _pipeline.OnFrame(frame);
            HandOver();
        }
    }

    /// <inheritdoc />
    void ILiveSink.AcceptMedia(in RtpSample sample, string source)
    {
        lock (_turn)
        {
            _pipeline.Source = source;
            _pipeline.OnMedia(sample);
            HandOver();
        }
    }

    /// <inheritdoc />
    void ILiveSink.AcceptReport(in MediaReport report, string source)
    {
        lock (_turn)
        {
            _pipeline.Source = source;
            _pipeline.OnReport(report);
            HandOver();
        }
    }
}
