using Gudok.Ledger;

namespace Gudok;

/// <summary>What a data folder needs now and then while it is served: kept messages whose term is over are destroyed, every hour.</summary>
internal sealed partial class Upkeep : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private readonly ICallLedger _ledger;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <summary>Begins at once.</summary>
    public Upkeep(ICallLedger ledger, TimeProvider clock, ILogger logger)
    {
        _ledger = ledger;
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
                var days = await _ledger.DropExpiredMessagesAsync(_stop.Token).ConfigureAwait(false);
                if (days > 0) LogDropped(days);
            }
            catch (IOException fault)
            {
                // A disk that is full or read-only now may not be so in an hour; meanwhile the messages stay sealed.
                LogFailed(fault.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false));
    }

    [LoggerMessage(9003, LogLevel.Information, "Messages of {Days} days were destroyed: their term was over.")]
    private partial void LogDropped(int days);

    [LoggerMessage(9004, LogLevel.Warning, "Messages whose term is over could not be destroyed ({Reason}); it is tried again in an hour.")]
    private partial void LogFailed(string reason);
}
