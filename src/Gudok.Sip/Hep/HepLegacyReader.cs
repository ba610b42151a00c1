using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>Reads HEP versions 1 and 2: version, header length, family, protocol, two ports, two addresses; version 2 adds seconds, microseconds
/// and agent id as a C structure of 12 octets in the sender's own order, little-endian in practice. The rest of the datagram is SIP.</summary>
internal static class HepLegacyReader
{
    public const byte Version1 = 1;
    public const byte Version2 = 2;

    private const int FixedLength = 8;
    private const int IPv4Length = FixedLength + 2 * 4;
    private const int IPv6Length = FixedLength + 2 * 16;
    private const int TimeLength = 12;
    private const uint MicrosecondsPerSecond = 1_000_000;

    public static HepReadStatus TryRead(ReadOnlySpan<byte> bytes, out HepPacket packet, out int consumed, out HepFault fault)
    {
        packet = default;
        fault = default;
        consumed = 0;
        if (bytes.Length < 2) return HepReadStatus.NeedMore;
        var version = bytes[0];
        if (AddressesEnd(version, bytes[1]) is not { } addressesEnd)
        {
            consumed = bytes.Length;
            fault = new HepFault(HepFaultKind.HeaderLength, 1);
            return HepReadStatus.Malformed;
        }

        var headerEnd = version == Version2 ? addressesEnd + TimeLength : addressesEnd;
        if (bytes.Length < headerEnd) return HepReadStatus.NeedMore;
        packet = Read(bytes, version, addressesEnd, headerEnd);
        consumed = bytes.Length;
        return HepReadStatus.Complete;
    }

    /// <summary>Whether a packet of version 1 or 2 with SIP in it begins here. These versions have no mark of their own, and what sends
    /// them does so to any port: the header's length and what comes behind it must do.</summary>
    public static bool IsSip(ReadOnlySpan<byte> bytes) =>
        bytes is [Version1 or Version2, _, ..]
        && TryRead(bytes, out var packet, out _, out _) == HepReadStatus.Complete
        && SipMessage.LooksLikeSip(packet.Payload);

    // The header length tells the addresses apart more surely than the family does. Senders of version 2 count the time in or not.
    private static int? AddressesEnd(byte version, byte headerLength) => headerLength switch
    {
        IPv4Length => IPv4Length,
        IPv6Length => IPv6Length,
        IPv4Length + TimeLength when version == Version2 => IPv4Length,
        IPv6Length + TimeLength when version == Version2 => IPv6Length,
        _ => null,
    };

    private static HepPacket Read(ReadOnlySpan<byte> bytes, byte version, int addressesEnd, int headerEnd)
    {
        var sourcePort = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        var destinationPort = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]);
        var addresses = bytes[FixedLength..addressesEnd];
        var half = addresses.Length / 2;
        var time = bytes[addressesEnd..headerEnd];
        return new HepPacket(version, default)
        {
            Family = bytes[2],
            Protocol = bytes[3],
            Source = Endpoint(addresses[..half], sourcePort),
            Destination = Endpoint(addresses[half..], destinationPort),
            Time = time.IsEmpty ? default : ReadTime(time),
            CaptureAgent = time.IsEmpty ? 0 : ReadAgent(time),
            PayloadKind = HepPayloadKind.Sip,
            Payload = bytes[headerEnd..],
        };
    }

    private static NetworkEndpoint Endpoint(ReadOnlySpan<byte> address, ushort port) => address.Length == 4
        ? NetworkEndpoint.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(address), port)
        : NetworkEndpoint.FromIPv6(address, port);

    private static Instant ReadTime(ReadOnlySpan<byte> time)
    {
        var isBig = IsBigEndian(time);
        var seconds = isBig ? BinaryPrimitives.ReadUInt32BigEndian(time) : BinaryPrimitives.ReadUInt32LittleEndian(time);
        var micros = isBig ? BinaryPrimitives.ReadUInt32BigEndian(time[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(time[4..]);
        return new Instant((long)seconds * MicrosecondsPerSecond + micros);
    }

    private static uint ReadAgent(ReadOnlySpan<byte> time) => IsBigEndian(time)
        ? BinaryPrimitives.ReadUInt16BigEndian(time[8..])
        : BinaryPrimitives.ReadUInt16LittleEndian(time[8..]);

    // No field tells the order, but microseconds read the wrong way round are hardly ever below a million.
    private static bool IsBigEndian(ReadOnlySpan<byte> time) =>
        BinaryPrimitives.ReadUInt32LittleEndian(time[4..]) >= MicrosecondsPerSecond
        && BinaryPrimitives.ReadUInt32BigEndian(time[4..]) < MicrosecondsPerSecond;
}
