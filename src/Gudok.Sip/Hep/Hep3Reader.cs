using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>Reads one HEP3 packet: header, then every chunk once, keeping what each message needs and checking the rest.</summary>
internal ref struct Hep3Reader
{
    public const int HeaderLength = 6;
    private const int MagicLength = 4;
    private const byte InternetFamily = 2;

    private byte _family;
    private byte _protocol;
    private byte _payloadKind;
    private uint? _sourceIPv4;
    private uint? _destinationIPv4;
    private HostAddress? _sourceIPv6;
    private HostAddress? _destinationIPv6;
    private ushort _sourcePort;
    private ushort _destinationPort;
    private uint _seconds;
    private uint _microseconds;
    private uint _captureAgent;
    private ReadOnlySpan<byte> _payload;
    private ReadOnlySpan<byte> _compressedPayload;

    public static HepReadStatus TryRead(ReadOnlySpan<byte> bytes, out HepPacket packet, out int consumed, out HepFault fault)
    {
        packet = default;
        fault = default;
        consumed = 0;
        if (!BeginsLikeMagic(bytes)) return Malformed(HepFaultKind.UnknownMagic, 0, FindMagic(bytes), out consumed, out fault);
        if (bytes.Length < HeaderLength) return HepReadStatus.NeedMore;
        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[MagicLength..]);
        if (length < HeaderLength)
            return Malformed(HepFaultKind.TotalLength, MagicLength, FindMagic(bytes), out consumed, out fault);
        if (bytes.Length < length) return HepReadStatus.NeedMore;

        var reader = new Hep3Reader();
        var kind = reader.ReadChunks(bytes[..length], out var offset);
        if (kind != HepFaultKind.None) return Malformed(kind, offset, length, out consumed, out fault);
        packet = reader.ToPacket(bytes[HeaderLength..length]);
        consumed = length;
        return HepReadStatus.Complete;
    }

    private static HepReadStatus Malformed(HepFaultKind kind, int offset, int skip, out int consumed, out HepFault fault)
    {
        consumed = skip;
        fault = new HepFault(kind, offset);
        return HepReadStatus.Malformed;
    }

    private static bool BeginsLikeMagic(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= MagicLength) return bytes[0] is (byte)'H' or (byte)'E' && bytes[1..].StartsWith("EP3"u8);
        return bytes.IsEmpty || bytes[0] is (byte)'H' or (byte)'E' && "EP3"u8.StartsWith(bytes[1..]);
    }

    // Where the next packet may begin, at least one octet on: a stream that lost its frame finds it again.
    private static int FindMagic(ReadOnlySpan<byte> bytes)
    {
        for (var from = 1; from < bytes.Length; from++)
        {
            var next = bytes[from..].IndexOfAny((byte)'H', (byte)'E');
            if (next < 0) return bytes.Length;
            from += next;
            if (BeginsLikeMagic(bytes[from..])) return from;
        }

        return bytes.Length;
    }

    private HepFaultKind ReadChunks(ReadOnlySpan<byte> bytes, out int offset)
    {
        const int header = HepChunkEnumerator.HeaderLength;
        for (offset = HeaderLength; offset < bytes.Length;)
        {
            var rest = bytes[offset..];
            if (rest.Length < header) return HepFaultKind.ChunkHeader;
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[4..]);
            if (length < header) return HepFaultKind.ChunkLength;
            if (length > rest.Length) return HepFaultKind.ChunkPastEnd;
            var vendor = BinaryPrimitives.ReadUInt16BigEndian(rest);
            if (vendor == 0 && !TryTake((HepChunkType)BinaryPrimitives.ReadUInt16BigEndian(rest[2..]), rest[header..length]))
                return HepFaultKind.ChunkSize;
            offset += length;
        }

        return HepFaultKind.None;
    }

    // A table over the chunk numbers; chunks that no message needs are looked up when asked for.
    private bool TryTake(HepChunkType type, ReadOnlySpan<byte> data)
    {
        switch (type)
        {
            case HepChunkType.Family: return TryUInt8(data, out _family);
            case HepChunkType.Protocol: return TryUInt8(data, out _protocol);
            case HepChunkType.PayloadKind: return TryUInt8(data, out _payloadKind);
            case HepChunkType.SourceIPv4: return TryUInt32(data, ref _sourceIPv4);
            case HepChunkType.DestinationIPv4: return TryUInt32(data, ref _destinationIPv4);
            case HepChunkType.SourceIPv6: return TryIPv6(data, ref _sourceIPv6);
            case HepChunkType.DestinationIPv6: return TryIPv6(data, ref _destinationIPv6);
            case HepChunkType.SourcePort: return TryUInt16(data, out _sourcePort);
            case HepChunkType.DestinationPort: return TryUInt16(data, out _destinationPort);
            case HepChunkType.Seconds: return TryUInt32(data, out _seconds);
            case HepChunkType.Microseconds: return TryUInt32(data, out _microseconds);
            case HepChunkType.CaptureAgent: return TryUInt32(data, out _captureAgent);
            case HepChunkType.Payload: _payload = data; return true;
            case HepChunkType.CompressedPayload: _compressedPayload = data; return true;
            default: return true;
        }
    }

    private readonly HepPacket ToPacket(ReadOnlySpan<byte> chunks) => new(3, chunks)
    {
        Family = _family,
        Protocol = _protocol,
        Source = Endpoint(_sourceIPv4, _sourceIPv6, _sourcePort),
        Destination = Endpoint(_destinationIPv4, _destinationIPv6, _destinationPort),
        Time = new Instant(_seconds * 1_000_000L + _microseconds),
        PayloadKind = (HepPayloadKind)_payloadKind,
        CaptureAgent = _captureAgent,
        Payload = _payload,
        CompressedPayload = _compressedPayload,
    };

    // A proxy between IPv4 and IPv6 has one family field for both ends, so each end goes by the address that came for it.
    // Agents that send both fill the other one with zeros; the family decides only when neither is empty.
    private readonly NetworkEndpoint Endpoint(uint? ipv4, HostAddress? ipv6, ushort port)
    {
        if (ipv4 is not { } four) return new NetworkEndpoint(ipv6 ?? default, port);
        if (ipv6 is not { } six || !six.IsKnown) return NetworkEndpoint.FromIPv4(four, port);
        return four == 0 || _family != InternetFamily ? new NetworkEndpoint(six, port) : NetworkEndpoint.FromIPv4(four, port);
    }

    private static bool TryUInt8(ReadOnlySpan<byte> data, out byte value)
    {
        value = data.Length == sizeof(byte) ? data[0] : default;
        return data.Length == sizeof(byte);
    }

    private static bool TryUInt16(ReadOnlySpan<byte> data, out ushort value) =>
        BinaryPrimitives.TryReadUInt16BigEndian(data, out value) && data.Length == sizeof(ushort);

    private static bool TryUInt32(ReadOnlySpan<byte> data, out uint value) =>
        BinaryPrimitives.TryReadUInt32BigEndian(data, out value) && data.Length == sizeof(uint);

    private static bool TryUInt32(ReadOnlySpan<byte> data, ref uint? value)
    {
        if (!TryUInt32(data, out var read)) return false;
        value = read;
        return true;
    }

    private static bool TryIPv6(ReadOnlySpan<byte> data, ref HostAddress? value)
    {
        if (data.Length != HostAddress.Length) return false;
        value = HostAddress.Read(data);
        return true;
    }
}
