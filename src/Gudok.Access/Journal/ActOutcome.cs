namespace Gudok.Access;

/// <summary>How an act went out.</summary>
public enum ActOutcome
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>The policy refused it.</summary>
    Refused,

    /// <summary>It was allowed, and failed.</summary>
    Failed,
}
