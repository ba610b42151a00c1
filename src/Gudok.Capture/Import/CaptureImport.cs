using System.Threading.Channels;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Records the calls of captures: one task reads packets, one follows legs, one joins them to calls and records these, with bounded queues between them.</summary>
/// <remarks>Times are those of the packets; several files are one capture, merged by time. What a report counts as recorded is durable.</remarks>
/// <param name="assembly">How calls are put together.</param>
/// <param name="parties">How parties are read.</param>
public sealed class CaptureImport(AssemblyOptions assembly, PartyReader parties)
{
    /// <summary>Calls recorded in one step.</summary>
    public const int BatchCalls = 1_000;

    /// <summary>Batches that may wait for the ledger; the reader then waits too.</summary>
    public const int WaitingBatches = 2;

    // Nobody waits for the end of one call.
    private static readonly TimeSpan LookPause = TimeSpan.FromSeconds(1);

    /// <summary>If set, the capture is read as if its last packet had been seen at this moment.</summary>
    public Instant? EndsAt { get; init; }

    /// <summary>Records what is read, to the end of the files.</summary>
    /// <param name="intake">Where calls go.</param>
    /// <param name="reading">What is read; closed when this returns.</param>
    public async Task<ImportReport> RunAsync(ICallIntake intake, CaptureReading reading)
    {
        await using var running = Begin(reading);
        return await running.RecordAsync(intake).ConfigureAwait(false);
    }

    /// <summary>Begins to follow legs while the place where calls go is still being opened; waits when some batches of reports are ready.</summary>
    /// <param name="reading">What is read; closed by the import.</param>
    public RunningImport Begin(CaptureReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var pipeline = new ReportPipeline(assembly, parties, reading.Counters) { Shift = ShiftOf(reading.Paths), LookPause = LookPause };
        var reports = Channel.CreateBounded<ReportBatch>(new BoundedChannelOptions(WaitingBatches) { SingleReader = true, SingleWriter = true });
        var assembling = Task.Run(() => AssembleAsync(reading.Frames, pipeline, reports.Writer, reading.Stop), reading.Stop);
        return new RunningImport(reading, assembling, reports.Reader, new CallCollector(assembly, reading.Counters));
    }

    private static async Task AssembleAsync(
        FrameQueue frames, ReportPipeline pipeline, ChannelWriter<ReportBatch> reports, CancellationToken cancellationToken)
    {
        try
        {
            while (await frames.MoveNextAsync(pipeline, cancellationToken).ConfigureAwait(false))
            {
                if (pipeline.IsFull) await reports.WriteAsync(pipeline.TakeReports(), cancellationToken).ConfigureAwait(false);
            }

            pipeline.Finish();
            await reports.WriteAsync(pipeline.TakeReports(), cancellationToken).ConfigureAwait(false);
            reports.Complete();
        }
        catch (Exception fault)
        {
            frames.GiveUp();
            reports.Complete(fault);
            throw;
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
