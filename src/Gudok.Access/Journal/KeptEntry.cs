namespace Gudok.Access;

/// <summary>An entry as it stands in the journal.</summary>
/// <param name="Number">Its number, from 1, without a gap over all days.</param>
/// <param name="At">When it was written; whole microseconds, UTC.</param>
/// <param name="Entry">What it says. Of the actor, teams and departments are not kept: they change, and the account's id tells who it was.</param>
public sealed record KeptEntry(long Number, DateTimeOffset At, JournalEntry Entry)
{
    /// <summary>The day whose tree it stands in.</summary>
    public DateOnly Day => DateOnly.FromDateTime(At.UtcDateTime);
}
