namespace Gudok.Seals;

/// <summary>What a sealing did.</summary>
/// <param name="Heads">The heads signed, in order.</param>
/// <param name="Faults">Days that cannot be sealed, as they no longer hold what was signed of them; one line each, naming the day.</param>
public sealed record SealReport(IReadOnlyList<SignedHead> Heads, IReadOnlyList<string> Faults)
{
    /// <summary>Nothing had grown.</summary>
    public static SealReport Nothing { get; } = new([], []);
}
