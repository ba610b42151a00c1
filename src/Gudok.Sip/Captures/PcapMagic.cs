namespace Gudok.Sip;

/// <summary>The first four octets of capture files, read little-endian.</summary>
internal static class PcapMagic
{
    /// <summary>Classic pcap, microseconds, little-endian.</summary>
    public const uint Microseconds = 0xa1b2c3d4;

    /// <summary>Classic pcap, microseconds, big-endian.</summary>
    public const uint MicrosecondsSwapped = 0xd4c3b2a1;

    /// <summary>Classic pcap, nanoseconds, little-endian.</summary>
    public const uint Nanoseconds = 0xa1b23c4d;

    /// <summary>Classic pcap, nanoseconds, big-endian.</summary>
    public const uint NanosecondsSwapped = 0x4d3cb2a1;

    /// <summary>Kuznetzov's pcap of old Linux systems, whose record headers are eight octets longer, little-endian.</summary>
    public const uint Modified = 0xa1b2cd34;

    /// <summary>Kuznetzov's pcap, big-endian.</summary>
    public const uint ModifiedSwapped = 0x34cdb2a1;

    /// <summary>pcapng: the type of the section header block, the same in both octet orders.</summary>
    public const uint SectionHeader = 0x0a0d0d0a;

    /// <summary>HEP3, as its specification writes it.</summary>
    public const uint Hep3 = 'H' | ('E' << 8) | ('P' << 16) | ('3' << 24);

    /// <summary>EEP3, the other name of HEP3 on the wire.</summary>
    public const uint Eep3 = 'E' | ('E' << 8) | ('P' << 16) | ('3' << 24);

    /// <summary>The first two octets of gzip (RFC 1952 §2.3.1).</summary>
    public const ushort Gzip = 0x8b1f;
}
