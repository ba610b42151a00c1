using Gudok.Numbers;

namespace Gudok.Ledger.Postgres;

/// <summary>Day and class of retention in one integer, as all columns named after days have them: of class 0 it is the day's number. Stored: it
/// never changes.</summary>
internal static class PartNumber
{
    /// <summary>What of a number is its day.</summary>
    public const int DayMask = (1 << DayBits) - 1;

    private const int DayBits = 22;

    public static int Of(DayPart part) => part.Class << DayBits | part.Day.DayNumber;

    public static DayPart Read(int number) => new(DateOnly.FromDayNumber(number & DayMask), number >> DayBits);

    /// <summary>The least number of a class's parts.</summary>
    public static int Least(int retentionClass) => retentionClass << DayBits;

    /// <summary>The greatest number of a class's parts.</summary>
    public static int Most(int retentionClass) => Least(retentionClass) | DayMask;

    /// <summary>As SQL: the number of a class that is a column, and a day's number.</summary>
    public static string Sql(string retentionClass, string day) => $"({retentionClass}::integer<<{DayBits}|{day})";
}
