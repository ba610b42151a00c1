namespace Gudok.Access;

/// <summary>A registered program.</summary>
public sealed record ClientView
{
    /// <summary>Its <c>client_id</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for; null if nobody has said.</summary>
    public string? Purpose { get; init; }

    /// <summary>The acts that it may have in a token.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The ids of its keys; a key without an id is shown by its thumbprint (RFC 7638).</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>SHA-256 of its certificates, Base64url.</summary>
    public required IReadOnlyList<string> Certificates { get; init; }

    /// <summary>Address ranges that it may come from; none for any.</summary>
    public required IReadOnlyList<string> Networks { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last came by a token.</summary>
    public DateTimeOffset? LastTokenAt { get; init; }

    /// <summary>Since when it gets nothing; null if nothing stands in the way.</summary>
    public DateTimeOffset? BlockedAt { get; init; }
}
