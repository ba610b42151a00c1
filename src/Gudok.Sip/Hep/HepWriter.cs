using System.Buffers;
using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>Writes one HEP3 packet into a buffer of the caller, chunk by chunk, without allocating.</summary>
/// <remarks>Nothing is thrown when the buffer or the 65,535 octets of a packet are too few: <see cref="TryFinish"/> says so.</remarks>
public ref struct HepWriter
{
    /// <summary>The longest packet, in octets: its length field has 16 bits.</summary>
    public const int MaxPacketLength = ushort.MaxValue;

    /// <summary>Room that <see cref="HepEnvelope"/> takes at most, its texts not counted, with the header and the chunk header of the payload.</summary>
    public const int EnvelopeLength = 160;

    private const byte InternetFamily = 2;
    private const byte InternetFamily6 = 10;

    private readonly Span<byte> _destination;
    private int _length;
    private bool _isFull;

    /// <summary>Begins a packet.</summary>
    /// <param name="destination">Where it goes.</param>
    public HepWriter(Span<byte> destination)
    {
        _destination = destination[..Math.Min(destination.Length, MaxPacketLength)];
        _length = Hep3Reader.HeaderLength;
        _isFull = destination.Length < _length;
    }

    /// <summary>Writes a whole packet with one payload.</summary>
    /// <param name="destination">Where it goes.</param>
    /// <param name="envelope">What is told about the payload.</param>
    /// <param name="payload">The message.</param>
    /// <param name="length">Octets written; 0 if there was too little room.</param>
    public static bool TryWrite(Span<byte> destination, in HepEnvelope envelope, ReadOnlySpan<byte> payload, out int length)
    {
        var writer = new HepWriter(destination);
        writer.WriteEnvelope(envelope);
        writer.WriteBytes(HepChunkType.Payload, payload);
        return writer.TryFinish(out length);
    }

    /// <summary>Writes a whole packet with one payload; false, and nothing written, if it exceeds <see cref="MaxPacketLength"/>.</summary>
    /// <inheritdoc cref="TryWrite(Span{byte}, in HepEnvelope, ReadOnlySpan{byte}, out int)" path="/param"/>
    public static bool TryWrite(IBufferWriter<byte> destination, in HepEnvelope envelope, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var texts = envelope.AuthKey.Length + envelope.CorrelationId.Length + envelope.NodeName.Length;
        var room = (long)EnvelopeLength + texts + payload.Length;
        if (!TryWrite(destination.GetSpan((int)Math.Min(room, MaxPacketLength)), envelope, payload, out var length)) return false;
        destination.Advance(length);
        return true;
    }

    /// <summary>Writes the chunks of an envelope: each address by its own kind, the family of IPv6 as soon as one end has it.</summary>
    public void WriteEnvelope(in HepEnvelope envelope)
    {
        var isIPv4 = envelope.Source.IsIPv4 && envelope.Destination.IsIPv4;
        WriteUInt8(HepChunkType.Family, isIPv4 ? InternetFamily : InternetFamily6);
        WriteUInt8(HepChunkType.Protocol, HepTransport.ToProtocol(envelope.Transport));
        WriteAddress(HepChunkType.SourceIPv4, HepChunkType.SourceIPv6, envelope.Source);
        WriteAddress(HepChunkType.DestinationIPv4, HepChunkType.DestinationIPv6, envelope.Destination);
        WriteUInt16(HepChunkType.SourcePort, envelope.Source.Port);
        WriteUInt16(HepChunkType.DestinationPort, envelope.Destination.Port);
        var (seconds, micros) = Math.DivRem(Math.Max(0, envelope.Time.Micros), 1_000_000L);
        WriteUInt32(HepChunkType.Seconds, (uint)seconds);
        WriteUInt32(HepChunkType.Microseconds, (uint)micros);
        WriteUInt8(HepChunkType.PayloadKind, (byte)envelope.PayloadKind);
        WriteUInt32(HepChunkType.CaptureAgent, envelope.CaptureAgent);
        WriteText(HepChunkType.NodeName, envelope.NodeName);
        WriteText(HepChunkType.AuthKey, envelope.AuthKey);
        WriteText(HepChunkType.CorrelationId, envelope.CorrelationId);
    }

    /// <summary>Writes a generic chunk of one octet.</summary>
    public void WriteUInt8(HepChunkType type, byte value)
    {
        var data = Reserve(0, type, sizeof(byte));
        if (!data.IsEmpty) data[0] = value;
    }

    /// <summary>Writes a generic chunk of two octets.</summary>
    public void WriteUInt16(HepChunkType type, ushort value)
    {
        var data = Reserve(0, type, sizeof(ushort));
        if (!data.IsEmpty) BinaryPrimitives.WriteUInt16BigEndian(data, value);
    }

    /// <summary>Writes a generic chunk of four octets.</summary>
    public void WriteUInt32(HepChunkType type, uint value)
    {
        var data = Reserve(0, type, sizeof(uint));
        if (!data.IsEmpty) BinaryPrimitives.WriteUInt32BigEndian(data, value);
    }

    /// <summary>Writes a generic chunk of eight octets (MAC addresses).</summary>
    public void WriteUInt64(HepChunkType type, ulong value)
    {
        var data = Reserve(0, type, sizeof(ulong));
        if (!data.IsEmpty) BinaryPrimitives.WriteUInt64BigEndian(data, value);
    }

    /// <summary>Writes any chunk.</summary>
    /// <param name="type">Its number.</param>
    /// <param name="value">Its octets.</param>
    /// <param name="vendor">Who defined it; 0 is generic.</param>
    public void WriteBytes(HepChunkType type, ReadOnlySpan<byte> value, ushort vendor = 0)
    {
        var data = Reserve(vendor, type, value.Length);
        if (!data.IsEmpty) value.CopyTo(data);
    }

    /// <summary>Ends the packet.</summary>
    /// <param name="length">Its octets; 0 if the room was too small, and what was written is no packet then.</param>
    public readonly bool TryFinish(out int length)
    {
        length = 0;
        if (_isFull) return false;
        "HEP3"u8.CopyTo(_destination);
        BinaryPrimitives.WriteUInt16BigEndian(_destination[4..], (ushort)_length);
        length = _length;
        return true;
    }

    private void WriteAddress(HepChunkType ipv4, HepChunkType ipv6, NetworkEndpoint endpoint)
    {
        if (endpoint.IsIPv4)
        {
            WriteUInt32(ipv4, endpoint.Address.IPv4);
            return;
        }

        var data = Reserve(0, ipv6, 16);
        if (!data.IsEmpty) endpoint.Address.Write(data);
    }

    private void WriteText(HepChunkType type, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty) WriteBytes(type, text);
    }

    private Span<byte> Reserve(ushort vendor, HepChunkType type, int dataLength)
    {
        const int header = HepChunkEnumerator.HeaderLength;
        if (_isFull || dataLength > _destination.Length - _length - header)
        {
            _isFull = true;
            return default;
        }

        var chunk = _destination.Slice(_length, header + dataLength);
        BinaryPrimitives.WriteUInt16BigEndian(chunk, vendor);
        BinaryPrimitives.WriteUInt16BigEndian(chunk[2..], (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(chunk[4..], (ushort)chunk.Length);
        _length += chunk.Length;
        return chunk[header..];
    }
}
