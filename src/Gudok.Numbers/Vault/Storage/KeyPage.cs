using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gudok.Numbers;

/// <summary>A page of keys.db opened in memory: for each of its parties id ‖ key ‖ salt, and apart id ‖ blind index, because the
/// look-up reads all of the second and none of the first.</summary>
internal sealed class KeyPage : IDisposable
{
    /// <summary>Chosen so that a sealed page of keys fills one SQLite page of 8 KiB.</summary>
    public const int Slots = 110;

    public const int KeyEntry = 8 + SecretKey.Length + VaultParty.SecretLength;
    public const int BlindLength = 16;
    public const int LookupEntry = 8 + BlindLength;

    private readonly byte[] _keys = GC.AllocateArray<byte>(Slots * KeyEntry, pinned: true);
    private readonly byte[] _lookups = GC.AllocateArray<byte>(LookupForm.LongestPage, pinned: true);

    public long Number { get; set; } = -1;

    public int Count { get; set; }

    /// <summary>The version of the blind indexes in it.</summary>
    public int Version { get; set; } = 1;

    public Span<byte> KeyBuffer => _keys;

    public Span<byte> LookupBuffer => _lookups;

    public ReadOnlySpan<byte> Keys => _keys.AsSpan(0, Count * KeyEntry);

    public ReadOnlySpan<byte> Lookups => _lookups.AsSpan(0, Count * LookupEntry);

    public static int OrdinalOf(long page, int slot) => checked((int)(page * Slots) + slot);

    public PartyId Id(int slot) => new(BinaryPrimitives.ReadUInt64BigEndian(_keys.AsSpan(slot * KeyEntry)));

    public ReadOnlySpan<byte> Key(int slot) => _keys.AsSpan(slot * KeyEntry + 8, SecretKey.Length);

    public ReadOnlySpan<byte> Salt(int slot) => _keys.AsSpan(slot * KeyEntry + 8 + SecretKey.Length, VaultParty.SecretLength);

    /// <summary>Whether the party of the slot lives: an erased one keeps its id and nothing else.</summary>
    public bool IsLiving(int slot) => Key(slot).ContainsAnyExcept((byte)0);

    public void Add(PartyId id, ReadOnlySpan<byte> keyAndSalt, ReadOnlySpan<byte> blind)
    {
        var key = _keys.AsSpan(Count * KeyEntry, KeyEntry);
        BinaryPrimitives.WriteUInt64BigEndian(key, id.Value);
        keyAndSalt.CopyTo(key[8..]);
        var lookup = _lookups.AsSpan(Count * LookupEntry, LookupEntry);
        BinaryPrimitives.WriteUInt64BigEndian(lookup, id.Value);
        blind.CopyTo(lookup[8..]);
        Count++;
    }

    public void Renew(int slot, ReadOnlySpan<byte> blind) => blind[..BlindLength].CopyTo(_lookups.AsSpan(slot * LookupEntry + 8));

    public void Erase(int slot)
    {
        CryptographicOperations.ZeroMemory(_keys.AsSpan(slot * KeyEntry + 8, KeyEntry - 8));
        CryptographicOperations.ZeroMemory(_lookups.AsSpan(slot * LookupEntry + 8, BlindLength));
    }

    /// <summary>Drops the slots from one on.</summary>
    public void Cut(int count)
    {
        for (var slot = count; slot < Count; slot++) Erase(slot);
        Count = Math.Min(Count, count);
    }

    public void StartAt(long number)
    {
        Cut(0);
        Number = number;
    }

    public void Dispose() => Cut(0);
}
