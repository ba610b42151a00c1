namespace Gudok.Access;

/// <summary>Another system by whose accounts people may sign in (<c>docs/operations/external-sign-in.md</c>).</summary>
public sealed class ProviderOptions
{
    /// <summary>Names it in addresses and in the journal: small Latin letters, digits, hyphens. Never changed once people are linked.</summary>
    public string Id { get; set; } = "";

    /// <summary>What the button says in Russian. Default: the id.</summary>
    public string NameRu { get; set; } = "";

    /// <summary>What the button says in English. Default: the id.</summary>
    public string NameEn { get; set; } = "";

    /// <summary>How it is spoken to. Default <see cref="ProviderKind.Oidc"/>.</summary>
    public ProviderKind Kind { get; set; } = ProviderKind.Oidc;

    /// <summary>What it calls itself in its tokens, exactly: <c>https://id.example.org/realms/staff</c>.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>Address of its metadata. Default: <c>/.well-known/openid-configuration</c> under <see cref="Issuer"/>. Not read with <see cref="ProviderKind.Esia"/>.</summary>
    public string Metadata { get; set; } = "";

    /// <summary>What this portal is called there.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>File with the secret shared with it, readable by its owner only. Not with <see cref="PrivateKeyFile"/>.</summary>
    public string ClientSecretFile { get; set; } = "";

    /// <summary>File with this portal's private key in PEM (RSA or EC), readable by its owner only: requests are then signed (<c>private_key_jwt</c>) and no secret is shared.</summary>
    public string PrivateKeyFile { get; set; } = "";

    /// <summary>The <c>kid</c> under which it knows the key of <see cref="PrivateKeyFile"/>. Default none.</summary>
    public string KeyId { get; set; } = "";

    /// <summary>File with the certificate of <see cref="PrivateKeyFile"/> in PEM. Needed with <see cref="ProviderKind.Esia"/>.</summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>What is asked for. Default <c>openid</c>.</summary>
    public IList<string> Scopes { get; } = [];

    /// <summary>The class of authentication to ask for (<c>acr_values</c>). Default none.</summary>
    public string AcrValues { get; set; } = "";

    /// <summary>Values of <c>amr</c> or <c>acr</c> that say that a second factor was shown there. Default none: ours follows.</summary>
    public IList<string> SecondFactor { get; } = [];

    /// <summary>The claim with the person's roles, with dots between the steps: <c>realm_access.roles</c>. Default none.</summary>
    public string RolesClaim { get; set; } = "";

    /// <summary>Which value of <see cref="RolesClaim"/> gives which role: <c>gudok-operators=operator</c>. At each sign-in these roles are given and taken; others stay.</summary>
    public IList<string> Roles { get; } = [];

    /// <summary>Whether whoever it vouches for gets an account at the first sign-in. Default no: an administrator links accounts.</summary>
    public bool MakesAccounts { get; set; }

    /// <summary>Roles of an account made so, beside those of <see cref="Roles"/>: <c>citizen</c>. Default none.</summary>
    public IList<string> NewAccountRoles { get; } = [];

    /// <summary>The claim with the name of an account made so. Default none: a name is made up.</summary>
    public string NameClaim { get; set; } = "";

    /// <summary>The claim with the mobile number of a citizen, such as <c>phone_number</c>; it counts if the claim of that name with <c>_verified</c> is true. A citizen's account is linked to it at the
    /// sign-in. Default none: the privacy officer links numbers.</summary>
    public string NumberClaim { get; set; } = "";

    /// <summary>Where a citizen's contacts are read, with <c>{oid}</c> for the person: <c>https://esia.gosuslugi.ru/rs/prns/{oid}/ctts?embed=(elements)</c>. With <see cref="ProviderKind.Esia"/> only,
    /// in place of <see cref="NumberClaim"/>. Default none.</summary>
    public string ContactsAddress { get; set; } = "";

    /// <summary>Where people are sent to sign in. With <see cref="ProviderKind.Esia"/> only; metadata say it otherwise.</summary>
    public string AuthorizeAddress { get; set; } = "";

    /// <summary>Where a code is exchanged for a token. With <see cref="ProviderKind.Esia"/> only.</summary>
    public string TokenAddress { get; set; } = "";

    /// <summary>Where people are sent to sign out. With <see cref="ProviderKind.Esia"/> only. Default none.</summary>
    public string LogoutAddress { get; set; } = "";

    /// <summary>File with the certificates in PEM that its tokens are signed with. With <see cref="ProviderKind.Esia"/> only.</summary>
    public string ProviderCertificatesFile { get; set; } = "";

    /// <summary>Its name in a language; the id if it has none.</summary>
    public string NameIn(string language) => (language == "en" ? NameEn : NameRu) is { Length: > 0 } name ? name : Id;
}
