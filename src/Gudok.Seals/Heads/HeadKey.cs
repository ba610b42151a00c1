using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Gudok.Seals;

/// <summary>The public half of a key that signs heads. Thread-safe.</summary>
public sealed class HeadKey : IDisposable
{
    private const int IdLength = 8;
    private const int PointLength = 64;
    private readonly ECDsa _key;

    private HeadKey(ECDsa key)
    {
        _key = key;
        Spki = key.ExportSubjectPublicKeyInfo();
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Spki));
    }

    /// <summary>The key as SubjectPublicKeyInfo in DER (RFC 5280).</summary>
    public byte[] Spki { get; }

    /// <summary>SHA-256 of <see cref="Spki"/>: what people compare.</summary>
    public string Fingerprint { get; }

    /// <summary>The first 16 digits of the fingerprint: which key signed a head.</summary>
    public string Id => Fingerprint[..(2 * IdLength)];

    /// <summary>The key in PEM, as OpenSSL reads it.</summary>
    public string Pem => PemEncoding.WriteString("PUBLIC KEY", Spki) + "\n";

    /// <summary>Reads a public key.</summary>
    /// <param name="spki">SubjectPublicKeyInfo in DER of a key on the curve P-256.</param>
    /// <param name="key">The key.</param>
    /// <returns>False if it is no such key, written in the one usual way.</returns>
    public static bool TryRead(ReadOnlySpan<byte> spki, [NotNullWhen(true)] out HeadKey? key)
    {
        key = null;
        // Anything else is refused before a library reads it: platforms differ in what they make of other curves and forms.
        if (spki.Length != Opening.Length + PointLength || !spki.StartsWith(Opening)) return false;
        var read = ECDsa.Create();
        try
        {
            read.ImportSubjectPublicKeyInfo(spki, out _);
            key = new HeadKey(read);
        }
        catch (CryptographicException)
        {
            // What cannot be read as a key is none.
            key = null;
        }

        if (key is null) read.Dispose();
        return key is not null;
    }

    /// <summary>Reads a public key from PEM.</summary>
    public static bool TryReadPem(string text, [NotNullWhen(true)] out HeadKey? key)
    {
        key = null;
        if (!PemEncoding.TryFind(text, out var fields) || !text[fields.Label].Equals("PUBLIC KEY", StringComparison.Ordinal)) return false;
        return TryRead(Convert.FromBase64String(text[fields.Base64Data]), out key);
    }

    /// <summary>Whether the key signed the head.</summary>
    public bool HasSigned(SignedHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        if (head.Algorithm != HeadSigner.Es256 || head.KeyId != Id || head.Signature.Length != 2 * HeadSigner.SignatureLength) return false;
        return _key.VerifyData(
            Encoding.ASCII.GetBytes(head.SignedText),
            Convert.FromHexString(head.Signature),
            HashAlgorithmName.SHA256,
            DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>Lets go of the key.</summary>
    public void Dispose() => _key.Dispose();

    // SubjectPublicKeyInfo of a key on P-256, up to the coordinates of the uncompressed point (RFC 5480 §2).
    private static ReadOnlySpan<byte> Opening =>
    [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42,
        0x00, 0x04,
    ];

    internal static HeadKey Of(ECDsa key)
    {
        var copy = ECDsa.Create();
        copy.ImportSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo(), out _);
        return new HeadKey(copy);
    }
}
