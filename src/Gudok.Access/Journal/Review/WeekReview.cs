namespace Gudok.Access;

/// <summary>One week of the journal, Monday to Sunday in UTC, prepared for whoever reviews it.</summary>
/// <param name="Monday">Its first day.</param>
/// <param name="Entries">Entries of the week.</param>
/// <param name="People">Actors of the week.</param>
/// <param name="Findings">What stands out, the gravest kinds first.</param>
/// <param name="Confirmed">The entry by which somebody confirmed it; null until then.</param>
public sealed record WeekReview(DateOnly Monday, int Entries, int People, IReadOnlyList<Finding> Findings, KeptEntry? Confirmed)
{
    /// <summary>The object that entries of the journal name the week by: <c>week:2026-11-16</c>.</summary>
    public string Object => ObjectOf(Monday);

    /// <summary>The Monday of the week that a day is in.</summary>
    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>When a week is over, and can be confirmed.</summary>
    /// <param name="monday">Its first day.</param>
    public static DateTimeOffset EndOf(DateOnly monday) => new(monday.AddDays(7).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    internal static string ObjectOf(DateOnly monday) => $"week:{monday:yyyy-MM-dd}";
}
