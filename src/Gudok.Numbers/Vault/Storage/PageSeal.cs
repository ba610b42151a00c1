using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gudok.Numbers;

/// <summary>Seals one page of keys.db under the key of an epoch: nonce (12) ‖ AES-256-GCM ‖ tag (16).</summary>
/// <remarks>Associated data = format version ‖ page number ‖ field. One seal a page: parties are wrapped by the hundred, and an
/// erasure seals its page anew.</remarks>
internal static class PageSeal
{
    public const byte FormatVersion = 1;
    public const int NonceLength = 12;
    public const int TagLength = 16;
    public const int Overhead = NonceLength + TagLength;

    public static int Seal(SecretKey epoch, PageField field, long page, ReadOnlySpan<byte> plain, Span<byte> sealedPage)
    {
        var nonce = sealedPage[..NonceLength];
        RandomNumberGenerator.Fill(nonce);
        Span<byte> associated = stackalloc byte[10];
        Associate(field, page, associated);
        using var aes = new AesGcm(epoch.Bytes, TagLength);
        aes.Encrypt(nonce, plain, sealedPage.Slice(NonceLength, plain.Length), sealedPage.Slice(NonceLength + plain.Length, TagLength),
            associated);
        return plain.Length + Overhead;
    }

    /// <summary>Opens a page and tells its plain length.</summary>
    /// <exception cref="VaultException">GDK-2104: the page was changed, or stood in another place.</exception>
    public static int Open(SecretKey epoch, PageField field, long page, ReadOnlySpan<byte> sealedPage, Span<byte> plain)
    {
        var length = sealedPage.Length - Overhead;
        if (length < 0 || length > plain.Length) throw Broken(page);
        Span<byte> associated = stackalloc byte[10];
        Associate(field, page, associated);
        try
        {
            using var aes = new AesGcm(epoch.Bytes, TagLength);
            aes.Decrypt(sealedPage[..NonceLength], sealedPage.Slice(NonceLength, length), sealedPage[^TagLength..], plain[..length],
                associated);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Broken(page);
        }

        return length;
    }

    private static void Associate(PageField field, long page, Span<byte> associated)
    {
        associated[0] = FormatVersion;
        BinaryPrimitives.WriteInt64BigEndian(associated[1..], page);
        associated[9] = (byte)field;
    }

    public static VaultException Broken(long page) => new(NumbersFaults.SealBroken,
        $"Page {page} of the vault's keys does not open under its key: it was changed. Restore the keys from the backup.");
}

/// <summary>What a sealed page of keys.db holds. Stored in the seal: the numbers never change.</summary>
internal enum PageField : byte
{
    Keys = 1,
    Lookup = 2,
    DayKey = 3,
}
