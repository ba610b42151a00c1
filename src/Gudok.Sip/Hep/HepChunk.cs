namespace Gudok.Sip;

/// <summary>One chunk of a HEP3 packet.</summary>
public readonly ref struct HepChunk
{
    internal HepChunk(ushort vendor, ushort type, ReadOnlySpan<byte> data)
    {
        Vendor = vendor;
        Type = (HepChunkType)type;
        Data = data;
    }

    /// <summary>Who defined the chunk: 0 generic, 1 FreeSWITCH, 2 Kamailio, 3 OpenSIPS, 4 Asterisk, 5 Homer, 6 SipXecs, 7 Yeti, 8 Genesys.</summary>
    public ushort Vendor { get; }

    /// <summary>The number of the chunk; the names hold for vendor 0 only.</summary>
    public HepChunkType Type { get; }

    /// <summary>Its octets without the chunk's header.</summary>
    public ReadOnlySpan<byte> Data { get; }
}
