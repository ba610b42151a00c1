namespace Gudok.Access;

/// <summary>What a check of the journal found.</summary>
/// <param name="Days">Days checked.</param>
/// <param name="Entries">Entries checked.</param>
/// <param name="Unsealed">Entries that no head covers yet.</param>
/// <param name="Dropped">Entries whose days were dropped lawfully, as the chain says.</param>
/// <param name="Failure">The first thing that is wrong, or null.</param>
public sealed record JournalReport(int Days, long Entries, long Unsealed, long Dropped, JournalFailure? Failure)
{
    /// <summary>There is no journal, and none was ever signed.</summary>
    public static JournalReport None { get; } = new(0, 0, 0, 0, null);
}

/// <summary>The first thing found wrong in the journal.</summary>
/// <param name="Day">The day; null if the fault is in none.</param>
/// <param name="Entry">The entry's number; null if the fault is not in one.</param>
/// <param name="Head">The head's number; null if the fault is not in one.</param>
/// <param name="Fault">The fault's code.</param>
/// <param name="Text">What is wrong, one line.</param>
public sealed record JournalFailure(DateOnly? Day, long? Entry, long? Head, string Fault, string Text);
