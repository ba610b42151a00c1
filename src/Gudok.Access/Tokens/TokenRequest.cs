using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Gudok.Access;

/// <summary>What a program sends to the token endpoint (RFC 6749 §4.4.2, RFC 7523 §2.2).</summary>
public sealed record TokenRequest
{
    /// <summary>This server's name in tokens.</summary>
    public required string Issuer { get; init; }

    /// <summary><c>grant_type</c>.</summary>
    public string? GrantType { get; init; }

    /// <summary><c>client_id</c>.</summary>
    public string? ClientId { get; init; }

    /// <summary><c>scope</c>; null for all that the program may have.</summary>
    public string? Scope { get; init; }

    /// <summary><c>client_assertion_type</c>.</summary>
    public string? AssertionType { get; init; }

    /// <summary><c>client_assertion</c>.</summary>
    public string? Assertion { get; init; }

    /// <summary>The certificate that was shown in the TLS handshake, whose key the program has proved to hold; null if none was.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Where it came from; null if that is not known.</summary>
    public IPAddress? Address { get; init; }
}
