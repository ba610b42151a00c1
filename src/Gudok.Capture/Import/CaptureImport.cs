using System.Threading.Channels;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Reads captures and records their calls: one task reads and assembles, the other records, a bounded queue between them.</summary>
/// <remarks>Times are those of the packets; several files are one capture, merged by time. What a report counts as recorded is durable.</remarks>
/// <param name="intake">Where calls go.</param>
/// <param name="assembly">How calls are put together.</param>
/// <param name="parties">How parties are read.</param>
/// <param name="clock">Measures how long it took.</param>
public sealed class CaptureImport(ICallIntake intake, AssemblyOptions assembly, PartyReader parties, TimeProvider clock)
{
    /// <summary>Calls recorded in one step.</summary>
    public const int BatchCalls = 2_000;

    /// <summary>Batches that may wait for the ledger; the reader then waits too.</summary>
    public const int WaitingBatches = 4;

    private const int PacketsBetweenChecks = 4_096;

    private readonly CaptureCounters _counters = new();

    /// <summary>If set, the capture is read as if its last packet had been seen at this moment.</summary>
    public Instant? EndsAt { get; init; }

    /// <summary>Reads files to their ends.</summary>
    /// <param name="paths">Files; <c>-</c> is standard input.</param>
    /// <param name="openInput">Opens standard input.</param>
    /// <param name="progress">Told now and then, from the reading task.</param>
    /// <param name="cancellationToken">Stops; what was recorded stays.</param>
    public async Task<ImportReport> RunAsync(
        IReadOnlyList<string> paths, Func<Stream> openInput, Action<ImportState> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(openInput);
        ArgumentNullException.ThrowIfNull(progress);
        var started = clock.GetTimestamp();
        using var sources = ImportSources.Open(paths, openInput);
        var pipeline = new CallPipeline(assembly, parties, _counters) { Shift = ShiftOf(paths) };
        var queue = Channel.CreateBounded<List<ObservedCall>>(new BoundedChannelOptions(WaitingBatches) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tally = new ImportTally();
        var reading = Task.Run(() => ReadAsync(sources, pipeline, queue.Writer, tally, progress, stop.Token), stop.Token);
        try
        {
            await RecordAsync(queue.Reader, tally, stop.Token).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await reading.ConfigureAwait(false);
        return tally.Report(_counters, sources, clock.GetElapsedTime(started));
    }

    private async Task ReadAsync(
        ImportSources sources,
        CallPipeline pipeline,
        ChannelWriter<List<ObservedCall>> queue,
        ImportTally tally,
        Action<ImportState> progress,
        CancellationToken cancellationToken)
    {
        try
        {
            var dissector = new PacketDissector(pipeline);
            var merge = new CaptureMerge(sources.Files);
            while (TakePackets(merge, dissector, pipeline))
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress(new ImportState(sources.Share, _counters.Packets, _counters.SipMessages, tally.Recorded));
                if (pipeline.Finished.Count >= BatchCalls) await queue.WriteAsync(pipeline.TakeFinished(), cancellationToken).ConfigureAwait(false);
            }

            dissector.Complete();
            pipeline.Finish();
            foreach (var batch in pipeline.TakeFinished().Chunk(BatchCalls)) await queue.WriteAsync([.. batch], cancellationToken).ConfigureAwait(false);
            queue.Complete();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The recording side waits for the queue: whatever broke the reader has to reach it, and is thrown there.
            queue.Complete(fault);
            throw;
        }
    }

    /// <summary>Takes packets until a batch is full or some thousands were read; false at the end.</summary>
    private bool TakePackets(CaptureMerge merge, PacketDissector dissector, CallPipeline pipeline)
    {
        for (var taken = 0; taken < PacketsBetweenChecks; taken++)
        {
            if (!merge.TryReadPacket(out var packet, out _))
            {
                _counters.CountPacket(taken);
                return false;
            }

            dissector.Take(packet);
            if (pipeline.Finished.Count < BatchCalls) continue;
            _counters.CountPacket(taken + 1);
            return true;
        }

        _counters.CountPacket(PacketsBetweenChecks);
        return true;
    }

    private async Task RecordAsync(ChannelReader<List<ObservedCall>> queue, ImportTally tally, CancellationToken cancellationToken)
    {
        await foreach (var batch in queue.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            var report = await intake.RecordAsync(batch, cancellationToken).ConfigureAwait(false);
            tally.Count(batch, report);
        }
    }

    /// <summary>How far times must move so that the last packet falls on <see cref="EndsAt"/>.</summary>
    private TimeSpan ShiftOf(IReadOnlyList<string> paths)
    {
        if (EndsAt is not { } end) return TimeSpan.Zero;
        Instant? last = null;
        foreach (var path in paths.Where(path => path != ImportFiles.StandardInput))
        {
            using var file = CaptureFile.Open(path);
            while (file.TryReadPacket(out var packet)) last = last is { } known && known > packet.Time ? known : packet.Time;
        }

        return last is { } moment ? end - moment : TimeSpan.Zero;
    }
}
