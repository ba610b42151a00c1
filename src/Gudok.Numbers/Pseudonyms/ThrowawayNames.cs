using System.Buffers.Binary;
using System.Text;

namespace Gudok.Numbers;

/// <summary>Gives each text a name that says nothing of it, the same for the same text: HMAC under a random key that exists in memory only and
/// is wiped with this. Thread-safe.</summary>
public sealed class ThrowawayNames : IDisposable
{
    private readonly KeyedHash _hash;

    /// <summary>Takes a key of its own.</summary>
    public ThrowawayNames()
    {
        using var key = SecretKey.CreateRandom();
        _hash = new KeyedHash(key.Bytes);
    }

    /// <summary>The name of a text.</summary>
    /// <param name="kind">What kind of text: equal texts of two kinds get different names.</param>
    /// <param name="text">The text.</param>
    /// <returns>Ten letters from a to p: no digits, so that a name is never taken for a number.</returns>
    public string Of(string kind, string text)
    {
        const int letters = 10;
        Span<byte> hash = stackalloc byte[KeyedHash.HashLength];
        Compute(kind, Encoding.UTF8.GetBytes(text), hash);
        Span<char> name = stackalloc char[letters];
        for (var at = 0; at < letters; at++) name[at] = (char)('a' + (hash[at] & 0xf));
        return new string(name);
    }

    /// <summary>128 bits that stand for octets.</summary>
    /// <param name="kind">What kind of octets.</param>
    /// <param name="octets">The octets.</param>
    public UInt128 Number(string kind, ReadOnlySpan<byte> octets)
    {
        Span<byte> hash = stackalloc byte[KeyedHash.HashLength];
        Compute(kind, octets, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>Wipes the key.</summary>
    public void Dispose() => _hash.Dispose();

    private void Compute(string kind, ReadOnlySpan<byte> octets, Span<byte> hash)
    {
        byte[] input = [.. Encoding.UTF8.GetBytes(kind), 0, .. octets];
        _hash.Compute(input, hash);
    }
}
