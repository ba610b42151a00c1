using System.Diagnostics.Metrics;
using Gudok.Seals;

namespace Gudok;

/// <summary>Notices that the system's clock was set back, now or while Gudok did not run. Nothing breaks by it: records keep the times their sources tell, each is filed under
/// its own day, and heads go on in one chain by their numbers. But times of arrival, and when a term ends, are wrong until somebody sets the clock right.</summary>
internal sealed partial class ClockWatch : IAsyncDisposable
{
    /// <summary>The clock stands before a moment that has already been.</summary>
    public const string SetBack = "GDK-9007";

    // A clock that is slewed loses less; one that is stepped for being seconds off harms nobody.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Meter _meter = new("Gudok.Clock");
    private readonly Counter<long> _setBack;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly PeriodicTimer _timer;
    private readonly Task _running;

    /// <summary>Begins to watch, and tells at once if the clock stands before the head signed last.</summary>
    public ClockWatch(HeadChain heads, TimeProvider clock, ILogger logger)
    {
        _setBack = _meter.CreateCounter<long>("gudok_clock_set_back", null, "Times at which the system's clock was found set back");
        _setBack.Add(0);
        _clock = clock;
        _logger = logger;
        if (TellBehind(heads, clock) is { } line) Tell(line);
        _timer = new PeriodicTimer(Pause, clock);
        _running = RunAsync();
    }

    /// <summary>What to say if the clock stands before the head signed last; else null.</summary>
    public static string? TellBehind(HeadChain heads, TimeProvider clock) =>
        heads.Last is { } last && last.SignedAt - clock.GetUtcNow() is var behind && behind > Tolerance
            ? $"{SetBack}: the clock stands {Words(behind)} before head {last.Number}, which was signed at {last.SignedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC. Set the clock right (timedatectl); "
                + "heads go on in one chain, but what is dated by this clock is dated wrongly."
            : null;

    /// <summary>Stops watching.</summary>
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _meter.Dispose();
    }

    private async Task RunAsync()
    {
        var (at, stamp) = (_clock.GetUtcNow(), _clock.GetTimestamp());
        while (await _timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            var expected = at + _clock.GetElapsedTime(stamp);
            (at, stamp) = (_clock.GetUtcNow(), _clock.GetTimestamp());
            if (expected - at <= Tolerance) continue;
            Tell($"{SetBack}: the clock was set back by {Words(expected - at)}. If that was not to mend it, set it right (timedatectl): heads go on in one chain, but arrivals are dated by this clock.");
        }
    }

    private void Tell(string line)
    {
        _setBack.Add(1);
        LogSetBack(line);
    }

    private static string Words(TimeSpan span)
    {
        var whole = TimeSpan.FromSeconds(Math.Round(span.TotalSeconds));
        return whole.TotalDays >= 1 ? $"{whole:d' d 'h' h'}" : $"{whole:h' h 'm' min 's' s'}";
    }

    [LoggerMessage(9030, LogLevel.Warning, "{Line}")]
    private partial void LogSetBack(string line);
}
