using System.Diagnostics.Metrics;

namespace Gudok.Ledger;

/// <summary>What runs of retention had to leave: the meter <c>Gudok.Ledger</c>.</summary>
internal static class RetentionMeter
{
    private static readonly Meter Meter = new("Gudok.Ledger");

    private static readonly Counter<long> Left = Meter.CreateCounter<long>(
        "gudok_retention_left", null, "What was due and could not be destroyed, counted at each run: parts of days, parties, steps of the run");

    /// <summary>Counts parts of days that are damaged.</summary>
    public static void CountParts(int parts) => Count(parts, "part");

    /// <summary>Counts parties that could not be forgotten.</summary>
    public static void CountParties(int parties) => Count(parties, "party");

    /// <summary>Counts a step that failed as a whole.</summary>
    public static void CountStep() => Count(1, "step");

    private static void Count(int number, string what) => Left.Add(number, new KeyValuePair<string, object?>("what", what));
}
