using Gudok.Access;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Portal;

namespace Gudok;

/// <summary>What a data folder needs now and then while it is served: every hour, what has had its term goes: kept messages, whole days, parties without calls.</summary>
internal sealed partial class Upkeep : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private readonly DataFolder _folder;
    private readonly RecordRetention _retention;
    private readonly ErasureDesk _desk;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <summary>Begins at once.</summary>
    public Upkeep(DataFolder folder, TimeProvider clock, ILogger logger)
    {
        _folder = folder;
        _retention = folder.Retention;
        _desk = folder.Desk;
        _clock = clock;
        _logger = logger;
        _running = Task.Run(RunAsync);
    }

    /// <summary>Stops after what is being done.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Pause, _clock);
        do
        {
            try
            {
                await RetainAsync().ConfigureAwait(false);
                await _folder.Reviews.KeepUpAsync(LocalActors.Job("review"), _stop.Token).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException or VaultException or AccessException)
            {
                LogFailed(fault.Message);
            }

            if (_desk.TryCopyList() is { } uncopied) LogUncopied(uncopied);
        }
        while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false));
    }

    private async Task RetainAsync()
    {
        var report = await _retention.RunAsync(_stop.Token).ConfigureAwait(false);
        // Whoever went with the last call in which they stood is gone from files too, whatever becomes of the note.
        if (report.Dropped.Count + report.ForgottenParties > 0) await TellAsync().ConfigureAwait(false);
        await NoteAsync(report).ConfigureAwait(false);
        if (report.MessageDays > 0) LogDropped(report.MessageDays);
        foreach (var drop in report.Dropped) LogDayDropped(drop.Day, _retention.NameOf(drop.Class), drop.Records, drop.Held);
        if (report.ForgottenParties > 0) LogForgotten(report.ForgottenParties);
        // A disk that is full or read-only now may not be so in an hour; meanwhile the messages stay sealed. What is damaged is named each hour.
        foreach (var fault in report.Faults) LogFailed(fault);
    }

    // Files that could not be looked at are given to nobody and looked at again with the work on exports.
    private async Task TellAsync()
    {
        try
        {
            if (_folder.Desk.Erased is { } tell) await tell(_stop.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException && !_stop.IsCancellationRequested)
        {
            LogFailed(fault.Message);
        }
    }

    // What the job did stands in the journal with its own name; an hour in which nothing was due leaves no line.
    private async Task NoteAsync(RetentionReport report)
    {
        var (entries, faults) = await _folder.Journal.DropExpiredAsync(_stop.Token).ConfigureAwait(false);
        foreach (var fault in faults) LogFailed(fault);
        if (report.MessageDays + report.Dropped.Count + report.ForgottenParties + entries == 0) return;
        var detail = $"{report.Dropped.Count} parts of days dropped, messages of {report.MessageDays} days, {report.ForgottenParties} parties forgotten, {entries} entries of the journal";
        var entry = new JournalEntry { Actor = LocalActors.Job("retention"), Act = Act.RetentionRun.Name, Outcome = ActOutcome.Done, Detail = detail };
        await _folder.Journal.WriteAsync(entry, CancellationToken.None).ConfigureAwait(false);
    }

    [LoggerMessage(9020, LogLevel.Information, "Of day {Day} what class {Class} had was dropped with its key: the term of its {Records} records was over; {Held} are kept under legal hold.")]
    private partial void LogDayDropped(DateOnly day, string @class, long records, long held);

    [LoggerMessage(9021, LogLevel.Information, "{Count} parties stood in no call any more and were erased.")]
    private partial void LogForgotten(int count);

    [LoggerMessage(9003, LogLevel.Information, "Messages of {Days} days were destroyed: their term was over.")]
    private partial void LogDropped(int days);

    [LoggerMessage(9022, LogLevel.Error, "The copy of the erasure list (Portal:ErasureListCopy) lacks who was erased: {Reason}. It is tried again in an hour.")]
    private partial void LogUncopied(string reason);

    [LoggerMessage(9004, LogLevel.Warning, "What has had its term could not be destroyed ({Reason}); it is tried again in an hour.")]
    private partial void LogFailed(string reason);
}
