using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gudok.Numbers;

/// <summary>Seals a party under its own key: id (8) ‖ length of the sealed text (2) ‖ nonce (12) ‖ AES-256-GCM ‖ tag (16).</summary>
/// <remarks>Associated data = format version ‖ id ‖ field. The text is padded (a bit 1, then zeros) to a multiple of 16 octets, so that
/// numbers of all lengths look alike.</remarks>
internal static class PartySeal
{
    public const int HeadLength = 10;

    /// <summary>The longest identity that is kept: longer addresses come from no telephone.</summary>
    public const int LongestIdentity = 4096;

    private const int Block = 16;
    private const byte PartyField = 1;

    public static int LengthOf(int identityLength) => HeadLength + PageSeal.Overhead + Padded(identityLength);

    public static int Seal(PartyId id, ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> identity, Span<byte> entry)
    {
        var length = Padded(identity.Length);
        Span<byte> padded = length <= 256 ? stackalloc byte[length] : new byte[length];
        padded.Clear();
        identity.CopyTo(padded);
        padded[identity.Length] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(entry, id.Value);
        BinaryPrimitives.WriteUInt16BigEndian(entry[8..], checked((ushort)length));
        nonce.CopyTo(entry[HeadLength..]);
        var text = entry.Slice(HeadLength + PageSeal.NonceLength, length);
        using var aes = new AesGcm(key, PageSeal.TagLength);
        aes.Encrypt(nonce, padded, text, entry.Slice(HeadLength + PageSeal.NonceLength + length, PageSeal.TagLength), Associated(id, stackalloc byte[10]));
        CryptographicOperations.ZeroMemory(padded);
        return LengthOf(identity.Length);
    }

    /// <summary>Opens an entry and gives the identity.</summary>
    /// <exception cref="VaultException">GDK-2104: the entry was changed.</exception>
    public static byte[] Open(PartyId id, ReadOnlySpan<byte> key, ReadOnlySpan<byte> entry)
    {
        var length = entry.Length - HeadLength - PageSeal.Overhead;
        Span<byte> padded = length <= 256 ? stackalloc byte[length] : new byte[length];
        var nonce = entry.Slice(HeadLength, PageSeal.NonceLength);
        try
        {
            using var aes = new AesGcm(key, PageSeal.TagLength);
            aes.Decrypt(nonce, entry.Slice(HeadLength + PageSeal.NonceLength, length), entry[^PageSeal.TagLength..], padded,
                Associated(id, stackalloc byte[10]));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new VaultException(NumbersFaults.SealBroken,
                "A party of the vault does not open under its key: it was changed. Restore the parties from the backup.");
        }

        var identity = padded[..padded.LastIndexOf((byte)0x80)].ToArray();
        CryptographicOperations.ZeroMemory(padded);
        return identity;
    }

    /// <summary>The id and the whole length of the entry that stands first in a page.</summary>
    /// <exception cref="VaultException">GDK-2106: the page ends within the entry.</exception>
    public static (PartyId Id, int Length) Head(ReadOnlySpan<byte> page)
    {
        if (page.Length < HeadLength) throw CutShort();
        var length = HeadLength + PageSeal.Overhead + BinaryPrimitives.ReadUInt16BigEndian(page[8..]);
        if (page.Length < length) throw CutShort();
        return (new PartyId(BinaryPrimitives.ReadUInt64BigEndian(page)), length);
    }

    private static VaultException CutShort() =>
        new(NumbersFaults.VaultDamaged, "A page of the vault ends within a party. Restore the parties from the backup.");

    private static int Padded(int length) => (length + Block) / Block * Block;

    private static Span<byte> Associated(PartyId id, Span<byte> associated)
    {
        associated[0] = PageSeal.FormatVersion;
        BinaryPrimitives.WriteUInt64BigEndian(associated[1..], id.Value);
        associated[9] = PartyField;
        return associated;
    }
}
