using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Gudok.Access;

/// <summary>By which keys and certificates of its program a token was given: those that came by keys which were exchanged since open nothing.</summary>
internal static class KeyMark
{
    /// <summary>The private claim (RFC 7519 §4.3).</summary>
    public const string Claim = "gudok_keys";

    /// <summary>The mark of what a program has now.</summary>
    public static string Of(ClientProgram client) =>
        Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes($"{client.Keys}\n{client.Certificates}")));
}
