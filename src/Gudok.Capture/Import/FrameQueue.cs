using System.Threading.Channels;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Passes frames in batches from one task to another. There are only so many batches: when all are full the reader waits.</summary>
/// <param name="counters">Counts what the reader ignores.</param>
internal sealed class FrameQueue(CaptureCounters counters) : ISipFrameSink
{
    /// <summary>Batches under way at most, each of about half a MiB.</summary>
    public const int Batches = 8;

    private readonly Channel<FrameBatch> _full = MakeChannel();
    private readonly Channel<FrameBatch> _free = MakeChannel();
    private FrameBatch _filling = new();
    private int _made = 1;

    /// <summary>Whether <see cref="PassAsync"/> is to be called before the next packet is read.</summary>
    public bool IsFull => _filling.IsFull;

    /// <inheritdoc />
    public void OnFrame(in SipFrame frame) => _filling.Add(frame);

    /// <inheritdoc />
    public void OnMedia(in RtpSample sample) => _filling.Add(sample);

    /// <inheritdoc />
    public void OnReport(in MediaReport report) => _filling.Add(report);

    /// <inheritdoc />
    public void OnIgnored(IgnoreReason reason, long count = 1) => counters.CountIgnored(reason, count);

    /// <summary>Passes the frames taken so far on and waits for room for the next.</summary>
    /// <exception cref="ChannelClosedException">The other side has given up.</exception>
    public async ValueTask PassAsync(CancellationToken cancellationToken)
    {
        _full.Writer.TryWrite(_filling);
        if (_free.Reader.TryRead(out var free)) _filling = free;
        else if (_made < Batches) _filling = Make();
        else _filling = await _free.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the input with what was taken so far, or with what broke it.</summary>
    public void Complete(Exception? fault = null)
    {
        if (fault is null) _full.Writer.TryWrite(_filling);
        _full.Writer.TryComplete(fault);
    }

    /// <summary>Gives the next frames to a sink; false at the end. Throws what broke the input.</summary>
    public async ValueTask<bool> MoveNextAsync(ISipFrameSink sink, CancellationToken cancellationToken)
    {
        if (!await _full.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false)) return false;
        if (!_full.Reader.TryRead(out var batch)) return true;
        batch.MoveTo(sink);
        _free.Writer.TryWrite(batch);
        return true;
    }

    /// <summary>Takes no more, so that the reader does not wait for ever.</summary>
    public void GiveUp() => _free.Writer.TryComplete();

    private static Channel<FrameBatch> MakeChannel() =>
        Channel.CreateUnbounded<FrameBatch>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    private FrameBatch Make()
    {
        _made++;
        return new FrameBatch();
    }
}
