using System.Globalization;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Which segment: the n-th of what a class of retention has of a UTC day.</summary>
/// <param name="Part">Day and class.</param>
/// <param name="Number">From 0, in order of opening.</param>
internal readonly record struct SegmentName(DayPart Part, int Number) : IComparable<SegmentName>
{
    private const int NumberBits = 16;
    private const int DayBits = 24;

    /// <summary>The most segments of one day and class.</summary>
    public const int MostOfPart = 1 << NumberBits;

    /// <summary>The day.</summary>
    public DateOnly Day => Part.Day;

    /// <summary>The name in one number, as the index files keep it.</summary>
    public long Packed => (long)Part.Class << (DayBits + NumberBits) | (long)Day.DayNumber << NumberBits | (uint)Number;

    /// <summary>The name of a packed one.</summary>
    /// <exception cref="InvalidDataException">It is none: it was changed.</exception>
    public static SegmentName Unpack(long packed) => TryUnpack(packed, out var name) ? name : throw PackedReader.Broken();

    /// <summary>The name of a packed one; false if it is none.</summary>
    public static bool TryUnpack(long packed, out SegmentName name)
    {
        var day = (packed >> NumberBits) & ((1 << DayBits) - 1);
        var number = packed >> (DayBits + NumberBits);
        var isName = number is >= 0 and <= DayPart.MostClass && day <= DateOnly.MaxValue.DayNumber;
        name = isName ? new SegmentName(new DayPart(DateOnly.FromDayNumber((int)day), (int)number), (int)(packed & (MostOfPart - 1))) : default;
        return isName;
    }

    /// <summary>The folder of a day's part: the day, and the class behind a dot unless it is 0.</summary>
    public static string PartFolder(string folder, DayPart part) => Path.Combine(folder, FolderName(part));

    /// <summary>The name of the folder of a day's part.</summary>
    public static string FolderName(DayPart part) => part.Class == 0
        ? DayText(part.Day)
        : string.Create(CultureInfo.InvariantCulture, $"{part.Day:yyyy-MM-dd}.{part.Class:D3}");

    /// <summary>A day as folders and messages name it.</summary>
    public static string DayText(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The part whose folder bears a name.</summary>
    public static bool TryReadFolder(string name, out DayPart part)
    {
        part = default;
        var (isDay, number) = name.Length switch
        {
            10 => (true, 0),
            14 when name[10] == '.' && int.TryParse(name[11..], NumberStyles.None, CultureInfo.InvariantCulture, out var read) && read is > 0 and <= DayPart.MostClass => (true, read),
            _ => (false, 0),
        };
        if (!isDay || !DateOnly.TryParseExact(name[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return false;
        part = new DayPart(day, number);
        return true;
    }

    public string DataPath(string folder) => PathOf(folder, ".db");

    public string IndexPath(string folder) => PathOf(folder, ".idx");

    public int CompareTo(SegmentName other) => Part.CompareTo(other.Part) is not 0 and var byPart ? byPart : Number.CompareTo(other.Number);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{FolderName(Part)}/{Number:D3}");

    private string PathOf(string folder, string ending) =>
        Path.Combine(PartFolder(folder, Part), Number.ToString("D3", CultureInfo.InvariantCulture) + ending);
}
