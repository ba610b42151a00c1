namespace Gudok.Seals;

/// <summary>What was found of a chain.</summary>
/// <param name="Last">The last head that holds; null if there is none.</param>
/// <param name="OfLogs">How many of the heads are of each log.</param>
/// <param name="Wrong">The number of the first head that fails; 0 if none does.</param>
/// <param name="Text">What is wrong, one line; empty if nothing is.</param>
public sealed record ChainFinding(SignedHead? Last, IReadOnlyDictionary<string, long> OfLogs, long Wrong, string Text)
{
    /// <summary>The day that the failing head names, or else the one before it; null if neither can be read.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>How many heads hold.</summary>
    public long Heads => Last?.Number ?? 0;

    /// <summary>Whether the whole chain holds.</summary>
    public bool IsOk => Wrong == 0;
}
