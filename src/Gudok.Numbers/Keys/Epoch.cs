namespace Gudok.Numbers;

/// <summary>The number of an epoch: week + 2^20 × (version of the root key − 1), so that each rotation of the root begins epochs of its own
/// and an epoch's age is still told by its week.</summary>
internal static class Epoch
{
    private const int WeekBits = 20;
    private const int LastRootVersion = 1 << (31 - WeekBits);

    public static int Of(int rootVersion, int week)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rootVersion, LastRootVersion);
        return (rootVersion - 1) << WeekBits | week;
    }

    /// <summary>Days since 0001-01-01 divided by 7: a week begins on Monday, 00:00 UTC.</summary>
    public static int WeekIn(int epoch) => epoch & ((1 << WeekBits) - 1);

    /// <summary>The version of the root key in whose time the epoch began.</summary>
    public static int RootVersionIn(int epoch) => (epoch >> WeekBits) + 1;

    public static DateOnly MondayOf(int epoch) => DateOnly.FromDayNumber(WeekIn(epoch) * 7);
}
