namespace Gudok.Sip;

/// <summary>The generic chunks (vendor 0) of the HEP3 specification, revision 37, with the size of their data.</summary>
public enum HepChunkType : ushort
{
    /// <summary>No chunk.</summary>
    None = 0x00,

    /// <summary>IP family, 1 octet: 2 is IPv4, IPv6 is whatever the sender's AF_INET6 is (10 on Linux).</summary>
    Family = 0x01,

    /// <summary>IP protocol number, 1 octet.</summary>
    Protocol = 0x02,

    /// <summary>IPv4 source address, 4 octets.</summary>
    SourceIPv4 = 0x03,

    /// <summary>IPv4 destination address, 4 octets.</summary>
    DestinationIPv4 = 0x04,

    /// <summary>IPv6 source address, 16 octets.</summary>
    SourceIPv6 = 0x05,

    /// <summary>IPv6 destination address, 16 octets.</summary>
    DestinationIPv6 = 0x06,

    /// <summary>Source port, 2 octets.</summary>
    SourcePort = 0x07,

    /// <summary>Destination port, 2 octets.</summary>
    DestinationPort = 0x08,

    /// <summary>Unix time in seconds, 4 octets, unsigned.</summary>
    Seconds = 0x09,

    /// <summary>Microseconds to add, 4 octets.</summary>
    Microseconds = 0x0a,

    /// <summary>What the payload is, 1 octet: <see cref="HepPayloadKind"/>.</summary>
    PayloadKind = 0x0b,

    /// <summary>Capture agent id, 4 octets.</summary>
    CaptureAgent = 0x0c,

    /// <summary>Keep-alive timer in seconds, 2 octets.</summary>
    KeepAlive = 0x0d,

    /// <summary>Authentication key, octets.</summary>
    AuthKey = 0x0e,

    /// <summary>The captured message, octets.</summary>
    Payload = 0x0f,

    /// <summary>The captured message, packed with gzip, zlib or deflate, octets.</summary>
    CompressedPayload = 0x10,

    /// <summary>What this packet belongs to, octets: a Call-ID as a rule.</summary>
    CorrelationId = 0x11,

    /// <summary>VLAN id, 2 octets.</summary>
    Vlan = 0x12,

    /// <summary>Name of the capture agent, octets.</summary>
    NodeName = 0x13,

    /// <summary>Source MAC address, 8 octets by the specification, 6 in practice too.</summary>
    SourceMac = 0x14,

    /// <summary>Destination MAC address, like <see cref="SourceMac"/>.</summary>
    DestinationMac = 0x15,

    /// <summary>EtherType, 2 octets.</summary>
    EtherType = 0x16,

    /// <summary>TCP flags, 1 octet.</summary>
    TcpFlags = 0x17,

    /// <summary>Type of service, 1 octet.</summary>
    TypeOfService = 0x18,

    /// <summary>Reserved.</summary>
    Reserved = 0x1f,

    /// <summary>MOS times 100, 2 octets.</summary>
    Mos = 0x20,

    /// <summary>R-factor, 2 octets.</summary>
    RFactor = 0x21,

    /// <summary>Place of the capture, octets.</summary>
    GeoLocation = 0x22,

    /// <summary>Jitter, 4 octets.</summary>
    Jitter = 0x23,

    /// <summary>Kind of transaction, octets.</summary>
    TransactionType = 0x24,

    /// <summary>Keys of a JSON payload, octets.</summary>
    JsonKeys = 0x25,

    /// <summary>Tags, octets.</summary>
    Tags = 0x26,

    /// <summary>Kind of tag, 2 octets.</summary>
    TagType = 0x27,

    /// <summary>Kind of event, 2 octets: 1 recording, 2 recording for lawful interception.</summary>
    EventType = 0x28,

    /// <summary>Group id, octets.</summary>
    GroupId = 0x29,
}
