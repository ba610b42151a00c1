namespace Gudok.Sip;

/// <summary>How a HEP packet contradicts itself.</summary>
public enum HepFaultKind : byte
{
    /// <summary>It does not.</summary>
    None = 0,

    /// <summary>It begins with neither <c>HEP3</c>, <c>EEP3</c> nor the version octet 1 or 2.</summary>
    UnknownMagic,

    /// <summary>The total length is below the 6 octets of the header itself.</summary>
    TotalLength,

    /// <summary>One to five octets are left over where a chunk of at least six would begin.</summary>
    ChunkHeader,

    /// <summary>A chunk says that it is shorter than its own header of 6 octets.</summary>
    ChunkLength,

    /// <summary>A chunk reaches beyond the end of the packet.</summary>
    ChunkPastEnd,

    /// <summary>A chunk of fixed size (an address, a port, a time) has another size.</summary>
    ChunkSize,

    /// <summary>HEP 1 or 2: the header length fits neither two IPv4 nor two IPv6 addresses.</summary>
    HeaderLength,

    /// <summary>There is no compressed payload to inflate.</summary>
    NotCompressed,

    /// <summary>The compressed payload is no gzip, zlib or raw deflate data, or is cut short.</summary>
    CompressionCorrupt,

    /// <summary>The compressed payload inflates to more than the limit.</summary>
    InflatedLimit,
}
