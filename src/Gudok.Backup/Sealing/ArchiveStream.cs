using System.Buffers.Binary;

namespace Gudok.Backup;

/// <summary>The measures of a sealed file: after the head, chunks of length (4, big-endian) ‖ AES-256-GCM ‖ tag (16).</summary>
internal static class ArchiveStream
{
    /// <summary>Plain octets of every chunk but the last.</summary>
    public const int ChunkLength = 256 * 1024;

    /// <summary>Octets of a tag.</summary>
    public const int TagLength = 16;

    /// <summary>Octets before a chunk.</summary>
    public const int LengthLength = 4;

    private const int NonceLength = 12;

    /// <summary>The nonce of a chunk: three zeros ‖ its number from 0 (8) ‖ 1 for the last. A key seals one file only, so no nonce comes twice.</summary>
    public static byte[] NonceOf(long chunk, bool isLast)
    {
        var nonce = new byte[NonceLength];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(3), chunk);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
        return nonce;
    }
}
