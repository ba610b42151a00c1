using System.Buffers.Binary;
using System.Text;
using Gudok.Seals;

namespace Gudok.Numbers;

/// <summary>A living party with what is needed to commit to it and to seal under its key. Never serialised.</summary>
/// <remarks>Immutable and thread-safe. What the commitments go into is told in <c>docs/ledger-format.md</c>.</remarks>
public sealed class VaultParty
{
    /// <summary>Length of keys, salts, blinds and commitments in octets.</summary>
    public const int SecretLength = 32;

    // Key, salt and identity in one array: half a million of these stay in memory.
    private readonly byte[] _secrets;

    internal VaultParty(PartyId id, Party party, ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
        : this(id, party, key, salt, PartyIdentity.Encode(party))
    {
    }

    internal VaultParty(PartyId id, Party party, ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> identity)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, SecretLength);
        ArgumentOutOfRangeException.ThrowIfNotEqual(salt.Length, SecretLength);
        Id = id;
        Party = party;
        _secrets = [.. key, .. salt, .. identity];
    }

    private ReadOnlySpan<byte> Key => _secrets.AsSpan(0, SecretLength);

    private ReadOnlySpan<byte> Salt => _secrets.AsSpan(SecretLength, SecretLength);

    private ReadOnlySpan<byte> Identity => _secrets.AsSpan(2 * SecretLength);

    /// <summary>The party's name outside the vault.</summary>
    public PartyId Id { get; }

    /// <summary>The party in plain form.</summary>
    public Party Party { get; }

    /// <summary>The octets that stand for the party in its commitments (<c>docs/formats/vault.md</c>, identity of a party). For evidence given to
    /// those who were granted the sight of it.</summary>
    public byte[] ToFullIdentity() => Identity.ToArray();

    /// <summary>The blind r = SHA-256(salt ‖ record id ‖ role) that opens one commitment and no other.</summary>
    /// <param name="recordId">The record's id, 16 octets.</param>
    /// <param name="role">The place of the party in the record; leg roles carry the leg's number.</param>
    /// <param name="blind">Takes 32 octets.</param>
    public void Blind(ReadOnlySpan<byte> recordId, ushort role, Span<byte> blind)
    {
        Span<byte> input = stackalloc byte[SecretLength + 16 + 2];
        Salt.CopyTo(input);
        recordId.CopyTo(input[SecretLength..]);
        BinaryPrimitives.WriteUInt16BigEndian(input[(SecretLength + 16)..], role);
        ShortHash.Compute(input, blind);
    }

    /// <summary>The commitment SHA-256(r ‖ role ‖ PartyId ‖ party) that stands in a record's leaf.</summary>
    /// <param name="recordId">The record's id, 16 octets.</param>
    /// <param name="role">The place of the party in the record; leg roles carry the leg's number.</param>
    /// <param name="commitment">Takes 32 octets.</param>
    public void Commit(ReadOnlySpan<byte> recordId, ushort role, Span<byte> commitment)
    {
        var length = SecretLength + 2 + 8 + Identity.Length;
        Span<byte> input = length <= 512 ? stackalloc byte[length] : new byte[length];
        Blind(recordId, role, input);
        BinaryPrimitives.WriteUInt16BigEndian(input[SecretLength..], role);
        BinaryPrimitives.WriteUInt64BigEndian(input[(SecretLength + 2)..], Id.Value);
        Identity.CopyTo(input[(SecretLength + 10)..]);
        ShortHash.Compute(input, commitment);
    }

    /// <summary>Derives a key for one purpose from the party's key (HKDF-SHA-256, RFC 5869): gone for ever once the party is erased.</summary>
    /// <param name="purpose">What the key is for, one word a purpose: <c>messages</c>.</param>
    /// <param name="context">What distinguishes keys of one purpose, such as a record id.</param>
    /// <param name="key">Takes 32 octets.</param>
    public void DeriveKey(string purpose, ReadOnlySpan<byte> context, Span<byte> key)
    {
        var name = Encoding.UTF8.GetBytes(purpose);
        Span<byte> info = stackalloc byte[256];
        name.CopyTo(info);
        context.CopyTo(info[(name.Length + 1)..]);
        ShortHkdf.Expand(Key, info[..(name.Length + 1 + context.Length)], key);
    }

    /// <summary>The id only: a party in plain form is not printed.</summary>
    public override string ToString() => Id.ToString();
}
