using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Gudok.Access;

/// <summary>What ESIA takes in place of a secret: a detached PKCS #7 signature of scope, time, client and state, in each of the two requests.</summary>
internal sealed class EsiaProof : IClientProof
{
    private readonly ProviderOptions _provider;
    private readonly TimeProvider _clock;
    private readonly X509Certificate2 _certificate;

    /// <summary>Reads certificate and key.</summary>
    /// <exception cref="AccessException">GDK-7058: they cannot be read, or do not belong together.</exception>
    public EsiaProof(ProviderOptions provider, TimeProvider clock)
    {
        (_provider, _clock) = (provider, clock);
        var key = SecretFile.Read(provider.PrivateKeyFile, AccessFaults.ProviderSecretMissing);
        try
        {
            _certificate = X509Certificate2.CreateFromPem(File.ReadAllText(provider.CertificateFile), key);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new AccessException(AccessFaults.ProviderSecretMissing, $"{provider.CertificateFile} with {provider.PrivateKeyFile}: {fault.Message} GOST keys cannot be used");
        }
    }

    public void AddToAuthorize(IDictionary<string, string> query)
    {
        query["access_type"] = "online";
        Sign(query, query["state"]);
    }

    public void AddToExchange(HttpRequestMessage request, IDictionary<string, string> form, ProviderMetadata metadata)
    {
        form["token_type"] = "Bearer";
        form["scope"] = ExternalCodes.ScopesOf(_provider);
        form["state"] = Guid.NewGuid().ToString();
        Sign(form, form["state"]);
    }

    private void Sign(IDictionary<string, string> fields, string state)
    {
        var time = _clock.GetUtcNow().ToString("yyyy.MM.dd HH:mm:ss +0000", CultureInfo.InvariantCulture);
        var signed = new SignedCms(new ContentInfo(Encoding.UTF8.GetBytes(fields["scope"] + time + _provider.ClientId + state)), detached: true);
        signed.ComputeSignature(new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, _certificate) { DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1") });
        fields["timestamp"] = time;
        fields["client_secret"] = Base64Url.EncodeToString(signed.Encode());
    }
}
