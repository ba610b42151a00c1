using System.Collections.Concurrent;

namespace Gudok.Capture.Tests;

/// <summary>A clock whose waits end at once and are kept; deadlines of the feeds never come.</summary>
internal sealed class WaitsClock : TimeProvider
{
    private static readonly TimeSpan[] Deadlines = [FeedSession.LongestSignIn, FeedSession.LongestSilence, TimeSpan.FromSeconds(20)];

    /// <summary>How long was waited each time.</summary>
    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    /// <summary>Whether the silence of a PBX that let us in has lasted too long as soon as it begins.</summary>
    public bool IsSilenceTooLong { get; set; }

    public override long GetTimestamp() => 0;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var isDeadline = Deadlines.Contains(dueTime);
        if (!isDeadline && dueTime > TimeSpan.Zero) Waits.Enqueue(dueTime);
        return System.CreateTimer(callback, state, isDeadline && !(IsSilenceTooLong && dueTime == FeedSession.LongestSilence) ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
