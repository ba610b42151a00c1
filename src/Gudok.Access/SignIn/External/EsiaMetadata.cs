using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.Tokens;

namespace Gudok.Access;

/// <summary>Addresses and keys of ESIA, which announces neither: they stand in the settings.</summary>
internal sealed class EsiaMetadata : IProviderMetadata
{
    private readonly Task<ProviderMetadata> _known;

    /// <summary>Reads the certificates.</summary>
    /// <exception cref="AccessException">GDK-7058: they cannot be read.</exception>
    public EsiaMetadata(ProviderOptions provider) => _known = Task.FromResult(new ProviderMetadata
    {
        AuthorizeAddress = provider.AuthorizeAddress,
        TokenAddress = provider.TokenAddress,
        LogoutAddress = provider.LogoutAddress is { Length: > 0 } logout ? logout : null,
        Keys = Read(provider.ProviderCertificatesFile),
        TakesSecretInForm = true,
    });

    public Task<ProviderMetadata> GetAsync(CancellationToken cancellationToken) => _known;

    public Task<ProviderMetadata> RenewAsync(CancellationToken cancellationToken) => _known;

    private static SecurityKey[] Read(string path)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(path);
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new AccessException(AccessFaults.ProviderSecretMissing, $"{path}: {fault.Message}");
        }

        // A certificate with a key by GOST is read, and checks nothing: .NET does not know the algorithm.
        SecurityKey[] keys = [.. certificates.Where(one => one.GetRSAPublicKey() is not null).Select(one => new X509SecurityKey(one))];
        return keys.Length > 0 ? keys : throw new AccessException(AccessFaults.ProviderSecretMissing, $"{path}: no certificate with an RSA key is in it (GOST keys cannot be used)");
    }
}
