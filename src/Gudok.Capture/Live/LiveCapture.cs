using System.Buffers;
using System.Threading.Channels;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Assembles live messages and records their calls. Calls in progress are saved, sealed, more than once a second and taken up
/// again after a restart.</summary>
/// <remarks>
/// The inputs' threads work on assembly in turn, under one lock. Finished calls pass a bounded queue to one recording task; when it is full the
/// inputs wait, the kernel's buffer fills, and what is then lost is counted there. A state is saved only once every call that it no
/// longer holds is durable, so that a kill at any moment loses nothing but what came after the last save; calls recorded since then are
/// recorded again from it, which adds nothing.
/// </remarks>
public sealed class LiveCapture : ILiveSink, IAsyncDisposable
{
    /// <summary>Finished calls that may wait for the ledger.</summary>
    public const int WaitingCalls = 50_000;

    private const int BatchCalls = 2_000;
    private static readonly TimeSpan TickPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan GatherPause = TimeSpan.FromMilliseconds(50);

    // A kill may cost a second: this pause, and the time that taking and writing the state needs.
    private static readonly TimeSpan SavePause = TimeSpan.FromMilliseconds(750);

    private readonly CallPipeline _pipeline;
    private readonly ICallIntake _intake;
    private readonly OpenCallsFile _saved;
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
    private long _given;
    private long _recorded;

    private LiveCapture(CallPipeline pipeline, ICallIntake intake, OpenCallsFile saved, TimeProvider clock)
    {
        _pipeline = pipeline;
        _intake = intake;
        _saved = saved;
        _clock = clock;
    }

    /// <summary>Calls that assembly holds.</summary>
    public long OpenCalls => _pipeline.HeldCalls;

    /// <summary>Completes with the fault when recording has failed and capture cannot go on; else never.</summary>
    public Task<Exception> Failed => _failed.Task;

    /// <summary>Takes up the calls that were in progress when the folder was last left, and begins.</summary>
    /// <param name="folder">The data folder; holds <c>open.db</c>.</param>
    /// <param name="intake">Where calls go.</param>
    /// <param name="assembly">How calls are put together.</param>
    /// <param name="parties">How parties are read.</param>
    /// <param name="keys">Seals the saved state.</param>
    /// <param name="counters">Counts what comes in.</param>
    /// <param name="clock">Ticks between messages.</param>
    public static LiveCapture Start(
        string folder, ICallIntake intake, AssemblyOptions assembly, PartyReader parties, KeyRing keys, CaptureCounters counters, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var saved = OpenCallsFile.Open(folder, keys.Derive("open-calls"));
        try
        {
            var pipeline = new CallPipeline(assembly, parties, counters);
            // A state of another version, or one that was damaged, is a gap like any other: capture begins anew.
            if (saved.Read() is { } state && !pipeline.Restore(state)) pipeline = new CallPipeline(assembly, parties, counters);
            saved.NoteGap(Instant.Now(clock));
            foreach (var (beganAt, endedAt) in saved.Gaps()) counters.CountGap(endedAt - beganAt);
            var capture = new LiveCapture(pipeline, intake, saved, clock);
            // Without a first state a kill within the first second would leave nothing that a gap could begin at.
            if (!saved.HasState) saved.Write(capture.TakeState(out _), Instant.Now(clock));
            capture._recording = Task.Run(capture.RecordAsync);
            capture._ticking = Task.Run(capture.TickAsync);
            capture._saving = Task.Run(capture.SaveAsync);
            return capture;
        }
        catch
        {
            saved.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    void ILiveSink.Accept(in SipFrame frame, string source)
    {
        lock (_turn)
        {
            _pipeline.Source = source;
            _pipeline.OnFrame(frame);
            HandOver();
        }
    }

    /// <summary>Says that an input receives from now on: what came between the last state saved and this moment is the gap.</summary>
    internal void NoteReceiving() => _saved.EndGap(Instant.Now(_clock));

    /// <summary>Records what is finished, saves what is in progress, and closes. The inputs must have stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _ticking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _saving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Tick();
        _finished.Writer.Complete();
        await _recording.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_failed.Task.IsCompleted) _saved.Write(TakeState(out _), Instant.Now(_clock));
        _saved.Dispose();
        _stop.Dispose();
        _places.Dispose();
    }

    private void HandOver()
    {
        if (_pipeline.Finished.Count == 0) return;
        foreach (var call in _pipeline.TakeFinished())
        {
            _places.Wait();
            _given++;
            _finished.Writer.TryWrite(call);
        }
    }

    private void Tick()
    {
        lock (_turn)
        {
            var now = Instant.Now(_clock);
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
        while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false)) Tick();
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
                await _intake.RecordAsync(batch, CancellationToken.None).ConfigureAwait(false);
                Interlocked.Add(ref _recorded, batch.Count);
                _places.Release(batch.Count);
                batch.Clear();
            }
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // A full or broken disk: nothing more can be kept. Whoever runs the capture is told and ends it; the last saved state stays.
            _failed.TrySetResult(fault);
            throw;
        }
    }

    /// <summary>Lets a batch grow for a moment: a durable write costs the same for one call and for a thousand.</summary>
    private async Task GatherAsync()
    {
        if (_stop.IsCancellationRequested || _places.CurrentCount <= WaitingCalls - BatchCalls) return;
        await Task.Delay(GatherPause, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task SaveAsync()
    {
        using var timer = new PeriodicTimer(SavePause, _clock);
        while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
        {
            var at = Instant.Now(_clock);
            var state = TakeState(out var given);
            while (Interlocked.Read(ref _recorded) < given) await Task.Delay(TickPause, _clock, _stop.Token).ConfigureAwait(false);
            _saved.Write(state, at);
        }
    }

    private ReadOnlyMemory<byte> TakeState(out long given)
    {
        var state = new ArrayBufferWriter<byte>();
        lock (_turn)
        {
            _pipeline.Save(state);
            HandOver();
            given = _given;
        }

        return state.WrittenMemory;
    }
}
