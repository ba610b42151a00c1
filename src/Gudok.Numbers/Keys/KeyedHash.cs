using System.Security.Cryptography;
using Gudok.Seals;

namespace Gudok.Numbers;

/// <summary>HMAC-SHA-256 (RFC 2104) under one key, both of whose padded blocks are hashed beforehand.</summary>
/// <remarks>Thread-safe. Disposed, it has wiped what leads to the key and must not be used.</remarks>
public sealed class KeyedHash : IDisposable
{
    /// <summary>Octets of a hash.</summary>
    public const int HashLength = ShortHash.Length;

    private const int BlockLength = 64;
    private const byte InnerPad = 0x36;
    private const byte OuterPad = 0x5c;

    private readonly byte[] _inner = new byte[ShortHash.StateLength];
    private readonly byte[] _outer = new byte[ShortHash.StateLength];
    private readonly byte[] _key;

    /// <summary>Takes a key.</summary>
    /// <param name="key">At most 64 octets; copied.</param>
    public KeyedHash(ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, BlockLength);
        _key = ShortHash.IsDirect ? [] : key.ToArray();
        if (!ShortHash.IsDirect) return;
        BeginPadded(_inner, key, InnerPad);
        BeginPadded(_outer, key, OuterPad);
    }

    /// <summary>Hashes octets.</summary>
    /// <param name="input">What to hash.</param>
    /// <param name="hash">Takes 32 octets.</param>
    public void Compute(ReadOnlySpan<byte> input, Span<byte> hash)
    {
        if (!ShortHash.IsDirect)
        {
            HMACSHA256.HashData(_key, input, hash);
            return;
        }

        Span<byte> state = stackalloc byte[ShortHash.StateLength];
        _inner.CopyTo(state);
        ShortHash.Add(state, input);
        ShortHash.End(state, hash);
        _outer.CopyTo(state);
        ShortHash.Add(state, hash[..HashLength]);
        ShortHash.End(state, hash);
    }

    /// <summary>Wipes what leads to the key.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_inner);
        CryptographicOperations.ZeroMemory(_outer);
        CryptographicOperations.ZeroMemory(_key);
    }

    private static void BeginPadded(Span<byte> state, ReadOnlySpan<byte> key, byte pad)
    {
        Span<byte> block = stackalloc byte[BlockLength];
        key.CopyTo(block);
        for (var i = 0; i < block.Length; i++) block[i] ^= pad;
        ShortHash.Begin(state);
        ShortHash.Add(state, block);
        CryptographicOperations.ZeroMemory(block);
    }
}
