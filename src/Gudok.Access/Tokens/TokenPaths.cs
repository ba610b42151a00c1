namespace Gudok.Access;

/// <summary>Where the token server answers, behind its name.</summary>
public static class TokenPaths
{
    /// <summary>Tokens (RFC 6749 §3.2).</summary>
    public const string Token = "/oauth/token";

    /// <summary>Revocation (RFC 7009).</summary>
    public const string Revoke = "/oauth/revoke";

    /// <summary>Public keys (RFC 7517).</summary>
    public const string Keys = "/oauth/jwks";

    /// <summary>What the server can (RFC 8414 §3).</summary>
    public const string Metadata = "/.well-known/oauth-authorization-server";
}
