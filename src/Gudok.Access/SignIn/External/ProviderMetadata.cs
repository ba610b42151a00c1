using Microsoft.IdentityModel.Tokens;

namespace Gudok.Access;

/// <summary>What is known of a provider: its addresses and the keys of its tokens.</summary>
internal sealed record ProviderMetadata
{
    public required string AuthorizeAddress { get; init; }

    public required string TokenAddress { get; init; }

    /// <summary>Where people sign out (RP-Initiated Logout); null if it is not announced.</summary>
    public string? LogoutAddress { get; init; }

    /// <summary>The keys of its tokens.</summary>
    public required IReadOnlyList<SecurityKey> Keys { get; init; }

    /// <summary>Whether it says with each answer who it is (RFC 9207): then one without that is not its.</summary>
    public bool NamesItself { get; init; }

    /// <summary>Whether it takes a client's secret in the form only, not in the header.</summary>
    public bool TakesSecretInForm { get; init; }
}
