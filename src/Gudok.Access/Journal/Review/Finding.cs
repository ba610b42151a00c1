namespace Gudok.Access;

/// <summary>Why something stands out in a week of the journal.</summary>
public enum FindingKind
{
    /// <summary>Somebody was refused, or failed, again and again.</summary>
    Refusals,

    /// <summary>Somebody worked out of hours.</summary>
    OutOfHours,

    /// <summary>Somebody saw many numbers.</summary>
    ManyReveals,

    /// <summary>Numbers were shown at the command line, of all calls at once maybe.</summary>
    OwnerReveals,

    /// <summary>Somebody came from an address that was not seen of them in the weeks before.</summary>
    NewAddress,

    /// <summary>Accounts or roles were changed.</summary>
    RoleChanges,
}

/// <summary>What stands out of one actor's week.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Actor">Who.</param>
/// <param name="Entries">How many entries.</param>
/// <param name="First">Number of the first of them.</param>
/// <param name="Last">Number of the last of them.</param>
public sealed record Finding(FindingKind Kind, string Actor, int Entries, long First, long Last);
