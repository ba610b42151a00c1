using System.Buffers;
using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>One HEP packet (versions 1, 2 and 3) as it lies in a buffer: reading it allocates nothing, and its spans live as long as the buffer.</summary>
/// <remarks>Version 3 is the specification's revision 37 with the magics <c>HEP3</c> and <c>EEP3</c>. Of a chunk that comes twice the last one holds.
/// Text fields are given as the octets sent; they need not be UTF-8.</remarks>
public readonly ref struct HepPacket
{
    /// <summary>How far a compressed payload may inflate when nothing else is asked for, in octets: four times the largest SIP message over UDP.</summary>
    public const int DefaultInflatedLimit = 262_144;

    private readonly ReadOnlySpan<byte> _chunks;

    internal HepPacket(byte version, ReadOnlySpan<byte> chunks)
    {
        Version = version;
        _chunks = chunks;
    }

    /// <summary>1, 2 or 3.</summary>
    public byte Version { get; }

    /// <summary>The family field as sent, zero if absent. Only told: which addresses came decides what the ends are.</summary>
    public byte Family { get; internal init; }

    /// <summary>The IP protocol number as sent, zero if absent.</summary>
    public byte Protocol { get; internal init; }

    /// <summary>What carried the message, by <see cref="Protocol"/>; 22 is Kamailio's number for TLS and 50 its number for WebSocket.</summary>
    public TransportKind Transport => HepTransport.FromProtocol(Protocol);

    /// <summary>Who sent the message; address and port are zero if absent.</summary>
    public NetworkEndpoint Source { get; internal init; }

    /// <summary>To whom it was sent; address and port are zero if absent.</summary>
    public NetworkEndpoint Destination { get; internal init; }

    /// <summary>When the agent saw the message; zero if absent (and in HEP 1, which has no time).</summary>
    public Instant Time { get; internal init; }

    /// <summary>What the payload is; HEP 1 and 2 carry only SIP. Zero if absent.</summary>
    public HepPayloadKind PayloadKind { get; internal init; }

    /// <summary>Capture agent id; zero if absent. sngrep sends it in the wrong octet order.</summary>
    public uint CaptureAgent { get; internal init; }

    /// <summary>The captured message; empty if absent or sent compressed.</summary>
    public ReadOnlySpan<byte> Payload { get; internal init; }

    /// <summary>The captured message as gzip, zlib or raw deflate data; empty if it was not sent so.</summary>
    public ReadOnlySpan<byte> CompressedPayload { get; internal init; }

    /// <summary>Whether the message must be had by <see cref="TryInflate(IBufferWriter{byte}, out HepFault, int)"/>.</summary>
    public bool IsCompressed => Payload.IsEmpty && !CompressedPayload.IsEmpty;

    /// <summary>All chunks in their order, those of vendors too; none in HEP 1 and 2.</summary>
    public HepChunkEnumerator Chunks => new(_chunks);

    /// <summary>Keep-alive timer in seconds; null if absent.</summary>
    public ushort? KeepAlive => UInt16Of(HepChunkType.KeepAlive);

    /// <summary>Authentication key; empty if absent. A secret: compare it in constant time and never log it.</summary>
    public ReadOnlySpan<byte> AuthKey => DataOf(HepChunkType.AuthKey);

    /// <summary>What the packet belongs to, a Call-ID as a rule; empty if absent.</summary>
    public ReadOnlySpan<byte> CorrelationId => DataOf(HepChunkType.CorrelationId);

    /// <summary>Name of the capture agent; empty if absent.</summary>
    public ReadOnlySpan<byte> NodeName => DataOf(HepChunkType.NodeName);

    /// <summary>VLAN id; null if absent.</summary>
    public ushort? Vlan => UInt16Of(HepChunkType.Vlan);

    /// <summary>Source MAC address in the low 48 bits; null if absent.</summary>
    public ulong? SourceMac => MacOf(HepChunkType.SourceMac);

    /// <summary>Destination MAC address in the low 48 bits; null if absent.</summary>
    public ulong? DestinationMac => MacOf(HepChunkType.DestinationMac);

    /// <summary>EtherType; null if absent.</summary>
    public ushort? EtherType => UInt16Of(HepChunkType.EtherType);

    /// <summary>TCP flags; null if absent.</summary>
    public byte? TcpFlags => DataOf(HepChunkType.TcpFlags) is [var flags] ? flags : null;

    /// <summary>Type of service octet of the IP header; null if absent.</summary>
    public byte? TypeOfService => DataOf(HepChunkType.TypeOfService) is [var service] ? service : null;

    /// <summary>MOS times 100; null if absent.</summary>
    public ushort? Mos => UInt16Of(HepChunkType.Mos);

    /// <summary>R-factor; null if absent.</summary>
    public ushort? RFactor => UInt16Of(HepChunkType.RFactor);

    /// <summary>Place of the capture; empty if absent.</summary>
    public ReadOnlySpan<byte> GeoLocation => DataOf(HepChunkType.GeoLocation);

    /// <summary>Jitter in the sender's unit (the specification names none); null if absent.</summary>
    public uint? Jitter => DataOf(HepChunkType.Jitter) is { Length: sizeof(uint) } data ? BinaryPrimitives.ReadUInt32BigEndian(data) : null;

    /// <summary>Kind of transaction; empty if absent.</summary>
    public ReadOnlySpan<byte> TransactionType => DataOf(HepChunkType.TransactionType);

    /// <summary>Keys of a JSON payload; empty if absent.</summary>
    public ReadOnlySpan<byte> JsonKeys => DataOf(HepChunkType.JsonKeys);

    /// <summary>Tags; empty if absent.</summary>
    public ReadOnlySpan<byte> Tags => DataOf(HepChunkType.Tags);

    /// <summary>Kind of tag; null if absent.</summary>
    public ushort? TagType => UInt16Of(HepChunkType.TagType);

    /// <summary>Kind of event, 1 recording, 2 recording for lawful interception; null if absent.</summary>
    public ushort? EventType => UInt16Of(HepChunkType.EventType);

    /// <summary>Group id; empty if absent.</summary>
    public ReadOnlySpan<byte> GroupId => DataOf(HepChunkType.GroupId);

    /// <summary>Reads the packet of a datagram, or the next one of a stream of HEP3 packets.</summary>
    /// <param name="bytes">The octets at hand, beginning with the packet.</param>
    /// <param name="packet">The packet, if complete.</param>
    /// <param name="consumed">Octets to go on after: of the packet, or of what cannot be read up to where the next one may begin; 0 if more are needed.</param>
    /// <param name="fault">What is wrong, if malformed.</param>
    /// <remarks>HEP 1 and 2 state no total length: such a packet takes all the octets, so they make sense in datagrams only.
    /// For a stream use <see cref="TryReadStream"/>, which refuses them.</remarks>
    public static HepReadStatus TryRead(ReadOnlySpan<byte> bytes, out HepPacket packet, out int consumed, out HepFault fault) =>
        bytes is [HepLegacyReader.Version1 or HepLegacyReader.Version2, ..]
            ? HepLegacyReader.TryRead(bytes, out packet, out consumed, out fault)
            : Hep3Reader.TryRead(bytes, out packet, out consumed, out fault);

    /// <summary>Reads the next packet of a stream, version 3 only; else as <see cref="TryRead"/>.</summary>
    /// <inheritdoc cref="TryRead" path="/param"/>
    public static HepReadStatus TryReadStream(ReadOnlySpan<byte> bytes, out HepPacket packet, out int consumed, out HepFault fault) =>
        Hep3Reader.TryRead(bytes, out packet, out consumed, out fault);

    /// <summary>Unpacks the compressed payload.</summary>
    /// <param name="destination">Where the message goes; what was written before a fault must be dropped.</param>
    /// <param name="fault">What is wrong, if false: nothing compressed, corrupt, or over the limit.</param>
    /// <param name="limit">The most octets that may come out.</param>
    public bool TryInflate(IBufferWriter<byte> destination, out HepFault fault, int limit = DefaultInflatedLimit)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return HepInflater.TryInflate(CompressedPayload, destination, limit, out fault);
    }

    /// <summary>Unpacks the compressed payload into a buffer, whose length is the limit.</summary>
    /// <param name="destination">Where the message goes.</param>
    /// <param name="written">Octets of the message; 0 if false.</param>
    /// <param name="fault">What is wrong, if false: nothing compressed, corrupt, or longer than the buffer.</param>
    public bool TryInflate(Span<byte> destination, out int written, out HepFault fault) =>
        HepInflater.TryInflate(CompressedPayload, destination, out written, out fault);

    /// <summary>Looks for a chunk; of several the last.</summary>
    /// <param name="type">Its number.</param>
    /// <param name="data">Its octets; empty if it is not there.</param>
    /// <param name="vendor">Who defined it.</param>
    public bool TryFind(HepChunkType type, out ReadOnlySpan<byte> data, ushort vendor = 0)
    {
        data = default;
        var found = false;
        foreach (var chunk in Chunks)
        {
            if (chunk.Type != type || chunk.Vendor != vendor) continue;
            data = chunk.Data;
            found = true;
        }

        return found;
    }

    private ReadOnlySpan<byte> DataOf(HepChunkType type) => TryFind(type, out var data) ? data : default;

    private ushort? UInt16Of(HepChunkType type) =>
        DataOf(type) is { Length: sizeof(ushort) } data ? BinaryPrimitives.ReadUInt16BigEndian(data) : null;

    private ulong? MacOf(HepChunkType type)
    {
        const int macLength = 6;
        var data = DataOf(type);
        if (data.Length == sizeof(ulong)) return BinaryPrimitives.ReadUInt64BigEndian(data);
        if (data.Length != macLength) return null;
        return (ulong)BinaryPrimitives.ReadUInt16BigEndian(data) << 32 | BinaryPrimitives.ReadUInt32BigEndian(data[2..]);
    }
}
