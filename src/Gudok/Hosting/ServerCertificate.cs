using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gudok.Ledger;

namespace Gudok;

/// <summary>The certificate that the portal shows: the one of the settings, else one for development.</summary>
internal static class ServerCertificate
{
    private const string DevelopmentFile = "tls/development.pem";
    private const int DevelopmentDays = 90;
    private const int RenewDays = 7;

    /// <summary>Reads the certificate, or makes one for development.</summary>
    /// <param name="options">Say where it is.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="isMade">Whether it is one for development.</param>
    /// <exception cref="SettingsException">It cannot be read.</exception>
    public static X509Certificate2Collection Open(TlsOptions options, string folder, TimeProvider clock, out bool isMade)
    {
        isMade = options.Certificate.Length == 0;
        if (!isMade) return Read(Path.Combine(folder, options.Certificate), options.Key.Length == 0 ? null : Path.Combine(folder, options.Key));
        var file = Path.Combine(folder, DevelopmentFile);
        if (!File.Exists(file) || Read(file, null)[0].NotAfter.ToUniversalTime() < clock.GetUtcNow().UtcDateTime.AddDays(RenewDays)) Make(file, clock);
        return Read(file, null);
    }

    private static X509Certificate2Collection Read(string certificate, string? key)
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(certificate);
            using var bare = chain[0];
            chain[0] = X509Certificate2.CreateFromPemFile(certificate, key ?? certificate);
            return chain;
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            throw new SettingsException([$"Tls:Certificate: {certificate} and its key cannot be read as PEM: {fault.Message}"]);
        }
    }

    private static void Make(string file, TimeProvider clock)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Gudok development", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName(Environment.MachineName);
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        var now = clock.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(DevelopmentDays));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        DurableFile.Write(file, Encoding.ASCII.GetBytes($"{made.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n"));
    }
}
