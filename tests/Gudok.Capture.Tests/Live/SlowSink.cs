using Gudok.Sip;

namespace Gudok.Capture.Tests;

/// <summary>Takes nothing until it is released.</summary>
internal sealed class SlowSink : ILiveSink, IDisposable
{
    private readonly ManualResetEventSlim _isFree = new(initialState: true);

    public bool IsBlocked
    {
        init
        {
            if (value) _isFree.Reset();
        }
    }

    public long Taken { get; private set; }

    public string? Source { get; private set; }

    public void Release() => _isFree.Set();

    public void Dispose() => _isFree.Dispose();

    public void Accept(in SipFrame frame, string source)
    {
        _isFree.Wait();
        Source = source;
        Taken++;
    }

    public void AcceptMedia(in RtpSample sample, string source)
    {
        _isFree.Wait();
        Source = source;
        Taken++;
    }

    public void AcceptReport(in MediaReport report, string source)
    {
        _isFree.Wait();
        Source = source;
        Taken++;
    }
}
