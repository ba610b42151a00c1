using System.Security.Cryptography;
using System.Text;

namespace Gudok.Numbers;

/// <summary>A root key as text: 32 octets in base64.</summary>
internal static class RootText
{
    public static byte[] Write(SecretKey root) => Encoding.ASCII.GetBytes(Convert.ToBase64String(root.Bytes) + "\n");

    /// <exception cref="VaultException">GDK-2102: the text is no key.</exception>
    public static SecretKey Read(string text, string place)
    {
        Span<byte> bytes = stackalloc byte[SecretKey.Length + 1];
        if (!Convert.TryFromBase64String(text.Trim(), bytes, out var length) || length != SecretKey.Length) throw Malformed(place);
        var key = new SecretKey(bytes[..length]);
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }

    public static VaultException Malformed(string what) => new(NumbersFaults.KeySourceWrong,
        $"What {what} holds is not in the form expected (a key is 32 octets in base64). Put back the right one.");
}
