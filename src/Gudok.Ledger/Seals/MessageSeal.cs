using System.Security.Cryptography;
using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Seals whose keys open a call's messages. Not thread-safe.</summary>
/// <remarks>The messages come sealed under their parties' keys; whose keys those are, and a hash of the sealed bytes, is sealed here under
/// the day key: SHA-256(data) (32) ‖ PartyIds (8 each, little-endian).</remarks>
internal sealed class MessageSeal(DaySeal seal)
{
    private const int HashLength = SHA256.HashSizeInBytes;
    private readonly PackedWriter _plaintext = new();
    private byte[] _sealed = [];

    /// <summary>Seals the keys of messages; the result is valid until the next call.</summary>
    public ReadOnlySpan<byte> Seal(RecordId id, SealedMessages messages)
    {
        _plaintext.Reset();
        SHA256.HashData(messages.Data.Span, _plaintext.Take(HashLength));
        foreach (var party in messages.Parties) _plaintext.WriteFixed64(party.Value);
        var length = _plaintext.Length + DaySeal.Overhead;
        if (_sealed.Length < length) _sealed = new byte[length * 2];
        seal.Seal(SealKind.Messages, id, _plaintext.Written, _sealed.AsSpan(0, length));
        return _sealed.AsSpan(0, length);
    }

    /// <summary>Opens what was sealed and puts the messages beside it.</summary>
    /// <exception cref="InvalidDataException">The keys do not open, or the messages are not those that were sealed.</exception>
    public SealedMessages Open(RecordId id, ReadOnlySpan<byte> keys, ReadOnlySpan<byte> data)
    {
        var packed = new PackedReader(seal.Open(SealKind.Messages, id, keys));
        Span<byte> hash = stackalloc byte[HashLength];
        SHA256.HashData(data, hash);
        if (!packed.Take(HashLength).SequenceEqual(hash)) throw new InvalidDataException("Kept messages were changed.");
        var parties = new List<PartyId>();
        while (!packed.IsAtEnd) parties.Add(new PartyId(packed.ReadFixed64()));
        return new SealedMessages(parties, data.ToArray());
    }
}
