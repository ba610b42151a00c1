using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Gudok.Testing;

/// <summary>An authenticator as people have on their telephones, written from RFC 6238 and RFC 4648.</summary>
/// <param name="key">The secret in base32, spaces or not.</param>
public sealed class Authenticator(string key)
{
    private readonly byte[] _secret = Decode(key);

    /// <summary>The code at a time.</summary>
    public string CodeAt(DateTimeOffset time)
    {
        var counter = BitConverter.GetBytes(time.ToUnixTimeSeconds() / 30);
        if (BitConverter.IsLittleEndian) Array.Reverse(counter);
#pragma warning disable CA5350 // RFC 6238's function.
        var hash = HMACSHA1.HashData(_secret, counter);
#pragma warning restore CA5350
        var offset = hash[19] & 15;
        var number = (hash[offset] & 127) << 24 | hash[offset + 1] << 16 | hash[offset + 2] << 8 | hash[offset + 3];
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string text)
    {
        var letters = text.Replace(" ", "", StringComparison.Ordinal).TrimEnd('=');
        var number = letters.Aggregate(BigInteger.Zero, (all, letter) => all * 32 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal));
        var length = letters.Length * 5 / 8;
        number >>= letters.Length * 5 - length * 8;
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - bytes.Length], .. bytes];
    }
}
