using Gudok.Access;

namespace Gudok.Portal;

/// <summary>Somebody's look at the data of the person who reads this: in which role, not who.</summary>
/// <param name="At">When, RFC 3339 in UTC.</param>
/// <param name="Kind"><c>person</c>, <c>client</c>, <c>owner</c> or <c>system</c>.</param>
/// <param name="Roles">The roles of whoever looked.</param>
/// <param name="Act">What was done, by the policy's name.</param>
/// <param name="Outcome"><c>done</c>, <c>refused</c> or <c>failed</c>.</param>
/// <param name="HasReason">Whether it was said why. What was said may speak of others.</param>
public sealed record SelfLook(string At, string Kind, IReadOnlyList<string> Roles, string Act, string Outcome, bool HasReason)
{
    /// <summary>Of an entry.</summary>
    public static SelfLook Of(KeptEntry kept)
    {
        var view = JournalView.Of(kept);
        return new SelfLook(view.At, view.Actor.Kind, view.Actor.Roles, view.Act, view.Outcome, view.Reason is not null);
    }
}

/// <summary>One page of looks.</summary>
/// <param name="Entries">The newest first.</param>
/// <param name="Next">What to give as <c>before</c> for the next page; null if there is none.</param>
public sealed record SelfLooks(IReadOnlyList<SelfLook> Entries, string? Next);
