using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Gudok.Access;

/// <summary>One way by which alerts are sent: a bounded queue, tried again with growing pauses; what does not fit or is too old is given up, counted and
/// noted, as the alert itself stands in the journal.</summary>
public abstract partial class AlertPost : IAsyncDisposable
{
    /// <summary>The most notices that wait.</summary>
    public const int MostWaiting = 1000;

    /// <summary>How long the end of the program waits for what is still to be sent, all of it together.</summary>
    public static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan _firstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _longestPause = TimeSpan.FromMinutes(5);
    private readonly Channel<AlertNotice> _waiting = Channel.CreateBounded<AlertNotice>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _end = new();
    private readonly string _way;
    private readonly TimeSpan _retryFor;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Task _running;

    /// <summary>Begins to send.</summary>
    /// <param name="way">What logs and metrics call it.</param>
    /// <param name="retryFor">How long a notice is tried.</param>
    /// <param name="clock">Times attempts.</param>
    /// <param name="logger">Where failures are noted.</param>
    protected AlertPost(string way, TimeSpan retryFor, TimeProvider clock, ILogger logger)
    {
        (_way, _retryFor, _clock, _logger) = (way, retryFor, clock, logger);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Puts a notice into the queue; never waits.</summary>
    public void Add(AlertNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        if (!_waiting.Writer.TryWrite(notice)) GiveUp(notice, "the queue is full");
    }

    /// <summary>Ends the sending after what waits was tried once more, as far as <see cref="LongestEnd"/> goes: what is closed after it must be closed too.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        _end.CancelAfter(LongestEnd);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _end.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Sends a notice.</summary>
    /// <exception cref="IOException">It was not taken.</exception>
    protected abstract Task SendAsync(AlertNotice notice, CancellationToken cancellationToken);

    private async Task RunAsync()
    {
        await foreach (var notice in _waiting.Reader.ReadAllAsync().ConfigureAwait(false)) await DeliverAsync(notice).ConfigureAwait(false);
    }

    private async Task DeliverAsync(AlertNotice notice)
    {
        const int limitSeconds = 10;
        var pause = _firstPause;
        while (true)
        {
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
                limit.CancelAfter(TimeSpan.FromSeconds(limitSeconds));
                limit.Token.ThrowIfCancellationRequested();
                await SendAsync(notice, limit.Token).ConfigureAwait(false);
                AlertMeter.Sent.Add(1, Tag);
                return;
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException)
            {
                AlertMeter.Failures.Add(1, Tag);
                var why = fault is OperationCanceledException ? "no answer in time" : fault.Message;
                if (_stop.IsCancellationRequested || _clock.GetUtcNow() - notice.At + pause > _retryFor)
                {
                    GiveUp(notice, why);
                    return;
                }
            }

            await Task.Delay(pause, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < _longestPause ? pause * 2 : _longestPause;
        }
    }

    private KeyValuePair<string, object?> Tag => new("way", _way);

    private void GiveUp(AlertNotice notice, string why)
    {
        AlertMeter.Lost.Add(1, Tag);
        LogLost(notice.Number, _way, why);
    }

    [LoggerMessage(7303, LogLevel.Error, "The notice of alert {Number} was not sent by {Way}: {Reason}. The alert stands in the journal and at /alerts.")]
    private partial void LogLost(long number, string way, string reason);
}
