using System.Collections.Frozen;

namespace Gudok.Calls;

/// <summary>The words for what a call was and what became of it.</summary>
public static class HandlingWords
{
    /// <summary>Kinds of request: <c>enquiry</c>, <c>complaint</c>, <c>notification</c>.</summary>
    public static FrozenSet<string> Kinds { get; } = FrozenSet.Create("enquiry", "complaint", "notification");

    /// <summary>Handling: <c>handled</c>, <c>inWork</c>, <c>refused</c>.</summary>
    public static FrozenSet<string> Handlings { get; } = FrozenSet.Create("handled", "inWork", "refused");

    /// <summary>The least urgent priority; 1 is the highest.</summary>
    public const int LowestPriority = 9;
}
