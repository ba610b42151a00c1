using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gudok.Capture.Tests;

/// <summary>An authority of certificates for one test.</summary>
internal sealed class TestAuthority : IDisposable
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;
    private byte _serial;

    public TestAuthority(string name)
    {
        var request = new CertificateRequest("CN=" + name, _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        _certificate = request.CreateSelfSigned(now - 10 * Year, now + Year);
    }

    /// <summary>Its own certificate, PEM.</summary>
    public string Pem => _certificate.ExportCertificatePem() + "\n";

    /// <summary>A certificate and its key, PEM.</summary>
    /// <param name="name">Whose.</param>
    /// <param name="isServer">Whether a server shows it.</param>
    /// <param name="endedAgo">How long ago it ended; null for one that is in force.</param>
    public string Issue(string name, bool isServer, TimeSpan? endedAgo = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(isServer ? ServerUse : ClientUse)], critical: false));
        var end = TimeProvider.System.GetUtcNow() + (endedAgo is { } ago ? -ago : Year / 2);
        using var issued = request.Create(_certificate, end - Year, end, [++_serial]);
        return issued.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }
}
