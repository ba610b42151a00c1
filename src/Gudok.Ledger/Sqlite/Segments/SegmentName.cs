using System.Globalization;

namespace Gudok.Ledger;

/// <summary>Which segment: the n-th of its UTC day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Number">From 0, in order of opening.</param>
internal readonly record struct SegmentName(DateOnly Day, int Number) : IComparable<SegmentName>
{
    private const int NumberBits = 16;

    /// <summary>The most segments of one day.</summary>
    public const int MostOfDay = 1 << NumberBits;

    /// <summary>The name in one number, as the index files keep it.</summary>
    public long Packed => ((long)Day.DayNumber << NumberBits) | (uint)Number;

    public static SegmentName Unpack(long packed) =>
        new(DateOnly.FromDayNumber((int)(packed >> NumberBits)), (int)(packed & (MostOfDay - 1)));

    public static string DayFolder(string folder, DateOnly day) => Path.Combine(folder, FolderName(day));

    public static string FolderName(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public string DataPath(string folder) => PathOf(folder, ".db");

    public string IndexPath(string folder) => PathOf(folder, ".idx");

    public int CompareTo(SegmentName other) => Packed.CompareTo(other.Packed);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{FolderName(Day)}/{Number:D3}");

    private string PathOf(string folder, string ending) =>
        Path.Combine(DayFolder(folder, Day), Number.ToString("D3", CultureInfo.InvariantCulture) + ending);
}
