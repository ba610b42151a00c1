using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Brings the stamps and the durations of a row together.</summary>
/// <remarks>Stamps of whole seconds are cut off, so that answer and end may differ from the talk time by a second: the talk time that the system
/// itself counted wins. Stamps to the minute only tell when the call began.</remarks>
internal static class RowTimes
{
    /// <summary>How far stamps and durations may disagree by being cut off.</summary>
    public static readonly TimeSpan Rounding = TimeSpan.FromSeconds(2);

    /// <summary>Answer and end of a row.</summary>
    /// <param name="started">Its start.</param>
    /// <param name="answered">The answer's stamp, if there is one.</param>
    /// <param name="ended">The end's stamp, if there is one.</param>
    /// <param name="duration">Start to end as the system counted it.</param>
    /// <param name="talk">Answer to end as the system counted it.</param>
    /// <param name="isExact">Whether stamps have seconds.</param>
    public static (Instant? Answered, Instant? Ended) Settle(
        Instant started, Instant? answered, Instant? ended, TimeSpan? duration, TimeSpan? talk, bool isExact)
    {
        if (!isExact) (answered, ended) = (null, duration is null ? ended : null);
        ended ??= duration is { } whole ? started + whole : null;
        answered ??= ended is { } end && talk > TimeSpan.Zero ? Later(started, end - talk.Value) : null;
        if (answered is { } from && ended is { } to && talk is { } spoken && (to - from - spoken).Duration() <= Rounding) ended = from + spoken;
        return (answered, ended);
    }

    private static Instant Later(Instant one, Instant other) => one > other ? one : other;
}
