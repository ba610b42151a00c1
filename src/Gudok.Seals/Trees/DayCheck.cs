namespace Gudok.Seals;

/// <summary>What was found of one day's tree.</summary>
/// <param name="Day">The day.</param>
/// <param name="Heads">How many heads it has.</param>
/// <param name="Unsealed">How many leaves stand behind its last head.</param>
/// <param name="Dropped">How many leaves it had that were dropped lawfully.</param>
/// <param name="Wrong">The first head that does not hold, or null.</param>
/// <param name="Text">What is wrong; empty if nothing is.</param>
public sealed record DayCheck(DateOnly Day, int Heads, long Unsealed, long Dropped, SignedHead? Wrong, string Text);
