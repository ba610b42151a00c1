using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gudok.Numbers;

/// <summary>The file of the epoch keys, sealed under the root key: <c>GDKE</c> ‖ version 1 ‖ nonce (12) ‖ sealed entries ‖ tag (16);
/// an entry is week (4, big-endian) ‖ key (32).</summary>
internal sealed class EpochFile(string path, SecretKey root)
{
    private const int EntryLength = 4 + SecretKey.Length;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private static ReadOnlySpan<byte> Magic => "GDKE\u0001"u8;

    public SortedDictionary<int, SecretKey> Read()
    {
        var keys = new SortedDictionary<int, SecretKey>();
        if (!File.Exists(path)) return keys;
        var file = File.ReadAllBytes(path);
        var length = file.Length - Magic.Length - NonceLength - TagLength;
        if (length < 0 || length % EntryLength != 0 || !file.AsSpan().StartsWith(Magic)) throw Wrong();
        var entries = new byte[length];
        Open(file, entries);
        for (var at = 0; at < length; at += EntryLength)
        {
            keys.Add(BinaryPrimitives.ReadInt32BigEndian(entries.AsSpan(at)), new SecretKey(entries.AsSpan(at + 4, SecretKey.Length)));
        }

        CryptographicOperations.ZeroMemory(entries);
        return keys;
    }

    public void Write(SortedDictionary<int, SecretKey> keys)
    {
        var entries = new byte[keys.Count * EntryLength];
        var at = 0;
        foreach (var (week, key) in keys)
        {
            BinaryPrimitives.WriteInt32BigEndian(entries.AsSpan(at), week);
            key.Bytes.CopyTo(entries.AsSpan(at + 4));
            at += EntryLength;
        }

        var file = Seal(entries);
        CryptographicOperations.ZeroMemory(entries);
        PrivateFile.Replace(path, file);
    }

    private byte[] Seal(byte[] entries)
    {
        var file = new byte[Magic.Length + NonceLength + entries.Length + TagLength];
        Magic.CopyTo(file);
        var nonce = file.AsSpan(Magic.Length, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = Cipher();
        aes.Encrypt(nonce, entries, file.AsSpan(Magic.Length + NonceLength, entries.Length), file.AsSpan(^TagLength..), Magic);
        return file;
    }

    private void Open(byte[] file, byte[] entries)
    {
        var nonce = file.AsSpan(Magic.Length, NonceLength);
        try
        {
            using var aes = Cipher();
            aes.Decrypt(nonce, file.AsSpan(Magic.Length + NonceLength, entries.Length), file.AsSpan(^TagLength..), entries, Magic);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Wrong();
        }
    }

    private AesGcm Cipher()
    {
        var key = root.Derive("epochs");
        var aes = new AesGcm(key, TagLength);
        CryptographicOperations.ZeroMemory(key);
        return aes;
    }

    private VaultException Wrong() => new(NumbersFaults.KeySourceWrong,
        $"The weekly keys in {path} do not belong to this key. Put back the pair of files that belong together.");
}
