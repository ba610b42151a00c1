namespace Gudok.Access;

/// <summary>An account to be made.</summary>
/// <param name="Name">What the person signs in by.</param>
/// <param name="Roles">Its roles, at least one.</param>
public sealed record NewAccount(string Name, IReadOnlyList<Role> Roles)
{
    /// <summary>What the person is called; null if nobody has said.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Where notices go; null if nowhere.</summary>
    public string? Email { get; init; }

    /// <summary>Teams that the person belongs to; one that is not there is made.</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];
}
