using System.Security.Cryptography;
using System.Text;

namespace Gudok.Seals;

/// <summary>Signs heads: ECDSA on P-256 with SHA-256. A head names its algorithm, so another one (GOST R 34.10-2012) can stand beside it.</summary>
/// <remarks>Thread-safe: signing is serialised inside.</remarks>
public sealed class HeadSigner : IDisposable
{
    /// <summary>ECDSA on P-256 with SHA-256, the signature as r ‖ s (RFC 7518 §3.4).</summary>
    public const string Es256 = "ES256";

    /// <summary>Octets of the secret that the key follows from.</summary>
    public const int SecretLength = 32;

    internal const int SignatureLength = 64;
    private readonly Lock _lock = new();
    private readonly ECDsa _key;

    private HeadSigner(ECDsa key)
    {
        _key = key;
        Key = HeadKey.Of(key);
    }

    /// <summary>The public half.</summary>
    public HeadKey Key { get; }

    /// <summary>Makes the signer whose key follows from a secret, the same each time.</summary>
    /// <param name="secret">32 octets from the key source, purpose <c>head-signing</c>.</param>
    public static HeadSigner FromSecret(ReadOnlySpan<byte> secret)
    {
        if (secret.Length != SecretLength) throw new ArgumentException("The secret has 32 octets.", nameof(secret));
        var scalar = new byte[SecretLength];
        try
        {
            // Testing candidates (FIPS 186-5 A.2.2): one in four billion is none, zero or beyond the group's order.
            for (var attempt = 0; ; attempt++)
            {
                HKDF.Expand(HashAlgorithmName.SHA256, secret, scalar, Encoding.ASCII.GetBytes($"gudok/1/p256/{attempt}"));
                if (scalar.AsSpan().SequenceCompareTo(Order) < 0 && scalar.AsSpan().ContainsAnyExcept((byte)0)) break;
            }

            return new HeadSigner(ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar }));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scalar);
        }
    }

    /// <summary>Signs a head.</summary>
    /// <param name="head">The head, whose algorithm, key and signature are filled in.</param>
    public SignedHead Sign(SignedHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        var named = head with { Algorithm = Es256, KeyId = Key.Id };
        var text = Encoding.ASCII.GetBytes(named.SignedText);
        lock (_lock)
        {
            var signature = _key.SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            return named with { Signature = Convert.ToHexStringLower(signature) };
        }
    }

    /// <summary>Lets go of the key.</summary>
    public void Dispose()
    {
        _key.Dispose();
        Key.Dispose();
    }

    // The order of the group (SP 800-186, P-256).
    private static ReadOnlySpan<byte> Order =>
    [
        0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
    ];
}
