namespace Gudok.Numbers;

/// <summary>What one class of retention has of one UTC day of the ledger: it has a key of its own, and goes as a whole.</summary>
/// <param name="Day">The day.</param>
/// <param name="Class">The number of the class; 0 is the class of all calls that belong to no other.</param>
public readonly record struct DayPart(DateOnly Day, int Class) : IComparable<DayPart>
{
    /// <summary>The greatest number of a class. Stored in eight bits: it never grows.</summary>
    public const int MostClass = 255;

    private const int DayBits = 24;

    /// <summary>Day and class in one number, as keys are filed; of class 0 it is the day's number.</summary>
    public long Packed => (long)Class << DayBits | (uint)Day.DayNumber;

    /// <summary>The part of a day that belongs to no class of its own.</summary>
    /// <remarks>Not a conversion: where a part is meant and a day is at hand, the compiler must ask for its class.</remarks>
    public static DayPart OfDefault(DateOnly day) => new(day, 0);

    /// <summary>The part that a number stands for.</summary>
    /// <exception cref="InvalidDataException">It stands for none: it was changed.</exception>
    public static DayPart Unpack(long packed)
    {
        var (part, day) = (packed >> DayBits, packed & ((1 << DayBits) - 1));
        return part is >= 0 and <= MostClass && day <= DateOnly.MaxValue.DayNumber
            ? new DayPart(DateOnly.FromDayNumber((int)day), (int)part)
            : throw new InvalidDataException("A number does not stand for a day and a class.");
    }

    /// <summary>Days in order, in a day its classes.</summary>
    public int CompareTo(DayPart other) => Day.CompareTo(other.Day) is not 0 and var byDay ? byDay : Class.CompareTo(other.Class);

    /// <summary>Whether one stands before another.</summary>
    public static bool operator <(DayPart left, DayPart right) => left.CompareTo(right) < 0;

    /// <summary>Whether one stands before another or is it.</summary>
    public static bool operator <=(DayPart left, DayPart right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one stands behind another.</summary>
    public static bool operator >(DayPart left, DayPart right) => left.CompareTo(right) > 0;

    /// <summary>Whether one stands behind another or is it.</summary>
    public static bool operator >=(DayPart left, DayPart right) => left.CompareTo(right) >= 0;
}
