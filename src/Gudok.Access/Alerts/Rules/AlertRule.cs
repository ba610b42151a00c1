namespace Gudok.Access;

/// <summary>What else an entry must be for a rule to count it.</summary>
internal enum AlertOnly
{
    /// <summary>Nothing else.</summary>
    Any,

    /// <summary>It was made out of working hours.</summary>
    OutOfHours,

    /// <summary>It came from an address that the journal never saw of that actor, whom it had seen before.</summary>
    NewAddress,

    /// <summary>No entry at all: the journal no longer holds what was signed of it.</summary>
    JournalGap,
}

/// <summary>One rule: so many entries of one actor within so long.</summary>
/// <param name="Name">Its name: lower case with hyphens.</param>
/// <param name="Acts">Acts that count, or groups of them with a dot at the end; empty for all.</param>
/// <param name="Outcomes">Outcomes that count; empty for all.</param>
/// <param name="Kinds">Kinds of actors that count; empty for all but the system itself.</param>
/// <param name="Only">What else.</param>
/// <param name="Count">From how many on.</param>
/// <param name="Within">Within how long; and after how long the same is told again.</param>
internal sealed record AlertRule(
    string Name, IReadOnlyList<string> Acts, IReadOnlyList<ActOutcome> Outcomes, IReadOnlyList<ActorKind> Kinds, AlertOnly Only, int Count, TimeSpan Within)
{
    /// <summary>Whether an entry counts, as far as it tells by itself.</summary>
    public bool Fits(KeptEntry kept, WorkingHours hours)
    {
        var entry = kept.Entry;
        return Only != AlertOnly.JournalGap
            && (Kinds.Count > 0 ? Kinds.Contains(entry.Actor.Kind) : entry.Actor.Kind != ActorKind.System)
            && (Outcomes.Count == 0 || Outcomes.Contains(entry.Outcome))
            && (Acts.Count == 0 || Acts.Any(act => act.EndsWith('.') ? entry.Act.StartsWith(act, StringComparison.Ordinal) : act == entry.Act))
            && (Only != AlertOnly.OutOfHours || !hours.Hold(kept.At));
    }
}
