namespace Gudok.Access;

/// <summary>One act, done or refused. Holds no number and no text of a search.</summary>
public sealed record JournalEntry
{
    /// <summary>Who.</summary>
    public required Actor Actor { get; init; }

    /// <summary>What: the act's name in the policy, <c>calls.search</c>.</summary>
    public required string Act { get; init; }

    /// <summary>How it went out.</summary>
    public required ActOutcome Outcome { get; init; }

    /// <summary>Why, in the actor's words; null where no reason is asked for.</summary>
    public string? Reason { get; init; }

    /// <summary>What it was done to: ids, as <c>call:0192…</c>, <c>user:…</c>, <c>party:…</c> (the party's monthly pseudonym).</summary>
    public IReadOnlyList<string> Objects { get; init; } = [];

    /// <summary>What else the reviewer should know, without numbers: how many rows, which filters were set, which rule refused.</summary>
    public string? Detail { get; init; }

    /// <summary>Joins what one request did, in journal and log; null outside of one.</summary>
    public string? Correlation { get; init; }
}
