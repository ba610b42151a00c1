using Microsoft.Extensions.Logging;

namespace Gudok.Capture;

/// <summary>Tells, once a minute at most for each feed, that a PBX tells of calls of which none is recorded: mostly its Call-IDs are not told.</summary>
/// <param name="feeds">Who is watched.</param>
/// <param name="clock">Counts the minutes.</param>
/// <param name="logger">Is told.</param>
internal sealed partial class UnmatchedWatch(IReadOnlyList<FeedCounters> feeds, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan RepeatPause = TimeSpan.FromMinutes(1);

    private readonly long[] _told = new long[feeds.Count];
    private long? _toldAt;

    /// <summary>Looks whether there is something to tell.</summary>
    public void Look()
    {
        if (_toldAt is { } before && clock.GetElapsedTime(before) < RepeatPause) return;
        for (var i = 0; i < _told.Length; i++)
        {
            var unmatched = feeds[i].Unmatched;
            if (unmatched == _told[i]) continue;
            LogUnmatched(CaptureFaults.FeedUnmatched, feeds[i].Name, unmatched - _told[i], feeds[i].Matched);
            _told[i] = unmatched;
            _toldAt = clock.GetTimestamp();
        }
    }

    [LoggerMessage(5035, LogLevel.Warning, "{Code}: {Feed} told of {Count} conversations of which no call was recorded; {Matched} calls were since the start. If that are few, look whether it tells the Call-ID.")]
    private partial void LogUnmatched(string code, string feed, long count, long matched);
}
