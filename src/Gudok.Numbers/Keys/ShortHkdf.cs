using System.Security.Cryptography;
using Gudok.Seals;

namespace Gudok.Numbers;

/// <summary>HKDF-SHA-256 (RFC 5869) for keys of 32 octets: one HMAC to extract, one to expand. For keys that are made once a call,
/// where the framework's way costs more than the sealing itself.</summary>
public static class ShortHkdf
{
    /// <summary>Octets of a derived key.</summary>
    public const int KeyLength = ShortHash.Length;

    private const int StackLimit = 512;

    /// <summary>Extracts and expands, without salt.</summary>
    /// <param name="material">Input keying material.</param>
    /// <param name="info">Purpose and context.</param>
    /// <param name="key">Takes 32 octets.</param>
    public static void DeriveKey(ReadOnlySpan<byte> material, ReadOnlySpan<byte> info, Span<byte> key)
    {
        // No salt stands for one of zeros (RFC 5869 §2.2).
        Span<byte> pseudorandom = stackalloc byte[KeyLength];
        using (var extract = new KeyedHash(stackalloc byte[KeyLength])) extract.Compute(material, pseudorandom);
        Expand(pseudorandom, info, key);
        CryptographicOperations.ZeroMemory(pseudorandom);
    }

    /// <summary>Expands a key that is random already.</summary>
    /// <param name="pseudorandom">The key to derive from, 32 octets.</param>
    /// <param name="info">Purpose and context.</param>
    /// <param name="key">Takes 32 octets.</param>
    public static void Expand(ReadOnlySpan<byte> pseudorandom, ReadOnlySpan<byte> info, Span<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, KeyLength);
        var length = info.Length + 1;
        Span<byte> input = length <= StackLimit ? stackalloc byte[length] : new byte[length];
        info.CopyTo(input);
        input[info.Length] = 1;
        using var expand = new KeyedHash(pseudorandom);
        expand.Compute(input, key);
    }
}
