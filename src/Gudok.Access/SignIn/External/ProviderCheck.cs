using System.Text.RegularExpressions;

namespace Gudok.Access;

/// <summary>Finds what is wrong with the settings of providers.</summary>
internal static partial class ProviderCheck
{
    private const int MaxProviders = 10;

    /// <summary>What is wrong; nothing if nothing is.</summary>
    public static IEnumerable<string> Validate(IList<ProviderOptions> providers)
    {
        const string list = "Access:SignIn:Providers";
        if (providers.Count > MaxProviders) yield return $"{list}: {MaxProviders} at most";
        foreach (var twice in providers.GroupBy(one => one.Id, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return $"{list}: two of them have the id \"{twice.Key}\"";
        for (var at = 0; at < providers.Count; at++)
        {
            foreach (var mistake in Validate(providers[at])) yield return $"{list}:{at}:{mistake}";
        }
    }

    /// <summary>Reads a line of the mapping: <c>value=role</c>.</summary>
    public static bool TryReadRole(string line, out string value, out Role role)
    {
        var at = line.LastIndexOf('=');
        (value, role) = (at > 0 ? line[..at] : "", default);
        return at > 0 && TryReadWord(line[(at + 1)..], out role);
    }

    /// <summary>Reads the word of a role that a person can have.</summary>
    public static bool TryReadWord(string word, out Role role) => AccessWords.TryRead(word, out role) && role != Role.ServiceClient;

    /// <summary>Whether nobody on the way can read or change what goes there.</summary>
    public static bool IsSafe(string address) => Uri.TryCreate(address, UriKind.Absolute, out var read) && read.UserInfo.Length == 0
        && (read.Scheme == Uri.UriSchemeHttps || (read.Scheme == Uri.UriSchemeHttp && read.IsLoopback));

    private static IEnumerable<string> Validate(ProviderOptions provider)
    {
        const string safe = "an https address, or http on this machine";
        if (!Id().IsMatch(provider.Id)) yield return "Id: 2 to 32 small Latin letters, digits and hyphens, a letter first";
        if (provider.ClientId.Length == 0) yield return "ClientId: what this portal is called at the provider";
        if (!provider.Roles.All(line => TryReadRole(line, out _, out _))) yield return "Roles: lines of value=role, the role one of those of people, such as gudok-operators=operator";
        if (!provider.NewAccountRoles.All(word => TryReadWord(word, out var role) && role is not (Role.Administrator or Role.PrivacyOfficer or Role.Auditor)))
            yield return "NewAccountRoles: roles of people, such as citizen; never administrator, privacyOfficer or auditor, which are given by somebody or by the mapping";
        if (provider.Roles.Count > 0 != provider.RolesClaim.Length > 0) yield return "RolesClaim: together with Roles, or neither";
        if (provider.MakesAccounts && provider.Roles.Count + provider.NewAccountRoles.Count == 0) yield return "MakesAccounts: only with Roles or NewAccountRoles, as an account needs a role";
        if (provider.NumberClaim.Length > 0 && provider.Kind == ProviderKind.Esia) yield return "NumberClaim: ESIA has no such claim; see ContactsAddress";
        if (provider.ContactsAddress.Length > 0 && provider.Kind != ProviderKind.Esia) yield return "ContactsAddress: with ESIA only; see NumberClaim";
        if (provider.Kind == ProviderKind.Esia)
        {
            if (provider.ContactsAddress.Length > 0 && !(IsSafe(provider.ContactsAddress) && provider.ContactsAddress.Contains(EsiaContacts.Oid, StringComparison.Ordinal)))
                yield return $"ContactsAddress: {safe}, with {EsiaContacts.Oid} in it";
            if (!Uri.TryCreate(provider.Issuer, UriKind.Absolute, out _)) yield return "Issuer: what ESIA calls itself in its tokens";
            if (!IsSafe(provider.AuthorizeAddress)) yield return "AuthorizeAddress: " + safe;
            if (!IsSafe(provider.TokenAddress)) yield return "TokenAddress: " + safe;
            if (provider.LogoutAddress.Length > 0 && !IsSafe(provider.LogoutAddress)) yield return "LogoutAddress: " + safe;
            if (provider.PrivateKeyFile.Length == 0 || provider.CertificateFile.Length == 0) yield return "PrivateKeyFile, CertificateFile: both, as ESIA takes signed requests only";
            if (provider.ProviderCertificatesFile.Length == 0) yield return "ProviderCertificatesFile: the certificates that ESIA signs its tokens with";
            yield break;
        }

        if (!IsSafe(provider.Issuer)) yield return "Issuer: " + safe;
        if (provider.Metadata.Length > 0 && !IsSafe(provider.Metadata)) yield return "Metadata: " + safe;
        if (provider.ClientSecretFile.Length > 0 == provider.PrivateKeyFile.Length > 0) yield return "ClientSecretFile, PrivateKeyFile: one of them";
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{1,31}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Id();
}
