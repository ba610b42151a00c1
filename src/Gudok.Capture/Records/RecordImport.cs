using System.Threading.Channels;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;

namespace Gudok.Capture;

/// <summary>Reads other systems' records and records their calls: one task reads, the other records, a bounded queue between them.</summary>
/// <param name="intake">Where calls go.</param>
/// <param name="options">How records are read.</param>
/// <param name="parties">How parties are read.</param>
/// <param name="clock">Measures how long it took.</param>
public sealed class RecordImport(ICallIntake intake, ImportOptions options, PartyReader parties, TimeProvider clock)
{
    private const int LinesBetweenChecks = 4_096;

    /// <summary>Reads files to their ends.</summary>
    /// <param name="inputs">The files.</param>
    /// <param name="openInput">Opens standard input.</param>
    /// <param name="refused">Where refused lines go besides the report; null for nowhere.</param>
    /// <param name="progress">Told now and then, from the reading task.</param>
    /// <param name="cancellationToken">Stops; what was recorded stays.</param>
    public async Task<RecordReport> RunAsync(
        IReadOnlyList<RecordInput> inputs, Func<Stream> openInput, RefusedFile? refused, Action<RecordState> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(openInput);
        ArgumentNullException.ThrowIfNull(progress);
        var started = clock.GetTimestamp();
        using var sources = new RecordSources(inputs, options, parties, clock, openInput);
        var ledger = new RefusedLedger(refused);
        var tally = new ImportTally();
        var queue = Channel.CreateBounded<List<ObservedCall>>(
            new BoundedChannelOptions(CaptureImport.WaitingBatches) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Run(() => ReadAsync(sources, ledger, queue.Writer, tally, progress, stop.Token), stop.Token);
        try
        {
            await foreach (var batch in queue.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
                tally.Count(batch, await intake.RecordAsync(batch, stop.Token).ConfigureAwait(false));
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await reading.ConfigureAwait(false);
        return Report(sources, ledger, tally, clock.GetElapsedTime(started));
    }

    private static async Task ReadAsync(
        RecordSources sources,
        RefusedLedger refused,
        ChannelWriter<List<ObservedCall>> queue,
        ImportTally tally,
        Action<RecordState> progress,
        CancellationToken cancellationToken)
    {
        try
        {
            for (var isMore = true; isMore;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                for (var taken = 0; isMore && taken < LinesBetweenChecks && (sources.Reader?.Finished ?? 0) < CaptureImport.BatchCalls; taken++) isMore = sources.TryStep();
                if (sources.Reader is not { } reader) break;
                refused.Take(reader.TakeRefused());
                progress(new RecordState(sources.Share, sources.Tally.Lines, refused.Count, tally.Recorded));
                if (isMore && reader.Finished < CaptureImport.BatchCalls) continue;
                foreach (var batch in reader.TakeFinished().Chunk(CaptureImport.BatchCalls)) await queue.WriteAsync([.. batch], cancellationToken).ConfigureAwait(false);
            }

            queue.Complete();
        }
        catch (Exception fault)
        {
            // The recording side waits for the queue: whatever broke the reader has to reach it, and is thrown there.
            queue.Complete(fault);
            throw;
        }
    }

    private static RecordReport Report(RecordSources sources, RefusedLedger refused, ImportTally tally, TimeSpan elapsed)
    {
        var read = sources.Tally;
        var ignored = new SortedDictionary<string, long>(StringComparer.Ordinal);
        if (read.Headings > 0) ignored["line.heading"] = read.Headings;
        if (read.NotCalls > 0) ignored["line.notACall"] = read.NotCalls;
        return new RecordReport
        {
            Files = sources.Files,
            Lines = read.Lines,
            Ignored = ignored,
            Calls = read.Calls,
            Open = tally.Open,
            Added = tally.Added,
            Known = tally.Known,
            Corrected = tally.Corrected,
            RefusedLines = refused.Count,
            Refused = refused.Listed,
            Faults = sources.Faults,
            Elapsed = elapsed,
        };
    }
}
