using System.Threading.Channels;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Sip;
using Microsoft.Extensions.Logging;

namespace Gudok.Capture;

/// <summary>Assembles live messages and records their calls. Calls in progress are saved, sealed, more than once a second and taken up
/// again after a restart.</summary>
/// <remarks>
/// The inputs' threads work on assembly in turn, under one lock. Finished calls pass a bounded queue to one recording task; when it is full the
/// inputs wait, the kernel's buffer fills, and what is then lost is counted there. While the disk refuses, nobody waits: messages go on being
/// counted and assembled, and calls beyond the queue are lost and counted. A state is saved only once every call that it no
/// longer holds is durable, so that a kill at any moment loses nothing but what came after the last save; calls recorded since then are
/// recorded again from it, which adds nothing.
/// </remarks>
public sealed partial class LiveCapture : ILiveSink, IAsyncDisposable
{
    /// <summary>Finished calls that may wait for the ledger. So few that they are durable well within the second that a kill may cost.</summary>
    public const int WaitingCalls = 8_000;

    /// <summary>Calls recorded in one step at most.</summary>
    public const int BatchCalls = 4_000;

    private static readonly TimeSpan TickPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RecordedPause = TimeSpan.FromMilliseconds(20);
    // A new call is to be seen within two seconds; it has waited half a second for its last hops already.
    private static readonly TimeSpan GatherPause = TimeSpan.FromMilliseconds(200);

    // How long a disk that refuses is left alone.
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    // How often an input that waits for a place looks whether the disk refuses.
    private static readonly TimeSpan PlacePause = TimeSpan.FromMilliseconds(100);

    // A kill may cost a second: this pause, and the time that taking and writing the state needs.
    private static readonly TimeSpan SavePause = TimeSpan.FromMilliseconds(300);

    private readonly CallPipeline _pipeline;
    private readonly StateJournal _journal;
    private readonly InputProgress _progress;
    private readonly StateChanges _changes = new();
    private readonly ICallIntake _intake;
    private readonly OpenCallsFile _saved;
    private readonly CaptureCounters _counters;
    private readonly DiskTrouble _unwritten;
    private readonly DiskTrouble _unsaved;
    private readonly TimeProvider _clock;
    private readonly Lock _turn = new();
    private readonly SemaphoreSlim _places = new(WaitingCalls, WaitingCalls);
    private readonly Channel<ObservedCall> _finished = Channel.CreateUnbounded<ObservedCall>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<Exception> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _recording = Task.CompletedTask;
    private Task _ticking = Task.CompletedTask;
    private Task _saving = Task.CompletedTask;
    private Instant _tickedAt;
    private Instant? _ledTo;
    private volatile bool _isSaving;
    private long _given;
    private long _recorded;

    private LiveCapture(
        CallPipeline pipeline, StateJournal journal, ICallIntake intake, OpenCallsFile saved, CaptureCounters counters, TimeProvider clock, ILogger logger)
    {
        _counters = counters;
        _unwritten = new DiskTrouble("calls", counters, clock, logger);
        _unsaved = new DiskTrouble("calls in progress", counters, clock, logger);
        _pipeline = pipeline;
        _journal = journal;
        _intake = intake;
        _saved = saved;
        _clock = clock;
        _progress = new InputProgress(clock);
    }

    /// <summary>Calls in progress, parked ones not counted.</summary>
    public long OpenCalls => _pipeline.OpenCalls;

    /// <summary>Calls that are parked on disk because they are silent.</summary>
    public long ParkedCalls => _saved.Parked.Count;

    /// <summary>How long the oldest packet that was received and not yet worked on has waited at most.</summary>
    public TimeSpan Lag => Instant.Now(_clock) - _progress.WorkedUpTo();

    /// <summary>Calls that had ended when capture stopped and could not be recorded; complete once it is disposed.</summary>
    public long Unrecorded { get; private set; }

    /// <summary>Whether the calls in progress could not be saved when capture stopped; known once it is disposed. The next start takes up the
    /// state saved last.</summary>
    public bool IsUnsaved { get; private set; }

    /// <summary>Completes with the fault when capture cannot go on; a disk that refuses is no such fault, it may take calls again.</summary>
    public Task<Exception> Failed => _failed.Task;

    /// <summary>Takes up the calls that were in progress when the folder was last left, and begins.</summary>
    /// <param name="folder">The data folder; holds <c>open.db</c>.</param>
    /// <param name="intake">Where calls go.</param>
    /// <param name="assembly">How calls are put together.</param>
    /// <param name="parties">How parties are read.</param>
    /// <param name="keys">Seals the saved state.</param>
    /// <param name="counters">Counts what comes in.</param>
    /// <param name="clock">Ticks between messages.</param>
    /// <param name="logger">Where a disk that refuses is noted.</param>
    /// <param name="talks">Keeps who talks at this moment; null if nobody asks.</param>
    /// <exception cref="CaptureException">GDK-5004: <c>open.db</c> cannot be opened or written.</exception>
    public static LiveCapture Start(
        string folder, ICallIntake intake, AssemblyOptions assembly, PartyReader parties, KeyRing keys, CaptureCounters counters, TimeProvider clock,
        ILogger logger, TalksNow? talks = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        OpenCallsFile? saved = null;
        try
        {
            saved = OpenCallsFile.Open(folder, keys.Derive(KeyPurpose.OpenCalls), counters, clock, logger);
            var journal = new StateJournal();
            var pipeline = new CallPipeline(assembly, parties, counters, journal, saved.Parked, talks);
            if (!saved.TryRestore(pipeline.Restore))
            {
                // A state of another version, or one that was damaged, is a gap like any other: capture begins anew.
                counters.CountDropped(DropPlace.State);
                LogUnreadable(logger, CaptureFaults.StateUnreadable);
                journal = new StateJournal();
                talks?.Clear();
                pipeline = new CallPipeline(assembly, parties, counters, journal, saved.Parked, talks);
            }

            // What talks without a message for minutes is parked, and was answered nevertheless.
            if (talks is not null)
            {
                foreach (var state in saved.Parked.Look(TalksNow.Most)) pipeline.TellParked(state);
            }

            saved.NoteGap(Instant.Now(clock));
            foreach (var (beganAt, endedAt) in saved.Gaps()) counters.CountGap(endedAt - beganAt);
            var capture = new LiveCapture(pipeline, journal, intake, saved, counters, clock, logger);
            // Without a first state a kill within the first second would leave nothing that a gap could begin at.
            if (!saved.HasState)
            {
                capture.TakeChanges();
                saved.Write(capture._changes, Instant.Now(clock));
            }

            capture._recording = Task.Run(capture.RecordAsync);
            capture._ticking = Task.Run(capture.TickAsync);
            capture._saving = Task.Run(capture.SaveAsync);
            return capture;
        }
        catch (IOException fault)
        {
            saved?.Dispose();
            throw new CaptureException(CaptureFaults.CannotRecord, $"calls in progress cannot be saved: {fault.Message}");
        }
        catch
        {
            saved?.Dispose();
            throw;
        }
    }

    /// <summary>Says that an input receives from now on: what came between the last state saved and this moment is the gap.</summary>
    /// <param name="inputs">What is received through: asked at each saving how far they have come.</param>
    internal void NoteReceiving(params ILiveInput[] inputs)
    {
        _progress.Inputs = inputs;
        _saved.EndGap(Instant.Now(_clock));
    }

    /// <summary>Records what is finished, saves what is in progress, and closes. The inputs must have stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _ticking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _saving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Tick();
        _finished.Writer.Complete();
        await _recording.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        CountUnrecorded();
        IsUnsaved = !await SaveLastAsync().ConfigureAwait(false);
        _saved.Dispose();
        _stop.Dispose();
        _places.Dispose();
    }

    [LoggerMessage(5012, LogLevel.Warning,
        "{Code}: the calls in progress that were saved in open.db cannot be taken up: it is of another version, was changed, or was sealed by other keys. They end without a record unless their traffic is imported.")]
    private static partial void LogUnreadable(ILogger logger, string code);

    private void HandOver()
    {
        if (_pipeline.Finished.Count == 0) return;
        foreach (var call in _pipeline.TakeFinished())
        {
            QualityMetrics.Take(call.Quality);
            var hasPlace = TakePlace();
            if (hasPlace) _given++;
            if (!hasPlace || !_finished.Writer.TryWrite(call)) _counters.CountDropped(DropPlace.Recording);
        }
    }

    /// <summary>Waits until a call may wait for the ledger; false if the disk refuses, as then the wait might never end.</summary>
    private bool TakePlace()
    {
        while (!_places.Wait(_unwritten.Fault is null ? PlacePause : TimeSpan.Zero))
        {
            if (_unwritten.Fault is not null || _failed.Task.IsCompleted) return false;
        }

        return true;
    }

    private void Tick()
    {
        lock (_turn)
        {
            // Not past what still waits: its calls would be over before their last messages are read.
            var now = _progress.WorkedUpTo();
            // A source whose clock is ahead has led assembly ahead of ours: in silence its time goes on all the same, or calls would wait
            // until ours has caught up.
            var least = _ledTo is { } before ? before + (now - _tickedAt) : now;
            _pipeline.Tick(least > now ? least : now);
            _tickedAt = now;
            _ledTo = _pipeline.Now;
            HandOver();
        }
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(TickPause, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false)) Tick();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Without ticks no call would end by time: whoever runs the capture is told and ends it.
            _failed.TrySetResult(fault);
            throw;
        }
    }

    private async Task RecordAsync()
    {
        try
        {
            var batch = new List<ObservedCall>();
            while (await _finished.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                await GatherAsync().ConfigureAwait(false);
                while (batch.Count < BatchCalls && _finished.Reader.TryRead(out var call)) batch.Add(call);
                // What a failed attempt has written already is known to the next one.
                if (!await TryAsync(() => _intake.RecordAsync(batch, CancellationToken.None), _unwritten).ConfigureAwait(false))
                {
                    GiveUp(batch.Count);
                    return;
                }

                Interlocked.Add(ref _recorded, batch.Count);
                _places.Release(batch.Count);
                batch.Clear();
            }
        }
        catch (Exception fault)
        {
            // A fault of our own: whoever runs the capture is told and ends it; the last saved state stays.
            _failed.TrySetResult(fault);
            throw;
        }
    }

    /// <summary>Tries to write until the disk takes it; false if it has not when capture stops.</summary>
    private async ValueTask<bool> TryAsync<T>(Func<ValueTask<T>> write, DiskTrouble trouble)
    {
        while (true)
        {
            var isLast = _stop.IsCancellationRequested;
            try
            {
                await write().ConfigureAwait(false);
                trouble.End();
                return true;
            }
            catch (Exception fault) when (DiskTrouble.MayPass(fault))
            {
                trouble.Note(fault);
                if (isLast) return false;
            }

            await Task.Delay(RetryPause, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Capture stops and the disk refuses still: what waits is lost, and the last state saved stays.</summary>
    private void GiveUp(int taken)
    {
        Unrecorded = taken;
        _counters.CountDropped(DropPlace.Recording, taken);
        CountUnrecorded();
        _failed.TrySetResult(_unwritten.Fault!);
    }

    /// <summary>Counts what still waits for the ledger and will not get there.</summary>
    private void CountUnrecorded()
    {
        var waiting = 0;
        while (_finished.Reader.TryRead(out _)) waiting++;
        Unrecorded += waiting;
        if (waiting > 0) _counters.CountDropped(DropPlace.Recording, waiting);
    }

    /// <summary>Lets a batch grow for a moment: a durable write costs the same for one call and for a thousand. Not while a saving
    /// waits for these calls.</summary>
    private async Task GatherAsync()
    {
        for (var waited = TimeSpan.Zero; waited < GatherPause; waited += RecordedPause)
        {
            if (_isSaving || _stop.IsCancellationRequested || _places.CurrentCount <= WaitingCalls - BatchCalls) return;
            await Task.Delay(RecordedPause, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SaveAsync()
    {
        using var timer = new PeriodicTimer(SavePause, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                // What still waits in a queue came after it, and lies in the gap if it is lost.
                var at = _progress.WorkedUpTo();
                var given = TakeChanges();
                _isSaving = true;
                // What has changed is told once: from here on it must be written, even while capture stops.
                while (Interlocked.Read(ref _recorded) < given && !_failed.Task.IsCompleted)
                    await Task.Delay(RecordedPause, _clock, CancellationToken.None).ConfigureAwait(false);
                _isSaving = false;
                if (_failed.Task.IsCompleted || await TryAsync(() => SaveNow(at), _unsaved).ConfigureAwait(false)) continue;
                // Capture stops. What this saving was to hold is told once, so that none after it would be whole.
                _failed.TrySetResult(_unsaved.Fault!);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            _failed.TrySetResult(fault);
            throw;
        }
    }

    /// <summary>Saves what is in progress when capture stops; false if the disk refuses, or has refused what must be durable before it.</summary>
    private async ValueTask<bool> SaveLastAsync()
    {
        if (_failed.Task.IsCompleted) return false;
        TakeChanges();
        return await TryAsync(() => SaveNow(Instant.Now(_clock)), _unsaved).ConfigureAwait(false);
    }

    private ValueTask<int> SaveNow(Instant at)
    {
        _saved.Write(_changes, at);
        return ValueTask.FromResult(_changes.PartCount);
    }

    /// <summary>Takes what changed since the last saving.</summary>
    /// <returns>How many calls must be durable before it may be saved.</returns>
    private long TakeChanges()
    {
        lock (_turn)
        {
            _saved.Begin(_changes, _journal.Octets);
            _pipeline.Save(_changes);
            HandOver();
            return _given;
        }
    }
}
