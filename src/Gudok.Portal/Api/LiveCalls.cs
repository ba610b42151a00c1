using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Gudok.Ledger;
using Microsoft.Extensions.Options;

namespace Gudok.Portal;

/// <summary>Lets readers follow live calls: so many at a time, and each gets them in batches at a bearable rate.</summary>
internal sealed class LiveCalls(IOptions<PortalOptions> options, TimeProvider clock)
{
    private int _followers;

    /// <summary>A seat to be given back, or null if all are taken.</summary>
    public IDisposable? TryEnter()
    {
        if (Interlocked.Increment(ref _followers) <= options.Value.MaxFollowers) return new Seat(this);
        Interlocked.Decrement(ref _followers);
        return null;
    }

    /// <summary>Calls as they are recorded, gathered for <see cref="PortalOptions.LiveWindow"/>. The first batch is empty and says that from now on
    /// nothing is missed; later empty ones are heartbeats.</summary>
    public async IAsyncEnumerable<LiveBatch> GatherAsync(
        ICallReader calls, Narrowed narrowed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pending = new Pending(options.Value.LiveRows);
        var pump = PumpAsync(calls, narrowed, pending, stop.Token);
        try
        {
            yield return LiveBatch.Empty;
            while (await pending.WaitAsync(options.Value.Heartbeat, clock, stop.Token).ConfigureAwait(false) is { } ready)
            {
                if (ready) await Task.Delay(options.Value.LiveWindow, clock, stop.Token).ConfigureAwait(false);
                yield return ready ? pending.Take() : LiveBatch.Empty;
            }

            await pump.ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task PumpAsync(ICallReader calls, Narrowed narrowed, Pending pending, CancellationToken stop)
    {
        try
        {
            await foreach (var call in calls.FollowAsync(narrowed.Search, narrowed.Sight, stop).ConfigureAwait(false)) pending.Add(call);
        }
        finally
        {
            pending.Complete();
        }
    }

    private sealed class Seat(LiveCalls owner) : IDisposable
    {
        private LiveCalls? _owner = owner;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _owner, null) is { } once) Interlocked.Decrement(ref once._followers);
        }
    }

    /// <summary>What waits to be sent: the newest, and a count of what fell out.</summary>
    private sealed class Pending(int limit)
    {
        private readonly Channel<LiveCall> _calls = Channel.CreateUnbounded<LiveCall>();
        private readonly Lock _gate = new();
        private long _missed;
        private Task<bool>? _ready;

        public void Add(LiveCall call)
        {
            lock (_gate)
            {
                _missed += call.Missed;
                if (_calls.Reader.Count >= limit && _calls.Reader.TryRead(out _)) _missed++;
                _calls.Writer.TryWrite(call);
            }
        }

        public void Complete() => _calls.Writer.TryComplete();

        /// <summary>True if there are calls, false if the time passed without one, null at the end.</summary>
        public async ValueTask<bool?> WaitAsync(TimeSpan time, TimeProvider clock, CancellationToken stop)
        {
            _ready ??= _calls.Reader.WaitToReadAsync(stop).AsTask();
            if (await Task.WhenAny(_ready, Task.Delay(time, clock, stop)).ConfigureAwait(false) != _ready) return stop.IsCancellationRequested ? null : false;
            var isReady = await _ready.ConfigureAwait(false);
            _ready = null;
            return isReady ? true : null;
        }

        public LiveBatch Take()
        {
            lock (_gate)
            {
                var calls = new List<LiveCall>();
                while (_calls.Reader.TryRead(out var call)) calls.Add(call);
                var missed = _missed;
                _missed = 0;
                return new LiveBatch(calls, missed);
            }
        }
    }
}

/// <summary>Calls that came within one window, in the order they came.</summary>
/// <param name="Calls">The calls; empty for a heartbeat.</param>
/// <param name="Missed">How many came besides and are not sent.</param>
internal sealed record LiveBatch(IReadOnlyList<LiveCall> Calls, long Missed)
{
    public static LiveBatch Empty { get; } = new([], 0);
}
