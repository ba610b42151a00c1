namespace Gudok.Access;

/// <summary>The review of a quarter, as far as its reader reaches.</summary>
/// <param name="Quarter">The quarter.</param>
/// <param name="DueAt">When it is to be closed.</param>
/// <param name="IsOverdue">Whether that is past, and it is not closed.</param>
/// <param name="Lines">The rights that the reader may see, by account.</param>
/// <param name="OpenInAll">How many lines nobody has answered yet, those of others too.</param>
/// <param name="Closed">The record; null while it is open.</param>
public sealed record RightsReview(Quarter Quarter, DateTimeOffset DueAt, bool IsOverdue, IReadOnlyList<RightLine> Lines, int OpenInAll, ReviewRecord? Closed);

/// <summary>A role that an account has, or had when the review took it.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Account">Its name.</param>
/// <param name="Role">The role.</param>
/// <param name="Teams">The account's teams.</param>
/// <param name="LastSignInAt">When the person last signed in; null if never.</param>
/// <param name="LastUsedAt">When the person last did what the role is granted, by the journal; null if not among the last 500 entries of that person.</param>
/// <param name="Answer">What was answered; null while the line is open.</param>
public sealed record RightLine(
    string AccountId, string Account, Role Role, IReadOnlyList<string> Teams, DateTimeOffset? LastSignInAt, DateTimeOffset? LastUsedAt, RightAnswer? Answer)
{
    /// <summary>Whether whoever looks may answer it.</summary>
    public bool IsYours { get; init; }
}

/// <summary>What became of a line.</summary>
/// <param name="IsKept">Whether the role stays; if not, it was taken at once.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who answered.</param>
/// <param name="At">When.</param>
public sealed record RightAnswer(bool IsKept, string Reason, string By, DateTimeOffset At);

/// <summary>A review that is closed, or a list of leavers that was confirmed.</summary>
/// <param name="Id">The quarter, or a name of its own.</param>
/// <param name="Kind"><c>rights</c> or <c>leavers</c>.</param>
/// <param name="ClosedAt">When.</param>
/// <param name="ClosedBy">Who gave the last answer, or confirmed.</param>
/// <param name="Sha256">Of the record's bytes, in hexadecimal digits: the journal has it.</param>
/// <param name="Entry">Number of the journal's entry.</param>
public sealed record ReviewRecord(string Id, string Kind, DateTimeOffset ClosedAt, string ClosedBy, string Sha256, long Entry);

/// <summary>An account of somebody who left, or who seems to have.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Account">Its name.</param>
/// <param name="Roles">Its roles.</param>
/// <param name="LastSignInAt">When the person last signed in; null if never.</param>
/// <param name="BlockedAt">When it was blocked; null if it is not: then nobody has used it for long.</param>
/// <param name="BlockedBy">Who blocked it, by the journal.</param>
/// <param name="Reason">Why it was blocked.</param>
/// <param name="Sessions">Open sessions that it still has; a blocked one has none.</param>
/// <param name="Passkeys">Passkeys that are kept.</param>
/// <param name="HasAuthenticator">Whether an authenticator is kept.</param>
/// <param name="Links">Providers that it is linked to.</param>
/// <param name="NotBy">The provider that gives it a role and by which nobody came for long; null if there is none.</param>
/// <param name="ByItAt">When somebody last came by that one, or was linked; null if that was not noted yet.</param>
public sealed record Leaver(
    string AccountId, string Account, IReadOnlyList<Role> Roles, DateTimeOffset? LastSignInAt, DateTimeOffset? BlockedAt, string? BlockedBy, string? Reason,
    int Sessions, int Passkeys, bool HasAuthenticator, IReadOnlyList<string> Links, string? NotBy, DateTimeOffset? ByItAt);

/// <summary>What a check of a record has shown: its bytes are those that the journal names.</summary>
/// <param name="Kept">The entry that names them.</param>
/// <param name="Head">The signed head that covers the entry; null while it waits for one.</param>
public sealed record ReviewProof(KeptEntry Kept, string? Head);
