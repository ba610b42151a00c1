namespace Gudok.Access;

/// <summary>When people work, by the policy.</summary>
/// <param name="Zone">The zone of the times.</param>
/// <param name="Days">Days of work.</param>
/// <param name="From">The first minute.</param>
/// <param name="To">The first minute after; earlier than <paramref name="From"/> for a shift over midnight, which belongs to the day it begins on.</param>
internal sealed record WorkingHours(TimeZoneInfo Zone, IReadOnlySet<DayOfWeek> Days, TimeOnly From, TimeOnly To)
{
    /// <summary>Monday to Friday, 8 to 20 in Moscow.</summary>
    public static WorkingHours Usual { get; } = new(
        TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow"),
        new HashSet<DayOfWeek> { DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday },
        new TimeOnly(8, 0),
        new TimeOnly(20, 0));

    /// <summary>Whether a moment lies within them.</summary>
    public bool Hold(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, Zone);
        var time = TimeOnly.FromDateTime(local.DateTime);
        if (!time.IsBetween(From, To)) return false;
        var beganYesterday = To < From && time < To;
        return Days.Contains(beganYesterday ? local.AddDays(-1).DayOfWeek : local.DayOfWeek);
    }
}
