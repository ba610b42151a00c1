using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>A time as it stands in a record: a moment, or what a clock on a wall showed.</summary>
/// <param name="Moment">The moment, where the text tells it: an epoch, or a time with its offset.</param>
/// <param name="Local">Else what the clock showed.</param>
/// <param name="HasSeconds">False for a time to the minute, as spreadsheets leave it.</param>
internal readonly record struct Stamp(Instant? Moment, DateTime Local, bool HasSeconds)
{
    /// <summary>A moment to the second or better.</summary>
    public static Stamp Of(Instant moment) => new(moment, default, true);
}
