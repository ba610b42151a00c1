using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gudok.Capture;

/// <summary>The files of HEP over TLS as they are at a moment, read whole.</summary>
/// <param name="Shown">The certificate that is shown, with those that lead to its authority.</param>
/// <param name="Authorities">The authorities of agents; null if agents show nothing.</param>
internal sealed record HepTlsFiles(SslStreamCertificateContext Shown, X509Certificate2Collection? Authorities)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="CaptureException">GDK-5009: one is missing, no PEM, without its key, or no certificate at all.</exception>
    public static HepTlsFiles Read(HepTlsOptions options)
    {
        var chain = Certificates(options.Certificate, "Hep:Tls:Certificate");
        var key = options.Key.Length == 0 ? options.Certificate : options.Key;
        var shown = Try(() => X509Certificate2.CreateFromPemFile(options.Certificate, key), key, options.Key.Length == 0 ? "Hep:Tls:Certificate" : "Hep:Tls:Key");
        chain[0].Dispose();
        chain.RemoveAt(0);
        return new HepTlsFiles(
            SslStreamCertificateContext.Create(shown, chain, offline: true),
            options.ClientAuthorities.Length == 0 ? null : Certificates(options.ClientAuthorities, "Hep:Tls:ClientAuthorities"));
    }

    /// <summary>When the files were changed last; a missing one has the same moment always.</summary>
    public static (DateTime Certificate, DateTime Key, DateTime Authorities) ChangedAt(HepTlsOptions options) =>
        (At(options.Certificate), At(options.Key), At(options.ClientAuthorities));

    private static DateTime At(string file) => file.Length == 0 ? default : File.GetLastWriteTimeUtc(file);

    private static X509Certificate2Collection Certificates(string file, string setting)
    {
        var read = new X509Certificate2Collection();
        Try(
            () =>
            {
                read.ImportFromPemFile(file);
                return read;
            },
            file,
            setting);
        return read.Count > 0 ? read : throw new CaptureException(CaptureFaults.CertificateUnreadable, $"{file} ({setting}) holds no certificate in PEM");
    }

    private static T Try<T>(Func<T> read, string file, string setting)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CaptureException(CaptureFaults.CertificateUnreadable, $"{file} ({setting}) cannot be read as PEM: {fault.Message}");
        }
    }
}
