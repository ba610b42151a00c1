using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Gudok.Access;

/// <summary>A token as a program shows it.</summary>
/// <param name="Token">The token.</param>
/// <param name="Issuer">This server's name in tokens.</param>
/// <param name="Certificate">The certificate that was shown in the TLS handshake; null if none was.</param>
/// <param name="Address">Where the request came from.</param>
public sealed record ShownToken(string Token, string Issuer, X509Certificate2? Certificate, IPAddress? Address);
