using System.Net;
using System.Security.Authentication;
using Gudok.Capture;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Gudok;

/// <summary>The portal over TLS: the way in from other machines.</summary>
internal static class PortalTls
{
    /// <summary>Listens on the address of the settings.</summary>
    /// <param name="kestrel">The server.</param>
    /// <param name="folder">Whose settings.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="CaptureException">It is no address.</exception>
    /// <exception cref="SettingsException">The certificate cannot be read.</exception>
    public static void Listen(KestrelServerOptions kestrel, DataFolder folder, TimeProvider clock)
    {
        var tls = folder.Settings.Tls;
        var chain = ServerCertificate.Open(tls, folder.Path, clock, out _);
        kestrel.Listen(ReadEndpoint(folder.Settings.Https), listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = chain[0];
            https.ServerCertificateChain = chain;
            https.SslProtocols = tls.AllowTls12 ? SslProtocols.Tls12 | SslProtocols.Tls13 : SslProtocols.Tls13;
            if (!tls.ClientCertificates) return;
            // Known by its hash where it counts, whoever signed it: the handshake proves that its key is held, and no more is asked here.
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.AllowAnyClientCertificate();
        }));
    }

    /// <summary>Reads an address to serve on over TLS.</summary>
    /// <exception cref="CaptureException">It is no address.</exception>
    public static IPEndPoint ReadEndpoint(string text) => IPEndPoint.TryParse(text, out var endpoint)
        ? endpoint
        : throw new CaptureException(CaptureFaults.CannotListen, $"\"{text}\" is no address to serve on: give one such as 0.0.0.0:8443");
}
