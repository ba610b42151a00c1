using System.Globalization;

namespace Gudok.Seals;

/// <summary>Which tree: that of one UTC day of one log.</summary>
/// <param name="Log">The log, a word of lower-case letters, digits and dashes: <c>calls</c>.</param>
/// <param name="Day">The day.</param>
public readonly record struct TreeName(string Log, DateOnly Day)
{
    /// <summary>The most letters of a log's name.</summary>
    public const int MaxLogLength = 32;

    /// <summary><c>calls 2026-11-21</c>.</summary>
    public override string ToString() => Log + " " + DayText(Day);

    internal static string DayText(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static bool IsLog(string text) =>
        text.Length is > 0 and <= MaxLogLength && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}
