using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.Tokens;

namespace Gudok.Access;

/// <summary>Certificates by which programs show who they are (RFC 8705 §2.2): known each by its hash, whoever signed it.</summary>
internal static class ClientCertificates
{
    /// <summary>The hash of a certificate, as <c>x5t#S256</c> (RFC 8705 §3.1).</summary>
    public static string Thumbprint(X509Certificate2 certificate) => Base64UrlEncoder.Encode(certificate.GetCertHash(HashAlgorithmName.SHA256));

    /// <summary>Reads certificates.</summary>
    /// <exception cref="AccessException">GDK-7102: one of them is none.</exception>
    public static string? Read(IReadOnlyList<ReadOnlyMemory<byte>> certificates) =>
        certificates.Count == 0 ? null : string.Join(' ', certificates.Select(Read).Distinct(StringComparer.Ordinal));

    /// <summary>Whether a certificate is one of those and holds now.</summary>
    public static bool Hold(string? known, X509Certificate2 certificate, DateTimeOffset now) =>
        known is not null
        && now >= certificate.NotBefore.ToUniversalTime() && now <= certificate.NotAfter.ToUniversalTime()
        && known.Split(' ').Contains(Thumbprint(certificate), StringComparer.Ordinal);

    private static string Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var isPem = bytes.Span.IndexOf("-----BEGIN CERTIFICATE-----"u8) >= 0;
            using var certificate = isPem
                ? X509Certificate2.CreateFromPem(System.Text.Encoding.ASCII.GetString(bytes.Span))
                : X509CertificateLoader.LoadCertificate(bytes.Span);
            return Thumbprint(certificate);
        }
        catch (CryptographicException)
        {
            throw new AccessException(AccessFaults.ClientWrong, "that is no certificate: give one in PEM or DER");
        }
    }
}
