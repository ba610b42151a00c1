using System.Text.Json.Serialization;

namespace Gudok.Portal;

/// <summary>A token (RFC 6749 §5.1).</summary>
internal sealed record TokenGiven(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("scope")] string Scope);

/// <summary>No token (RFC 6749 §5.2).</summary>
internal sealed record TokenError(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string Description);
