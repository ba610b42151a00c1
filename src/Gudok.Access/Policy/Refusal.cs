namespace Gudok.Access;

/// <summary>Why the policy refuses; a closed set. The later, the nearer it was to a grant.</summary>
public enum Refusal
{
    /// <summary>Nobody signed in.</summary>
    NotSignedIn,

    /// <summary>The policy denies it to one of the actor's roles, whatever the others are granted.</summary>
    Denied,

    /// <summary>It is the actor's own request.</summary>
    OwnRequest,

    /// <summary>The token does not name it.</summary>
    NotInToken,

    /// <summary>None of the actor's roles is granted it.</summary>
    NoRole,

    /// <summary>It is another's, or another team's.</summary>
    OutOfScope,

    /// <summary>No second factor was shown.</summary>
    NoSecondFactor,

    /// <summary>It is out of working hours.</summary>
    OutOfHours,

    /// <summary>No request in writing was named.</summary>
    NoRequestFile,

    /// <summary>The actor is not in a call with the party, and the last one is too long ago.</summary>
    NoContact,

    /// <summary>The day's quota is used up.</summary>
    QuotaUsed,

    /// <summary>Too few digits of a number were given.</summary>
    PartTooShort,

    /// <summary>No reason was given.</summary>
    NoReason,
}
