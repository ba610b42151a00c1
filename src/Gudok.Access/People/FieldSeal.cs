using System.Security.Cryptography;
using System.Text;
using Gudok.Numbers;

namespace Gudok.Access;

/// <summary>Seals single texts: AES-256-GCM under the key of <see cref="KeyPurpose.AccessFields"/> (<c>docs/formats/desk.md</c>).</summary>
/// <remarks>Thread-safe. The place is bound in, so that a text cannot be moved to another column unseen.</remarks>
internal sealed class FieldSeal(byte[] key) : IDisposable
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int Head = 1 + NonceLength;
    private readonly byte[] _key = key;

    /// <summary>Seals a text of a place, <c>access_accounts.Email</c>: version ‖ nonce ‖ ciphertext ‖ tag.</summary>
    public byte[] Seal(string text, string place)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var sealedText = new byte[Head + plain.Length + TagLength];
        sealedText[0] = Version;
        RandomNumberGenerator.Fill(sealedText.AsSpan(1, NonceLength));
        using var aes = new AesGcm(_key, TagLength);
        aes.Encrypt(sealedText.AsSpan(1, NonceLength), plain, sealedText.AsSpan(Head, plain.Length), sealedText.AsSpan(Head + plain.Length), Bound(place));
        return sealedText;
    }

    /// <summary>Opens what <see cref="Seal"/> made.</summary>
    /// <exception cref="AccessException">GDK-7005: it was changed, or sealed under another key.</exception>
    public string Open(byte[] sealedText, string place)
    {
        var length = sealedText.Length - Head - TagLength;
        if (length < 0 || sealedText[0] != Version) throw Damaged(place);
        var plain = new byte[length];
        using var aes = new AesGcm(_key, TagLength);
        try
        {
            aes.Decrypt(sealedText.AsSpan(1, NonceLength), sealedText.AsSpan(Head, length), sealedText.AsSpan(Head + length), plain, Bound(place));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Damaged(place);
        }

        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>What a code is compared by where the code itself shall not be kept: HMAC-SHA-256 in base64.</summary>
    public string Fingerprint(string text) => Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes("code\0" + text)));

    /// <summary>Wipes the key.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_key);

    private static byte[] Bound(string place) => [Version, .. Encoding.UTF8.GetBytes(place)];

    private static AccessException Damaged(string place) =>
        new(AccessFaults.DeskDamaged, $"a sealed field of desk.db ({place}) was changed or belongs to other keys; restore desk.db from the backup, together with its key source");
}
