using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gudok.Calls;

/// <summary>Makes call keys under the installation id key. Not thread-safe: one a thread.</summary>
/// <param name="installationIdKey">The key <c>installation-id</c> of the key ring, 32 octets.</param>
public sealed class CallKeyFactory(byte[] installationIdKey) : IDisposable
{
    private readonly IncrementalHash _hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, installationIdKey);

    /// <summary>The key of a call by the Call-ID and From-tag of its first INVITE.</summary>
    public CallKey Create(string callId, string fromTag)
    {
        ArgumentNullException.ThrowIfNull(callId);
        ArgumentNullException.ThrowIfNull(fromTag);
        Append(callId);
        _hmac.AppendData([0]);
        Append(fromTag);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        _hmac.GetHashAndReset(hash);
        var high = BinaryPrimitives.ReadUInt16BigEndian(hash);
        var low = BinaryPrimitives.ReadUInt64BigEndian(hash[2..]);
        return new CallKey((ushort)(high & 0xfff), low & 0x3fff_ffff_ffff_ffff);
    }

    /// <summary>Wipes the running hash.</summary>
    public void Dispose() => _hmac.Dispose();

    private void Append(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Span<byte> octets = length <= 512 ? stackalloc byte[length] : new byte[length];
        Encoding.UTF8.GetBytes(text, octets);
        _hmac.AppendData(octets);
    }
}
