using System.Buffers.Text;
using System.Security.Cryptography;

namespace Gudok.Access;

/// <summary>What a browser shows to be known again: 256 random bits, base64url. Only its hash is kept.</summary>
internal static class SessionToken
{
    private const int Length = 32;

    /// <summary>A new token.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Length));

    /// <summary>The hash by which a token is found; null if it is none.</summary>
    public static byte[]? HashOf(string token)
    {
        Span<byte> bytes = stackalloc byte[Length];
        return token.Length == Base64Url.GetEncodedLength(Length) && Base64Url.TryDecodeFromChars(token, bytes, out var length) && length == Length ? SHA256.HashData(bytes) : null;
    }
}
