using System.Threading.Channels;
using Gudok.Ledger;

namespace Gudok.Capture;

/// <summary>An import whose legs are being followed. Disposed before it is recorded, it stops reading and nothing has happened.</summary>
public sealed class RunningImport : IAsyncDisposable
{
    private readonly CaptureReading _reading;
    private readonly Task _assembling;
    private readonly ChannelReader<ReportBatch> _reports;
    private readonly CallCollector _calls;

    internal RunningImport(CaptureReading reading, Task assembling, ChannelReader<ReportBatch> reports, CallCollector calls)
    {
        _reading = reading;
        _assembling = assembling;
        _reports = reports;
        _calls = calls;
    }

    /// <summary>Records what is read, to the end of the files. What the report counts is durable.</summary>
    /// <param name="intake">Where calls go.</param>
    public async Task<ImportReport> RecordAsync(ICallIntake intake)
    {
        ArgumentNullException.ThrowIfNull(intake);
        await foreach (var batch in _reports.ReadAllAsync(_reading.Stop).ConfigureAwait(false))
        {
            foreach (var report in batch.Reports) _calls.Accept(report);
            if (batch.Now is { } now) _calls.Tick(now);
            else _calls.Finish();
            if (_calls.Finished.Count >= CaptureImport.BatchCalls || batch.Now is null) await RecordFinishedAsync(intake).ConfigureAwait(false);
        }

        await Task.WhenAll(_reading.Working, _assembling).ConfigureAwait(false);
        return _reading.Report();
    }

    private async Task RecordFinishedAsync(ICallIntake intake)
    {
        // A few calls more than a batch are no batch of their own: each is made durable.
        var finished = _calls.TakeFinished();
        for (var first = 0; first < finished.Count;)
        {
            var rest = finished.Count - first;
            var calls = finished.GetRange(first, rest < 2 * CaptureImport.BatchCalls ? rest : CaptureImport.BatchCalls);
            first += calls.Count;
            var report = await intake.RecordAsync(calls, _reading.Stop).ConfigureAwait(false);
            _reading.Tally.Count(calls, report);
        }
    }

    /// <summary>Stops reading and closes the files. A reader's fault was thrown by <see cref="RecordAsync"/> already.</summary>
    public async ValueTask DisposeAsync()
    {
        await _reading.DisposeAsync().ConfigureAwait(false);
        await _assembling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
