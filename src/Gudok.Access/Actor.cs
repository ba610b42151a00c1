namespace Gudok.Access;

/// <summary>Who does something: what the policy decides on and the journal names.</summary>
public sealed record Actor
{
    /// <summary>What kind of somebody.</summary>
    public required ActorKind Kind { get; init; }

    /// <summary>Stable and never used again: the account's id, the client's id, the account of the operating system, or the job.</summary>
    public required string Id { get; init; }

    /// <summary>The name that people know: account name, client id, job. No number.</summary>
    public required string Name { get; init; }

    /// <summary>Its roles; none for a job of the system.</summary>
    public IReadOnlyList<Role> Roles { get; init; } = [];

    /// <summary>Teams that the person belongs to, or leads as a supervisor.</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>Departments that the person belongs to.</summary>
    public IReadOnlyList<string> Departments { get; init; } = [];

    /// <summary>The acts that the actor's token allows, by name; null if it came without a token, and only its roles count.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Whether a second factor was shown, or a key that is one (a passkey, a client's certificate or signature).</summary>
    public bool HasSecondFactor { get; init; }

    /// <summary>The network address that the act came from; null if it came from this machine's command line or from a job.</summary>
    public string? Address { get; init; }

    /// <summary>Id of the session or token that the act came by; null without one.</summary>
    public string? Session { get; init; }

    /// <summary>Whether the actor has a role.</summary>
    public bool Has(Role role) => Roles.Contains(role);
}
