using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>What a person said of a call after it was recorded.</summary>
/// <param name="Id">The record.</param>
/// <param name="MadeAt">When it was made, by the writer's clock: the ledger keeps it with the calls of that day.</param>
/// <param name="Actor">Who made it: an account name, never a telephone number; 1 to 128 characters.</param>
/// <param name="Changes">The members that were amended, the others null; at least one.</param>
public sealed record CallAmendment(RecordId Id, Instant MadeAt, string Actor, AmendedValues Changes)
{
    /// <summary>The most characters of an account name.</summary>
    public const int MostActor = 128;
}

/// <summary>What became of an amendment.</summary>
public abstract record AmendOutcome
{
    private AmendOutcome()
    {
    }

    /// <summary>It is durable.</summary>
    /// <param name="Record">The record as it now stands.</param>
    public sealed record Made(CallRecord Record) : AmendOutcome;

    /// <summary>Nothing was written: somebody amended the record since it was read.</summary>
    /// <param name="Version">The version at which it stands.</param>
    public sealed record Changed(int Version) : AmendOutcome;

    /// <summary>Nothing was written: there is no such record.</summary>
    public sealed record Missing : AmendOutcome;

    /// <summary>Nothing was written: the term of the record's day is over, and the record with it.</summary>
    public sealed record Over : AmendOutcome;
}
