using Gudok.Numbers;

namespace Gudok.Access;

/// <summary>What the policy grants a role for an act: in which form, whose, and under which conditions. Immutable.</summary>
internal sealed record Grant
{
    /// <summary>The form in which parties are shown or sought; pseudonym where the act shows none.</summary>
    public PartyForm Form { get; init; }

    /// <summary>Whose; all where the act has no scope.</summary>
    public ActScope Scope { get; init; } = ActScope.All;

    /// <summary>A reason has to be given.</summary>
    public bool NeedsReason { get; init; }

    /// <summary>A second factor has to be shown, whatever the form; with the full form it always has.</summary>
    public bool NeedsSecondFactor { get; init; }

    /// <summary>Only while the actor is in a call with the party, and so many hours after the last one ended; null without such an end.</summary>
    public int? HoursAfterContact { get; init; }

    /// <summary>Only within the working hours of the policy.</summary>
    public bool OnlyInHours { get; init; }

    /// <summary>How often a day; null for any number.</summary>
    public int? QuotaPerDay { get; init; }

    /// <summary>Only for a request that somebody made in writing: its id has to be given.</summary>
    public bool NeedsRequestFile { get; init; }

    /// <summary>Whether a second factor is needed, said or not: no policy shows a whole number without.</summary>
    public bool DemandsSecondFactor => NeedsSecondFactor || Form == PartyForm.Full;
}
