using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gudok.Capture;

/// <summary>The client's side of TLS 1.2 and 1.3 for connections that Gudok itself makes.</summary>
/// <param name="Host">The host whose certificate is to be shown.</param>
/// <param name="Authorities">A PEM file with the authorities that are trusted; empty for those of this machine.</param>
/// <param name="Certificate">A PEM file with the certificate to show and its key; empty for none.</param>
/// <param name="UnreadableCode">The fault code of a file that cannot be read.</param>
internal sealed record TlsClient(string Host, string Authorities, string Certificate, string UnreadableCode)
{
    /// <summary>Puts TLS above a connection. The files are read each time: a renewed one is taken without a restart.</summary>
    /// <param name="plain">The connection; left open if the handshake fails.</param>
    /// <param name="clock">Tells which certificates hold at this moment.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="CaptureException">A file cannot be read.</exception>
    /// <exception cref="AuthenticationException">The certificate shown is not trusted, or the other side speaks no TLS.</exception>
    /// <exception cref="IOException">The other side went away.</exception>
    public async Task<SslStream> OpenAsync(Stream plain, TimeProvider clock, CancellationToken stop)
    {
        var stream = new SslStream(plain);
        try
        {
            await stream.AuthenticateAsClientAsync(Options(clock), stop).ConfigureAwait(false);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private SslClientAuthenticationOptions Options(TimeProvider clock)
    {
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = Host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        if (Certificate.Length > 0) options.ClientCertificateContext = SslStreamCertificateContext.Create(Read(Certificate, () => X509Certificate2.CreateFromPemFile(Certificate)), null, offline: true);
        if (Authorities.Length == 0) return options;
        options.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            VerificationTime = clock.GetUtcNow().UtcDateTime,
        };
        options.CertificateChainPolicy.CustomTrustStore.AddRange(Read(Authorities, () =>
        {
            var read = new X509Certificate2Collection();
            read.ImportFromPemFile(Authorities);
            return read;
        }));
        return options;
    }

    private T Read<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CaptureException(UnreadableCode, $"{file} cannot be read as PEM");
        }
    }
}
