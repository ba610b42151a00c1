namespace Gudok.Access;

/// <summary>An account as those see it who look after accounts.</summary>
public sealed record PersonView
{
    /// <summary>Stable and never used again.</summary>
    public required string Id { get; init; }

    /// <summary>What the person signs in by.</summary>
    public required string Name { get; init; }

    /// <summary>What the person is called; null if nobody has said.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Where notices go; null if nowhere.</summary>
    public string? Email { get; init; }

    /// <summary>Its roles.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>Its teams.</summary>
    public required IReadOnlyList<string> Teams { get; init; }

    /// <summary>The departments of its teams.</summary>
    public required IReadOnlyList<string> Departments { get; init; }

    /// <summary>Its extensions, the newest first.</summary>
    public required IReadOnlyList<ExtensionView> Extensions { get; init; }

    /// <summary>Whether it has a second factor.</summary>
    public bool HasSecondFactor { get; init; }

    /// <summary>Ids of the providers by which it may sign in.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>Whether it is linked to the number of a citizen; which one it is not shown.</summary>
    public bool HasNumber { get; init; }

    /// <summary>Until when the one-time password holds; null if the password is the person's own.</summary>
    public DateTimeOffset? OneTimeUntil { get; init; }

    /// <summary>Since when the person may not come in; null if nothing stands in the way.</summary>
    public DateTimeOffset? BlockedAt { get; init; }

    /// <summary>Until when too many wrong attempts keep it shut; null if they do not.</summary>
    public DateTimeOffset? ShutUntil { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the person last signed in; null before the first time.</summary>
    public DateTimeOffset? LastSignInAt { get; init; }
}
