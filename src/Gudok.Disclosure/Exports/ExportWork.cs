using Gudok.Access;
using Gudok.Ledger;
using Microsoft.Extensions.Logging;

namespace Gudok.Disclosure;

/// <summary>Makes files of exports in the background, one after the other, and ends what has had its time. What a stop interrupted is made anew.</summary>
public sealed partial class ExportWork : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private readonly ExportDesk _desk;
    private readonly ExportErasure _erasure;
    private readonly ExportMaker _maker;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Does nothing yet.</summary>
    /// <param name="desk">The requests.</param>
    /// <param name="erasure">Looks for people who are gone.</param>
    /// <param name="sights">Gives the sight of numbers.</param>
    /// <param name="calls">Where calls come from.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">Told what cannot be made.</param>
    public ExportWork(ExportDesk desk, ExportErasure erasure, SightDesk sights, ICallReader calls, TimeProvider clock, ILogger logger)
    {
        _desk = desk;
        _erasure = erasure;
        _maker = new ExportMaker(desk, sights, calls, clock);
        _clock = clock;
        _logger = logger;
    }

    /// <summary>Begins to work by itself.</summary>
    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Ends what has had its time, looks for people who are gone if that is owed, and makes what waits.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        await _desk.SweepAsync(cancellationToken).ConfigureAwait(false);
        await LookAsync(cancellationToken).ConfigureAwait(false);
        while (await _desk.NextAsync(cancellationToken).ConfigureAwait(false) is { } job) await MakeAsync(job, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops; a file that is not ready is made after the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            // Asked for before looking: what comes meanwhile wakes at once.
            var next = _desk.NextWork;
            try
            {
                await RunOnceAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (Exception fault) when (!_stop.IsCancellationRequested)
            {
                // Whatever it was: else no file is made and none is ended until somebody starts the program anew.
                if (fault is AccessException or IOException or UnauthorizedAccessException) LogLater(fault.Message);
                else LogBroken(fault.GetType().Name, fault.Message);
                next = Task.Delay(Timeout.InfiniteTimeSpan, _clock, _stop.Token);
            }

            await Task.WhenAny(next, Task.Delay(Pause, _clock, _stop.Token)).ConfigureAwait(false);
        }
    }

    private async Task MakeAsync(ExportJob job, CancellationToken cancellationToken)
    {
        var erasures = _erasure.Erasures;
        try
        {
            await _maker.MakeAsync(job, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogUnmade(AccessFaults.ExportUnmade, job.Id, fault.Message);
            await _desk.FailAsync(job, "disk", cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not AccessException && !cancellationToken.IsCancellationRequested)
        {
            // What is not known would break the next making too, and with it that of all who come after.
            LogUnmade(AccessFaults.ExportUnmade, job.Id, fault.Message);
            await _desk.FailAsync(job, "ledger", cancellationToken).ConfigureAwait(false);
        }

        if (_erasure.Erasures == erasures) return;
        _erasure.Owe();
        await LookAsync(cancellationToken).ConfigureAwait(false);
    }

    // What could not be looked at is given to nobody and keeps nothing from being made; each round tries again.
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _erasure.LookIfOwedAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnlooked(fault.Message);
        }
    }

    [LoggerMessage(7500, LogLevel.Warning, "Exports: {Reason} It is tried again within a minute.")]
    private partial void LogLater(string reason);

    [LoggerMessage(7502, LogLevel.Error, "Exports: {Fault}: {Reason} It is tried again within a minute.")]
    private partial void LogBroken(string fault, string reason);

    [LoggerMessage(7503, LogLevel.Error, "Exports: files could not all be looked through for who was erased: {Reason} They are given to nobody, and looked at again within a minute.")]
    private partial void LogUnlooked(string reason);

    [LoggerMessage(7501, LogLevel.Error, "{Code}: the file of export {Export} could not be made: {Reason}")]
    private partial void LogUnmade(string code, string export, string reason);
}
