using System.Security.Cryptography;
using System.Text;

namespace Gudok.Numbers;

/// <summary>The secrets of one installation, read from the key source: what stands outside the data folder.</summary>
/// <remarks>All keys come from one 256-bit root by HKDF, but the weekly epoch keys, which are random and can be destroyed.</remarks>
public sealed class KeyRing : IDisposable
{
    private readonly byte[] _root;

    internal KeyRing(byte[] root) => _root = root;

    /// <summary>A key for one purpose (HKDF-SHA-256): <c>master</c>, <c>index</c>, <c>installation-id</c>, <c>day</c>, <c>head-signing</c>.</summary>
    /// <param name="purpose">The purpose's word.</param>
    public byte[] Derive(string purpose) => HKDF.Expand(HashAlgorithmName.SHA256, _root, 32, Encoding.UTF8.GetBytes("gudok/1/" + purpose));

    /// <summary>A ring of random keys that live as long as the process: for tests.</summary>
    public static KeyRing CreateEphemeral() => new(RandomNumberGenerator.GetBytes(32));

    /// <summary>Wipes the root key.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_root);
}
