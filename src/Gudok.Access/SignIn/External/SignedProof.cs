using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gudok.Access;

/// <summary>A statement signed with this portal's own key: <c>private_key_jwt</c> (RFC 7523 §3). Nothing secret is shared.</summary>
internal sealed class SignedProof : IClientProof
{
    private const int JtiOctets = 16;
    private static readonly TimeSpan HoldsFor = TimeSpan.FromMinutes(1);
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly ProviderOptions _provider;
    private readonly TimeProvider _clock;
    private readonly SigningCredentials _signing;

    /// <summary>Reads the key.</summary>
    /// <exception cref="AccessException">GDK-7058: it cannot be read, or is neither RSA nor EC of P-256 or P-384.</exception>
    public SignedProof(ProviderOptions provider, TimeProvider clock)
    {
        (_provider, _clock) = (provider, clock);
        var pem = SecretFile.Read(provider.PrivateKeyFile, AccessFaults.ProviderSecretMissing);
        _signing = TryRsa(pem) ?? TryCurve(pem)
            ?? throw new AccessException(AccessFaults.ProviderSecretMissing, $"{provider.PrivateKeyFile}: no private key in PEM, RSA of 2048 bits and more or EC of P-256 or P-384, is in it");
        if (provider.KeyId.Length > 0) _signing.Key.KeyId = provider.KeyId;
    }

    public void AddToAuthorize(IDictionary<string, string> query)
    {
        // The statement goes with the exchange; PKCE binds the two.
    }

    public void AddToExchange(HttpRequestMessage request, IDictionary<string, string> form, ProviderMetadata metadata)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        form["client_assertion_type"] = AssertionCheck.Type;
        form["client_assertion"] = Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = _provider.ClientId,
            // The provider's name, not an address of it: a statement for one provider is then of no use at another.
            Audience = _provider.Issuer,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + HoldsFor,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["sub"] = _provider.ClientId,
                ["jti"] = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(JtiOctets)),
            },
            SigningCredentials = _signing,
        });
    }

    private static SigningCredentials? TryRsa(string pem)
    {
        var rsa = RSA.Create();
        if (TryImport(rsa, pem) && rsa.KeySize >= 2048) return new SigningCredentials(new RsaSecurityKey(rsa), SecurityAlgorithms.RsaSha256);
        rsa.Dispose();
        return null;
    }

    private static SigningCredentials? TryCurve(string pem)
    {
        var curve = ECDsa.Create();
        if (TryImport(curve, pem))
        {
            var algorithm = curve.KeySize switch { 256 => SecurityAlgorithms.EcdsaSha256, 384 => SecurityAlgorithms.EcdsaSha384, _ => null };
            if (algorithm is not null) return new SigningCredentials(new ECDsaSecurityKey(curve), algorithm);
        }

        curve.Dispose();
        return null;
    }

    private static bool TryImport(AsymmetricAlgorithm key, string pem)
    {
        try
        {
            key.ImportFromPem(pem);
            return true;
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            return false;
        }
    }
}
