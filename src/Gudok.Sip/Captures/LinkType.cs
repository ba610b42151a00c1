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

    /// <summary>PPPoE: the session header, then PPP.</summary>
    PppEther = 51,

    /// <summary>Raw IP, version 4 or 6.</summary>
    RawIp = 101,

    /// <summary>Cisco HDLC.</summary>
    CiscoHdlc = 104,

    /// <summary>Wireless LAN.</summary>
    Ieee80211 = 105,

    /// <summary>OpenBSD loopback: the address family in network order.</summary>
    Loop = 108,

    /// <summary>BSD IPsec interface: family, security association and flags before the packet.</summary>
    Enc = 109,

    /// <summary>Linux cooked capture.</summary>
    LinuxSll = 113,

    /// <summary>BSD packet filter log.</summary>
    Pflog = 117,

    /// <summary>Wireless LAN behind a radiotap header.</summary>
    Radiotap = 127,

    /// <summary>Endace ERF records.</summary>
    Erf = 197,

    /// <summary>Raw IPv4.</summary>
    IPv4 = 228,

    /// <summary>Raw IPv6.</summary>
    IPv6 = 229,

    /// <summary>Linux netfilter log.</summary>
    Nflog = 239,

    /// <summary>Payloads that Wireshark exported, each with tags that say what it is.</summary>
    WiresharkUpperPdu = 252,

    /// <summary>macOS packets with the process and the link type before them.</summary>
    Pktap = 258,

    /// <summary>Linux cooked capture, version 2.</summary>
    LinuxSll2 = 276,

    /// <summary>No link layer: the packet is a HEP packet of a raw HEP stream. Not a number of the registry.</summary>
    Hep = -1,
}
