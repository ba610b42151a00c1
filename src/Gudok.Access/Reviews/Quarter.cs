using System.Globalization;

namespace Gudok.Access;

/// <summary>A quarter of a year, in UTC.</summary>
/// <param name="Year">The year.</param>
/// <param name="Number">1 to 4.</param>
public readonly record struct Quarter(int Year, int Number)
{
    private const int Months = 3;

    /// <summary>The quarter of a time.</summary>
    public static Quarter Of(DateTimeOffset time) => new(time.UtcDateTime.Year, ((time.UtcDateTime.Month - 1) / Months) + 1);

    /// <summary>When it begins.</summary>
    public DateTimeOffset Start => new(Year, ((Number - 1) * Months) + 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What its review is called: <c>2026-q4</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year}-q{Number}");
}
