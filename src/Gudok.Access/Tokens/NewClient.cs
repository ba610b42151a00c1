namespace Gudok.Access;

/// <summary>A program to be registered.</summary>
/// <param name="Id">Its <c>client_id</c>: of the form of account names.</param>
/// <param name="Scopes">The acts that it may have in a token, by name.</param>
public sealed record NewClient(string Id, IReadOnlyList<string> Scopes)
{
    /// <summary>What it is for.</summary>
    public string? Purpose { get; init; }

    /// <summary>Its public keys as a JWK set (RFC 7517).</summary>
    public string? Keys { get; init; }

    /// <summary>Certificates that it may show, in PEM or DER.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Certificates { get; init; } = [];

    /// <summary>Address ranges that it may come from; none for any.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];
}
