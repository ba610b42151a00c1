namespace Gudok.Capture;

/// <summary>How busy a public-service contact centre is through a day, pressed into the length of the run.</summary>
internal static class DayProfile
{
    // Calls by hour of the day from midnight, 24 on average: a quiet night, a peak before noon, a lower one after lunch, an evening tail.
    private static readonly byte[] Hours = [5, 4, 3, 3, 4, 7, 12, 20, 34, 46, 51, 48, 42, 40, 44, 43, 39, 33, 27, 22, 18, 14, 10, 7];
    private const double Mean = 24;

    /// <summary>The factor of the mean rate at a time of the day.</summary>
    /// <param name="ofDay">0 at midnight to 1 at the next; whole days are cut off.</param>
    public static double At(double ofDay) => Hours[(int)((ofDay - Math.Floor(ofDay)) * Hours.Length)] / Mean;
}
