using System.Buffers.Binary;
using System.Text;
using Gudok.Numbers;

namespace Gudok.Calls;

/// <summary>Makes call keys under the installation id key. Thread-safe.</summary>
/// <param name="installationIdKey">The key <c>installation-id</c> of the key ring, 32 octets.</param>
public sealed class CallKeyFactory(byte[] installationIdKey) : IDisposable
{
    private const int StackLimit = 512;

    private readonly KeyedHash _hmac = new(installationIdKey);

    /// <summary>The key of a call by the Call-ID and From-tag of its first INVITE.</summary>
    public CallKey Create(string callId, string fromTag)
    {
        ArgumentNullException.ThrowIfNull(callId);
        ArgumentNullException.ThrowIfNull(fromTag);
        var idLength = Encoding.UTF8.GetByteCount(callId);
        var length = idLength + 1 + Encoding.UTF8.GetByteCount(fromTag);
        Span<byte> octets = length <= StackLimit ? stackalloc byte[StackLimit] : new byte[length];
        Encoding.UTF8.GetBytes(callId, octets);
        octets[idLength] = 0;
        Encoding.UTF8.GetBytes(fromTag, octets[(idLength + 1)..]);
        Span<byte> hash = stackalloc byte[KeyedHash.HashLength];
        _hmac.Compute(octets[..length], hash);
        var high = BinaryPrimitives.ReadUInt16BigEndian(hash);
        var low = BinaryPrimitives.ReadUInt64BigEndian(hash[2..]);
        return new CallKey((ushort)(high & 0xfff), low & 0x3fff_ffff_ffff_ffff);
    }

    /// <summary>Wipes the key.</summary>
    public void Dispose() => _hmac.Dispose();
}
