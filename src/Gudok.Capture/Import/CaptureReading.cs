using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Captures being read: a task turns their packets into frames and waits when some batches are ready. Needs no settings, and so can begin before they are read.</summary>
/// <remarks>Disposed before an import has taken it over, it stops, and nothing has happened.</remarks>
public sealed class CaptureReading : IAsyncDisposable
{
    private const int PacketsBetweenChecks = 4_096;

    private readonly Action<ImportState> _progress;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop;
    private readonly long _started;

    private CaptureReading(ImportSources sources, IReadOnlyList<string> paths, Action<ImportState> progress, TimeProvider clock, CancellationToken cancellationToken)
    {
        _progress = progress;
        _clock = clock;
        _started = clock.GetTimestamp();
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Stop = _stop.Token;
        Sources = sources;
        Paths = paths;
        Frames = new FrameQueue(Counters);
        Working = Task.Run(ReadAsync, Stop);
    }

    /// <summary>Opens files and begins to read.</summary>
    /// <param name="paths">Files, read as one capture, merged by time; <c>-</c> is standard input. What cannot be opened is told in the report.</param>
    /// <param name="openInput">Opens standard input.</param>
    /// <param name="progress">Told now and then, from the reading task.</param>
    /// <param name="clock">Measures how long it takes.</param>
    /// <param name="cancellationToken">Stops reading and the import that takes it over.</param>
    public static CaptureReading Begin(
        IReadOnlyList<string> paths, Func<Stream> openInput, Action<ImportState> progress, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(openInput);
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(clock);
        return new CaptureReading(ImportSources.Open(paths, openInput), paths, progress, clock, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Sources.Dispose();
        _stop.Dispose();
    }

    internal CaptureCounters Counters { get; } = new();

    internal ImportTally Tally { get; } = new();

    internal ImportSources Sources { get; }

    internal IReadOnlyList<string> Paths { get; }

    internal FrameQueue Frames { get; }

    /// <summary>Done when all is read; throws what broke the reader.</summary>
    internal Task Working { get; }

    internal CancellationToken Stop { get; }

    /// <summary>What was read and recorded so far.</summary>
    internal ImportReport Report() => Tally.Report(Counters, Sources, _clock.GetElapsedTime(_started));

    private async Task ReadAsync()
    {
        try
        {
            var dissector = new PacketDissector(Frames);
            var merge = new CaptureMerge(Sources.Files);
            while (TakePackets(merge, dissector))
            {
                Stop.ThrowIfCancellationRequested();
                _progress(new ImportState(Sources.Share, Counters.Packets, Counters.SipMessages, Tally.Recorded));
                if (Frames.IsFull) await Frames.PassAsync(Stop).ConfigureAwait(false);
            }

            dissector.Complete();
            Frames.Complete();
        }
        catch (Exception fault)
        {
            // The assembling side waits for frames, the recording side for it: whatever broke the reader has to reach them, and is thrown there.
            Frames.Complete(fault);
            throw;
        }
    }

    /// <summary>Takes packets until frames are to be passed on or some thousands were read; false at the end.</summary>
    private bool TakePackets(CaptureMerge merge, PacketDissector dissector)
    {
        for (var taken = 0; taken < PacketsBetweenChecks; taken++)
        {
            if (!merge.TryReadPacket(out var packet, out _))
            {
                Counters.CountPacket(taken);
                return false;
            }

            dissector.Take(packet);
            if (!Frames.IsFull) continue;
            Counters.CountPacket(taken + 1);
            return true;
        }

        Counters.CountPacket(PacketsBetweenChecks);
        return true;
    }
}
