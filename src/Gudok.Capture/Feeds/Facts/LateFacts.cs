using Gudok.Calls;
using Gudok.Ledger;
using Microsoft.Extensions.Logging;

namespace Gudok.Capture;

/// <summary>Corrects records by what PBXs tell of their calls after they were written, once a second all that came meanwhile.</summary>
internal sealed partial class LateFacts : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly FactTable _table;
    private readonly UnmatchedWatch _watch;
    private readonly RecentRecords _records;
    private readonly IRecordTags _tags;
    private readonly IAgentNames _names;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly TroubleRhythm _trouble;
    private readonly TroubleRhythm _gone;
    private readonly Lock _turn = new();
    private readonly CancellationTokenSource _stop = new();
    private HashSet<RecentRecord> _pending = new(ReferenceEqualityComparer.Instance);
    private Task _working = Task.CompletedTask;

    public LateFacts(FactTable table, FeedsOptions options, IRecordTags tags, IAgentNames names, UnmatchedWatch watch, TimeProvider clock, ILogger logger)
    {
        _watch = watch;
        _table = table;
        _records = new RecentRecords(options, clock);
        _tags = tags;
        _names = names;
        _clock = clock;
        _logger = logger;
        _trouble = new TroubleRhythm(clock);
        _gone = new TroubleRhythm(clock);
        table.Changed = NoteChanged;
    }

    /// <summary>Begins to correct.</summary>
    public void Start() => _working = Task.Run(WorkAsync);

    /// <summary>Notes that a call was recorded.</summary>
    public void NoteRecorded(RecordId id, ObservedCall call, CallTags given)
    {
        // Compared in the next round: something may have been told while the call was being written.
        Add(_records.Add(id, call, given));
    }

    /// <summary>Corrects what is to be corrected now.</summary>
    public async Task WorkOffAsync(CancellationToken cancellationToken)
    {
        HashSet<RecentRecord> pending;
        lock (_turn) (pending, _pending) = (_pending, new HashSet<RecentRecord>(ReferenceEqualityComparer.Instance));
        foreach (var record in pending)
        {
            try
            {
                await CorrectAsync(record, cancellationToken).ConfigureAwait(false);
                _trouble.End();
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // Tried again in the next round, as long as the record is remembered; damage does not pass.
                if (DiskTrouble.MayPass(fault) && _records.Find(record.CallIds[0]) == record) Add(record);
                if (_trouble.Note(fault)) LogUnwritten(CaptureFaults.FeedUnwritten, fault.Message);
            }
        }
    }

    /// <summary>Corrects what was told until now, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await WorkOffAsync(CancellationToken.None).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        using var timer = new PeriodicTimer(Pause, _clock);
        while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
        {
            _table.Tidy();
            _watch.Look();
            await WorkOffAsync(_stop.Token).ConfigureAwait(false);
        }
    }

    private void NoteChanged(IReadOnlyList<string> callIds)
    {
        foreach (var callId in callIds)
        {
            if (_records.Find(callId) is { } record) Add(record);
        }
    }

    private void Add(RecentRecord record)
    {
        lock (_turn) _pending.Add(record);
    }

    private async ValueTask CorrectAsync(RecentRecord record, CancellationToken cancellationToken)
    {
        if (_table.Find(record.CallIds) is not { } facts) return;
        var name = facts.Agent is { } agent ? await _names.NameAsync(agent, record.StartedAt, cancellationToken).ConfigureAwait(false) : null;
        var told = facts.Tags(name);
        if (told == record.Given) return;
        var outcome = await _tags.AddAsync(record.Id, told, record.Given, cancellationToken).ConfigureAwait(false);
        record.Given = told;
        _table.NoteMatched(record.CallIds);
        if (outcome == TagsOutcome.Corrected) facts.Feed.CountCorrected();
        if (outcome != TagsOutcome.Gone) return;
        facts.Feed.CountUnmatched();
        if (_gone.Note(new CaptureException(CaptureFaults.FeedTooLate, ""))) LogGone(CaptureFaults.FeedTooLate, facts.Feed.Name);
    }

    [LoggerMessage(5033, LogLevel.Error, "{Code}: what PBXs told of calls that were recorded cannot be written: {Reason} What may pass is tried again every second.")]
    private partial void LogUnwritten(string code, string reason);

    [LoggerMessage(5034, LogLevel.Warning, "{Code}: {Feed} told something of a call whose record is gone or has an erased party; it is counted and not kept. Others of the minute are counted, not told.")]
    private partial void LogGone(string code, string feed);
}
