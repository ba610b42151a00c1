using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gudok.Capture;

/// <summary>Seals the values of <c>open.db</c> and the spool of the relay: nonce (12) ‖ tag (16) ‖ AES-256-GCM under the key <c>open-calls</c> or <c>relay</c> of the key ring;
/// associated data: what the value is (1) ‖ the two numbers it is kept under (8 each), so that no value can stand for another.</summary>
internal sealed class StateSeal(byte[] key) : IDisposable
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int HeadLength = NonceLength + TagLength;
    private const int AssociatedLength = 1 + (2 * sizeof(long));

    private readonly AesGcm _cipher = new(key, TagLength);

    /// <summary>What a value is. The values are written.</summary>
    public enum Place : byte
    {
        /// <summary>The head of the last saving.</summary>
        Head = 1,

        /// <summary>A part of a saving.</summary>
        Part = 2,

        /// <summary>A parked call.</summary>
        Parked = 3,

        /// <summary>Packets that wait for the next collector.</summary>
        Relayed = 4,
    }

    /// <summary>Seals octets.</summary>
    public byte[] Seal(Place place, long number, long other, ReadOnlySpan<byte> plain)
    {
        var data = GC.AllocateUninitializedArray<byte>(HeadLength + plain.Length);
        RandomNumberGenerator.Fill(data.AsSpan(0, NonceLength));
        Span<byte> associated = stackalloc byte[AssociatedLength];
        WriteAssociated(associated, place, number, other);
        _cipher.Encrypt(data.AsSpan(0, NonceLength), plain, data.AsSpan(HeadLength), data.AsSpan(NonceLength, TagLength), associated);
        return data;
    }

    /// <summary>Opens what <see cref="Seal"/> made; null if it was changed or sealed under other keys.</summary>
    public byte[]? Open(Place place, long number, long other, ReadOnlySpan<byte> data)
    {
        if (data.Length < HeadLength) return null;
        var plain = GC.AllocateUninitializedArray<byte>(data.Length - HeadLength);
        Span<byte> associated = stackalloc byte[AssociatedLength];
        WriteAssociated(associated, place, number, other);
        try
        {
            _cipher.Decrypt(data[..NonceLength], data[HeadLength..], data.Slice(NonceLength, TagLength), plain, associated);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    public void Dispose() => _cipher.Dispose();

    private static void WriteAssociated(Span<byte> associated, Place place, long number, long other)
    {
        associated[0] = (byte)place;
        BinaryPrimitives.WriteInt64BigEndian(associated[1..], number);
        BinaryPrimitives.WriteInt64BigEndian(associated[(1 + sizeof(long))..], other);
    }
}
