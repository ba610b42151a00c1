namespace Gudok.Access;

/// <summary>What the policy has to know besides who and what. Whoever asks fills in what the act is about; what is not known stays as it is, and
/// then a condition that rests on it does not hold.</summary>
public sealed record ActContext
{
    /// <summary>Nothing known: an act that is about nobody's calls, or one that narrows itself to the scope of the grant.</summary>
    public static ActContext Empty { get; } = new();

    /// <summary>Asked before the case is known: whether somebody may do such a thing at all. What rests on the case (whose, contact, quota, reason,
    /// request) is not judged, and has to be asked about again.</summary>
    public static ActContext Ahead { get; } = new() { IsAhead = true };

    /// <summary>Whether only what is known before the case is judged.</summary>
    public bool IsAhead { get; private init; }

    /// <summary>This case before it is known why it is done and how often it was: whether to offer it. Whose it is counts.</summary>
    public ActContext BeforeTheCase() => this with { IsAhead = true };

    /// <summary>Whether it is about one call, request or person, whose <see cref="Owner"/> has to lie within the scope.</summary>
    public bool IsOfOne { get; init; }

    /// <summary>The account name of whoever took the call or made the request; null if it has nobody, which lies in no one's scope but all.</summary>
    public string? Owner { get; init; }

    /// <summary>The account id of whoever asked for what is decided on; null if nothing was asked for.</summary>
    public string? AskedBy { get; init; }

    /// <summary>Account names of the people in the actor's teams; asked for only if a grant reaches a team.</summary>
    public IReadOnlyCollection<string> TeamMembers { get; init; } = [];

    /// <summary>Account names of the people in the departments of the actor's teams; asked for only if a grant reaches a department.</summary>
    public IReadOnlyCollection<string> DepartmentMembers { get; init; } = [];

    /// <summary>Why, in the actor's words.</summary>
    public string? Reason { get; init; }

    /// <summary>The request in writing on which it is done.</summary>
    public string? RequestFile { get; init; }

    /// <summary>Whether the actor is in a call with the party at this moment.</summary>
    public bool IsInCall { get; init; }

    /// <summary>When the actor's last call with the party ended; null if there was none.</summary>
    public DateTimeOffset? LastContact { get; init; }

    /// <summary>How many counted acts the actor has done today.</summary>
    public int UsedToday { get; init; }

    /// <summary>How many digits of a number are looked for; null if the act is no search by part.</summary>
    public int? PartDigits { get; init; }
}
