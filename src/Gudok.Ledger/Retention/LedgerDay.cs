using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>What a class of retention has of a day of the ledger, as retention sees it.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Records">Records of calls that started on it.</param>
/// <param name="NeededBy">Other days to whose calls of the same class something was added on this one: it goes with them or after them.</param>
/// <param name="HasMessages">Whether messages of its calls are kept.</param>
public sealed record LedgerDay(DateOnly Day, long Records, IReadOnlyList<DateOnly> NeededBy, bool HasMessages)
{
    /// <summary>The number of the class.</summary>
    public int Class { get; init; }

    /// <summary>What is wrong with it, if it could not be read what needs it; null if nothing is known to be.</summary>
    public string? Damage { get; init; }

    /// <summary>Day and class.</summary>
    public DayPart Part => new(Day, Class);
}
