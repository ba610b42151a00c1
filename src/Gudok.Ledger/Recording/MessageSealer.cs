using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Seals the SIP messages of a call under the keys of all parties found in it, and opens them again.</summary>
/// <remarks>
/// The key is HKDF over every party's own derived key in order of id, so that erasing any one of them turns the messages to noise.
/// A call that names no kept party is sealed under the installation's key alone: there is nobody in it to forget.
/// Sealed: version (1) ‖ nonce (12) ‖ tag (16) ‖ AES-256-GCM of the deflated messages; associated data: version ‖ record id.
/// </remarks>
/// <param name="installationKey">The key <c>messages</c> of the key ring.</param>
internal sealed class MessageSealer(byte[] installationKey)
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int HeadLength = 1 + NonceLength + TagLength;
    private const int KeyLength = 32;
    private const int MessageHeadLength = 8 + 18 + 18 + 1 + 4 + 4;

    public SealedMessages Seal(RecordId id, IReadOnlyList<KeptMessage> messages, IReadOnlyList<VaultParty> parties)
    {
        var plain = Pack(messages);
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
        return new SealedMessages([.. ordered.Select(party => party.Id)], sealedBytes);
    }

    /// <summary>Opens sealed messages; null if they do not open under these keys.</summary>
    public IReadOnlyList<KeptMessage>? Open(RecordId id, SealedMessages messages, IReadOnlyList<VaultParty> parties)
    {
        var data = messages.Data.Span;
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

        return Unpack(plain);
    }

    private byte[] Key(RecordId id, IReadOnlyList<VaultParty> parties)
    {
        var material = new byte[KeyLength * (parties.Count + 1)];
        installationKey.CopyTo(material, 0);
        Span<byte> context = stackalloc byte[RecordId.Length];
        id.Write(context);
        for (var i = 0; i < parties.Count; i++) parties[i].DeriveKey("messages", context, material.AsSpan(KeyLength * (i + 1), KeyLength));
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, material, KeyLength, info: context.ToArray());
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

    private static byte[] Pack(IReadOnlyList<KeptMessage> messages)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest))
        {
            Span<byte> head = stackalloc byte[MessageHeadLength];
            foreach (var message in messages)
            {
                WriteHead(head, message);
                deflate.Write(head);
                deflate.Write(message.Bytes.Span);
            }
        }

        return packed.ToArray();
    }

    private static void WriteHead(Span<byte> head, KeptMessage message)
    {
        BinaryPrimitives.WriteInt64BigEndian(head, message.Time.Micros);
        WriteEndpoint(head[8..], message.Source);
        WriteEndpoint(head[26..], message.Destination);
        head[44] = (byte)message.Transport;
        BinaryPrimitives.WriteInt32BigEndian(head[45..], message.Leg);
        BinaryPrimitives.WriteInt32BigEndian(head[49..], message.Bytes.Length);
    }

    private static void WriteEndpoint(Span<byte> target, NetworkEndpoint endpoint)
    {
        BinaryPrimitives.WriteUInt128BigEndian(target, endpoint.Address);
        BinaryPrimitives.WriteUInt16BigEndian(target[16..], endpoint.Port);
    }

    private static NetworkEndpoint ReadEndpoint(ReadOnlySpan<byte> source) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(source), BinaryPrimitives.ReadUInt16BigEndian(source[16..]));

    private static List<KeptMessage> Unpack(byte[] packed)
    {
        using var inflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        inflate.CopyTo(plain);
        var rest = new ReadOnlyMemory<byte>(plain.GetBuffer(), 0, (int)plain.Length);
        var messages = new List<KeptMessage>();
        while (rest.Length >= MessageHeadLength)
        {
            var head = rest.Span;
            var length = BinaryPrimitives.ReadInt32BigEndian(head[49..]);
            messages.Add(new KeptMessage(
                new Instant(BinaryPrimitives.ReadInt64BigEndian(head)),
                ReadEndpoint(head[8..]),
                ReadEndpoint(head[26..]),
                (TransportKind)head[44],
                BinaryPrimitives.ReadInt32BigEndian(head[45..]),
                rest.Slice(MessageHeadLength, length)));
            rest = rest[(MessageHeadLength + length)..];
        }

        return messages;
    }
}
