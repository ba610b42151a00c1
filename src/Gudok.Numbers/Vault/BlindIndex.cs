using System.Security.Cryptography;

namespace Gudok.Numbers;

/// <summary>The blind index of a party: HMAC-SHA-256 of its identity under the index key, cut to 16 octets.</summary>
/// <remarks>Version 1. It is kept only sealed under an epoch key: in the clear, an old copy of keys.db together with the index key would
/// tell in two minutes of trying which number an erased party had. Not thread-safe.</remarks>
internal sealed class BlindIndex : IDisposable
{
    private readonly IncrementalHash _hmac;

    public BlindIndex(KeyRing keys)
    {
        var key = keys.Derive("index");
        _hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>Computes the index into the first 16 of 32 octets.</summary>
    public void Compute(ReadOnlySpan<byte> identity, Span<byte> blind)
    {
        _hmac.AppendData(identity);
        _hmac.GetHashAndReset(blind);
    }

    public void Dispose() => _hmac.Dispose();
}
