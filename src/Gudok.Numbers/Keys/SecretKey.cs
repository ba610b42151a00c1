using System.Security.Cryptography;
using System.Text;

namespace Gudok.Numbers;

/// <summary>A 256-bit key that stays at one place in memory and wipes itself.</summary>
/// <remarks>Pinned, so that the collector leaves no copy behind when it compacts.</remarks>
internal sealed class SecretKey : IDisposable
{
    public const int Length = 32;

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(Length, pinned: true);

    public SecretKey(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Length);
        bytes.CopyTo(_bytes);
    }

    public bool IsWiped { get; private set; }

    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsWiped, this);
            return _bytes;
        }
    }

    public static SecretKey CreateRandom()
    {
        Span<byte> bytes = stackalloc byte[Length];
        RandomNumberGenerator.Fill(bytes);
        var key = new SecretKey(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }

    /// <summary>HKDF-SHA-256 (RFC 5869) without the extract step: the key is uniformly random already.</summary>
    public byte[] Derive(string purpose)
    {
        var key = new byte[Length];
        Derive(purpose, key);
        return key;
    }

    public void Derive(string purpose, Span<byte> key) =>
        HKDF.Expand(HashAlgorithmName.SHA256, Bytes, key, Encoding.UTF8.GetBytes("gudok/1/" + purpose));

    /// <summary>The key for one purpose.</summary>
    public SecretKey DeriveKey(KeyPurpose purpose)
    {
        Span<byte> bytes = stackalloc byte[Length];
        Derive(purpose.Word(), bytes);
        var key = new SecretKey(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        IsWiped = true;
    }
}
