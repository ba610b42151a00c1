using System.Text.Json.Serialization;
using Gudok.Access;

namespace Gudok.Portal;

/// <summary>What the token server can (RFC 8414 §2, RFC 8705 §3.3).</summary>
internal sealed record TokenServer
{
    [JsonPropertyName("issuer")]
    public required string Issuer { get; init; }

    [JsonPropertyName("token_endpoint")]
    public required string TokenEndpoint { get; init; }

    [JsonPropertyName("revocation_endpoint")]
    public required string RevocationEndpoint { get; init; }

    [JsonPropertyName("jwks_uri")]
    public required string KeysAddress { get; init; }

    [JsonPropertyName("grant_types_supported")]
    public IReadOnlyList<string> Grants { get; } = ["client_credentials"];

    [JsonPropertyName("response_types_supported")]
    public IReadOnlyList<string> Responses { get; } = [];

    [JsonPropertyName("token_endpoint_auth_methods_supported")]
    public IReadOnlyList<string> Methods { get; } = ["private_key_jwt", "self_signed_tls_client_auth"];

    [JsonPropertyName("token_endpoint_auth_signing_alg_values_supported")]
    public IReadOnlyList<string> Algorithms { get; } = ["ES256", "ES384", "PS256", "RS256"];

    [JsonPropertyName("scopes_supported")]
    public IReadOnlyList<string> Scopes { get; } = [.. Act.All.Select(act => act.Name)];

    [JsonPropertyName("tls_client_certificate_bound_access_tokens")]
    public bool BindsTokens { get; } = true;

    /// <summary>Of a server of this name.</summary>
    public static TokenServer Of(string issuer) => new()
    {
        Issuer = issuer,
        TokenEndpoint = issuer + TokenPaths.Token,
        RevocationEndpoint = issuer + TokenPaths.Revoke,
        KeysAddress = issuer + TokenPaths.Keys,
    };
}
