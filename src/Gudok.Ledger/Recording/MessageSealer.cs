using System.Buffers.Binary;
using System.IO.Compression;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Seals the SIP messages of a call under the keys of all parties found in it, and opens them again.</summary>
/// <remarks>Sealed are the deflated messages, by <see cref="PartiesSeal"/>.</remarks>
/// <param name="installationKey">The key <c>messages</c> of the key ring.</param>
internal sealed class MessageSealer(byte[] installationKey)
{
    [ThreadStatic]
    private static MemoryStream? _packed;

    private const int MessageHeadLength = 8 + 18 + 18 + 1 + 4 + 4;

    private readonly PartiesSeal _seal = new("messages", installationKey);

    public SealedMessages Seal(RecordId id, IReadOnlyList<KeptMessage> messages, IReadOnlyList<VaultParty> parties)
    {
        var (order, data) = _seal.Seal(id, Pack(messages), parties);
        return new SealedMessages(order, data);
    }

    /// <summary>Opens sealed messages; null if they do not open under these keys.</summary>
    public IReadOnlyList<KeptMessage>? Open(RecordId id, SealedMessages messages, IReadOnlyList<VaultParty> parties) =>
        _seal.Open(id, messages.Data.Span, parties) is { } plain ? Unpack(plain) : null;

    /// <summary>Packs messages into the thread's scratch buffer.</summary>
    private static ReadOnlySpan<byte> Pack(IReadOnlyList<KeptMessage> messages)
    {
        var packed = _packed ??= new MemoryStream();
        packed.SetLength(0);
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            Span<byte> head = stackalloc byte[MessageHeadLength];
            for (var i = 0; i < messages.Count; i++)
            {
                WriteHead(head, messages[i]);
                deflate.Write(head);
                deflate.Write(messages[i].Bytes.Span);
            }
        }

        return packed.GetBuffer().AsSpan(0, (int)packed.Length);
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
        endpoint.Address.Write(target);
        BinaryPrimitives.WriteUInt16BigEndian(target[16..], endpoint.Port);
    }

    private static NetworkEndpoint ReadEndpoint(ReadOnlySpan<byte> source) =>
        new(HostAddress.Read(source), BinaryPrimitives.ReadUInt16BigEndian(source[16..]));

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
