using Gudok.Access;
using Gudok.Numbers;
using Gudok.Seals;

namespace Gudok;

/// <summary>Signs heads of what was appended, every minute at least, while a data folder is served.</summary>
internal sealed partial class HeadTimer : IAsyncDisposable
{
    private readonly Func<CancellationToken, ValueTask<SealReport>> _sealAsync;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly PeriodicTimer _timer;
    private readonly Task _running;

    /// <summary>Begins to count.</summary>
    /// <param name="sealAsync">Signs heads of what grew.</param>
    /// <param name="period">How long what was appended waits for its head at most.</param>
    /// <param name="clock">Counts.</param>
    /// <param name="logger">Where days that cannot be sealed are noted.</param>
    public HeadTimer(Func<CancellationToken, ValueTask<SealReport>> sealAsync, TimeSpan period, TimeProvider clock, ILogger logger)
    {
        _sealAsync = sealAsync;
        _logger = logger;
        _timer = new PeriodicTimer(period, clock);
        _running = RunAsync();
    }

    /// <summary>Stops after what is being signed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _timer.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (await _timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
        {
            try
            {
                var report = await _sealAsync(_stop.Token).ConfigureAwait(false);
                foreach (var fault in report.Faults) LogUnsealed(fault);
            }
            catch (Exception fault) when (fault is IOException or AccessException or VaultException)
            {
                // A full disk may have room in a minute; what was appended is durable and waits for its head.
                LogFailed(fault.Message);
            }
        }
    }

    [LoggerMessage(9010, LogLevel.Error, "{Fault}")]
    private partial void LogUnsealed(string fault);

    [LoggerMessage(9011, LogLevel.Warning, "Heads could not be signed ({Reason}); it is tried again at the next.")]
    private partial void LogFailed(string reason);
}
