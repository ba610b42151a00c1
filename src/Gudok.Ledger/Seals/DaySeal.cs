using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>Seals and opens values under HKDF(day key, file id) with AES-256-GCM: nonce (12, random) ‖ ciphertext ‖ tag (16).</summary>
/// <remarks>Associated data: format version (1) ‖ kind (1) ‖ file id (16) ‖ number (16). Not thread-safe.</remarks>
internal sealed class DaySeal : IDisposable
{
    /// <summary>Octets that sealing adds.</summary>
    public const int Overhead = NonceLength + TagLength;

    /// <summary>Octets of a file's random id.</summary>
    public const int FileIdLength = 16;

    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const byte FormatVersion = 1;
    private const int DataLength = 2 + FileIdLength + 16;
    private readonly AesGcm _cipher;
    private readonly byte[] _fileId;

    public DaySeal(byte[] dayKey, byte[] fileId)
    {
        _fileId = fileId;
        Span<byte> key = stackalloc byte[32];
        Span<byte> info = stackalloc byte[14 + FileIdLength];
        Encoding.ASCII.GetBytes("gudok/1/ledger", info);
        fileId.CopyTo(info[14..]);
        HKDF.Expand(HashAlgorithmName.SHA256, dayKey, key, info);
        _cipher = new AesGcm(key, TagLength);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>Seals a value that goes by a number.</summary>
    public void Seal(SealKind kind, ulong number, ReadOnlySpan<byte> plaintext, Span<byte> sealedBytes) =>
        Seal(kind, 0, number, plaintext, sealedBytes);

    /// <summary>Seals a value that goes by a record's id.</summary>
    public void Seal(SealKind kind, RecordId id, ReadOnlySpan<byte> plaintext, Span<byte> sealedBytes) =>
        Seal(kind, id.High, id.Low, plaintext, sealedBytes);

    /// <summary>Opens a sealed value that goes by a number into an array of its own.</summary>
    /// <exception cref="InvalidDataException">It does not open: it was changed, or belongs elsewhere.</exception>
    public byte[] Open(SealKind kind, ulong number, ReadOnlySpan<byte> sealedBytes) => Open(kind, 0, number, sealedBytes);

    /// <summary>Opens a sealed value that goes by a record's id into an array of its own.</summary>
    /// <exception cref="InvalidDataException">It does not open: it was changed, or belongs elsewhere.</exception>
    public byte[] Open(SealKind kind, RecordId id, ReadOnlySpan<byte> sealedBytes) => Open(kind, id.High, id.Low, sealedBytes);

    public void Dispose() => _cipher.Dispose();

    private void Seal(SealKind kind, ulong high, ulong low, ReadOnlySpan<byte> plaintext, Span<byte> sealedBytes)
    {
        Span<byte> data = stackalloc byte[DataLength];
        Associate(kind, high, low, data);
        var nonce = sealedBytes[..NonceLength];
        RandomNumberGenerator.Fill(nonce);
        var tag = sealedBytes[(NonceLength + plaintext.Length)..];
        _cipher.Encrypt(nonce, plaintext, sealedBytes.Slice(NonceLength, plaintext.Length), tag[..TagLength], data);
    }

    private byte[] Open(SealKind kind, ulong high, ulong low, ReadOnlySpan<byte> sealedBytes)
    {
        if (sealedBytes.Length < Overhead) throw new InvalidDataException("A sealed value is cut short.");
        Span<byte> data = stackalloc byte[DataLength];
        Associate(kind, high, low, data);
        var plaintext = new byte[sealedBytes.Length - Overhead];
        try
        {
            _cipher.Decrypt(
                sealedBytes[..NonceLength], sealedBytes[NonceLength..^TagLength], sealedBytes[^TagLength..], plaintext, data);
        }
        catch (AuthenticationTagMismatchException fault)
        {
            throw new InvalidDataException("A sealed value does not open.", fault);
        }

        return plaintext;
    }

    private void Associate(SealKind kind, ulong high, ulong low, Span<byte> data)
    {
        data[0] = FormatVersion;
        data[1] = (byte)kind;
        _fileId.CopyTo(data[2..]);
        BinaryPrimitives.WriteUInt64BigEndian(data[(2 + FileIdLength)..], high);
        BinaryPrimitives.WriteUInt64BigEndian(data[(2 + FileIdLength + sizeof(ulong))..], low);
    }
}
