using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>What stays of a day, or of what a class of retention had of it, that was dropped whole because its term was over.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="DroppedAt">When.</param>
/// <param name="Records">How many records it had.</param>
/// <param name="Corrections">How many corrections were made on it.</param>
/// <param name="Amendments">How many amendments were made on it.</param>
/// <param name="Held">How many of its records stay under legal hold.</param>
/// <param name="Positions">Where its leaves stood in the log: first and last position of each run, rising.</param>
/// <param name="Leaves">SHA-256 of its leaves one after another, in order of position.</param>
public sealed record DropStatement(
    DateOnly Day,
    Instant DroppedAt,
    long Records,
    long Corrections,
    long Amendments,
    long Held,
    IReadOnlyList<(long First, long Last)> Positions,
    ReadOnlyMemory<byte> Leaves)
{
    /// <summary>The number of the class of retention whose part of the day it was.</summary>
    public int Class { get; init; }

    /// <summary>Day and class.</summary>
    public DayPart Part => new(Day, Class);
}

/// <summary>What became of parts of days that were to be dropped.</summary>
public abstract record DropOutcome
{
    private DropOutcome()
    {
    }

    /// <summary>They are gone: records, keys and all.</summary>
    /// <param name="Statements">What stays of each, the oldest first; none for parts that the ledger did not have.</param>
    /// <param name="Parties">Who took part in their calls, so that whoever stands in no other call can be forgotten too.</param>
    public sealed record Dropped(IReadOnlyList<DropStatement> Statements, IReadOnlyCollection<PartyId> Parties) : DropOutcome;

    /// <summary>All stay: something was added on one of them to a call of a day that stays.</summary>
    /// <param name="Day">The first such day.</param>
    /// <param name="By">The day that stays.</param>
    public sealed record Needed(DateOnly Day, DateOnly By) : DropOutcome;

    /// <summary>All stay: some of them are damaged. Nothing was signed or destroyed of any.</summary>
    /// <param name="Parts">All that are, the oldest first.</param>
    public sealed record Damaged(IReadOnlyList<DamagedPart> Parts) : DropOutcome;
}

/// <summary>A part of a day that cannot be dropped, as it does not hold what was written or signed of it.</summary>
/// <param name="Part">Day and class.</param>
/// <param name="Text">What is wrong, one line, no number in it.</param>
public sealed record DamagedPart(DayPart Part, string Text);
