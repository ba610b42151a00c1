namespace Gudok.Access;

/// <summary>How a provider of sign-in is spoken to.</summary>
public enum ProviderKind
{
    /// <summary>OpenID Connect as specified: Keycloak and most others.</summary>
    Oidc,

    /// <summary>ESIA («Госуслуги»): requests are signed with a certificate, addresses and keys stand in the settings.</summary>
    Esia,
}
