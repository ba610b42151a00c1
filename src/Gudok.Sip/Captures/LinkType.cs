namespace Gudok.Sip;

/// <summary>What the first octets of a captured packet are: the link-layer types of the tcpdump registry that can be read.
/// Other numbers occur in files and are counted, see <see cref="IgnoreReason.PacketLinkType"/>.</summary>
public enum LinkType
{
    /// <summary>BSD loopback: the address family in the octet order of the capturing machine.</summary>
    Null = 0,

    /// <summary>Ethernet.</summary>
    Ethernet = 1,

    /// <summary>PPP, with or without address and control octets.</summary>
    Ppp = 9,

    /// <summary>Raw IP as some systems number it (DLT_RAW).</summary>
    RawIpBsd = 12,

    /// <summary>Raw IP as OpenBSD numbers it.</summary>
    RawIpOpenBsd = 14,

    /// <summary>PPP in HDLC-like framing (RFC 1662).</summary>
    PppHdlc = 50,

    /// <summary>Raw IP, version 4 or 6.</summary>
    RawIp = 101,

    /// <summary>Cisco HDLC.</summary>
    CiscoHdlc = 104,

    /// <summary>OpenBSD loopback: the address family in network order.</summary>
    Loop = 108,

    /// <summary>Linux cooked capture.</summary>
    LinuxSll = 113,

    /// <summary>Raw IPv4.</summary>
    IPv4 = 228,

    /// <summary>Raw IPv6.</summary>
    IPv6 = 229,

    /// <summary>Payloads that Wireshark exported, each with tags that say what it is.</summary>
    WiresharkUpperPdu = 252,

    /// <summary>Linux cooked capture, version 2.</summary>
    LinuxSll2 = 276,

    /// <summary>No link layer: the packet is a HEP packet of a raw HEP stream. Not a number of the registry.</summary>
    Hep = -1,
}
