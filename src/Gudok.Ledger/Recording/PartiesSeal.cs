using System.Security.Cryptography;
using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Seals what is said in or of a call under the keys of all its parties: erasing any one of them turns it to noise.</summary>
/// <remarks>
/// The key is HKDF over the installation's key and every party's own derived key in order of id. A call that names no kept party is sealed
/// under the installation's key alone: there is nobody in it to forget.
/// Sealed: version (1) ‖ nonce (12) ‖ tag (16) ‖ AES-256-GCM; associated data: version ‖ record id.
/// </remarks>
/// <param name="purpose">What the keys are for, one word.</param>
/// <param name="installationKey">The key of that word in the key ring.</param>
internal sealed class PartiesSeal(string purpose, byte[] installationKey)
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int HeadLength = 1 + NonceLength + TagLength;
    private const int KeyLength = ShortHkdf.KeyLength;

    /// <summary>Seals; tells whose keys open it, in the order the key is derived.</summary>
    public (IReadOnlyList<PartyId> Parties, byte[] Data) Seal(RecordId id, ReadOnlySpan<byte> plain, IReadOnlyList<VaultParty> parties)
    {
        var sealedBytes = new byte[HeadLength + plain.Length];
        sealedBytes[0] = Version;
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(1, NonceLength));
        var ordered = parties.OrderBy(party => party.Id.Value).ToArray();
        using var cipher = new AesGcm(Key(id, ordered), TagLength);
        cipher.Encrypt(
            sealedBytes.AsSpan(1, NonceLength),
            plain,
            sealedBytes.AsSpan(HeadLength),
            sealedBytes.AsSpan(1 + NonceLength, TagLength),
            AssociatedData(id));
        return ([.. ordered.Select(party => party.Id)], sealedBytes);
    }

    /// <summary>Opens; null if it does not open under these keys.</summary>
    public byte[]? Open(RecordId id, ReadOnlySpan<byte> data, IReadOnlyList<VaultParty> parties)
    {
        if (data.Length < HeadLength || data[0] != Version) return null;
        var plain = new byte[data.Length - HeadLength];
        using var cipher = new AesGcm(Key(id, parties), TagLength);
        try
        {
            cipher.Decrypt(data.Slice(1, NonceLength), data[HeadLength..], data.Slice(1 + NonceLength, TagLength), plain, AssociatedData(id));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return plain;
    }

    private byte[] Key(RecordId id, IReadOnlyList<VaultParty> parties)
    {
        var material = new byte[KeyLength * (parties.Count + 1)];
        installationKey.CopyTo(material, 0);
        Span<byte> context = stackalloc byte[RecordId.Length];
        id.Write(context);
        for (var i = 0; i < parties.Count; i++) parties[i].DeriveKey(purpose, context, material.AsSpan(KeyLength * (i + 1), KeyLength));
        var key = new byte[KeyLength];
        ShortHkdf.DeriveKey(material, context, key);
        CryptographicOperations.ZeroMemory(material);
        return key;
    }

    private static byte[] AssociatedData(RecordId id)
    {
        var data = new byte[1 + RecordId.Length];
        data[0] = Version;
        id.Write(data.AsSpan(1));
        return data;
    }
}
