using System.Security.Cryptography;

namespace Gudok.Numbers;

/// <summary>The file of the weekly keys and of the keys that a former root left: <c>GDKE</c> ‖ version ‖ nonce (12) ‖ sealed contents ‖
/// tag (16), under the root key (<c>docs/formats/vault.md</c>).</summary>
internal sealed class KeyFile(string path)
{
    private const int HeadLength = 5;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private static ReadOnlySpan<byte> Magic => "GDKE"u8;

    /// <summary>Called after each durable step of a write: where tests kill.</summary>
    public Action? Stepped { get; set; }

    /// <summary>Opens the file; null if the root is not the one it is sealed under.</summary>
    /// <exception cref="VaultException">GDK-2102: it is no file of keys, or of a newer version.</exception>
    public KeyContents? TryRead(SecretKey root)
    {
        var file = File.ReadAllBytes(path);
        var length = file.Length - HeadLength - NonceLength - TagLength;
        if (length < 0 || !file.AsSpan().StartsWith(Magic) || file[4] is 0 or > KeyContentsForm.NewestVersion) throw Wrong();
        var plain = new byte[length];
        try
        {
            using var aes = Cipher(root);
            aes.Decrypt(file.AsSpan(HeadLength, NonceLength), file.AsSpan(HeadLength + NonceLength, length), file.AsSpan(^TagLength..), plain,
                file.AsSpan(0, HeadLength));
            return KeyContentsForm.TryRead(file[4], plain, out var contents) ? contents : throw Wrong();
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    public void Write(SecretKey root, KeyContents contents)
    {
        var plain = KeyContentsForm.Write(contents, out var version);
        var file = new byte[HeadLength + NonceLength + plain.Length + TagLength];
        Magic.CopyTo(file);
        file[4] = version;
        var nonce = file.AsSpan(HeadLength, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using (var aes = Cipher(root))
        {
            aes.Encrypt(nonce, plain, file.AsSpan(HeadLength + NonceLength, plain.Length), file.AsSpan(^TagLength..), file.AsSpan(0, HeadLength));
        }

        CryptographicOperations.ZeroMemory(plain);
        PrivateFile.Replace(path, file, Stepped);
    }

    /// <summary>The fault of a file that does not open.</summary>
    public VaultException Wrong() => new(NumbersFaults.KeySourceWrong,
        $"The weekly keys in {path} do not belong to this key. Put back the pair of files that belong together.");

    private static AesGcm Cipher(SecretKey root)
    {
        var key = root.Derive("epochs");
        var aes = new AesGcm(key, TagLength);
        CryptographicOperations.ZeroMemory(key);
        return aes;
    }
}
