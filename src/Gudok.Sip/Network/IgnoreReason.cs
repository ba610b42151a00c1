namespace Gudok.Sip;

/// <summary>Why something read was not a SIP message or gave no call. The names, in camel case with dots, appear in
/// <c>import --json</c> and as the label <c>reason</c> of <c>gudok_ignored_total</c>.</summary>
public enum IgnoreReason
{
    /// <summary><c>packet.notIp</c>: ARP, LLDP, an unknown EtherType.</summary>
    PacketNotIp,

    /// <summary><c>packet.malformed</c>: a header of link, IP, UDP, TCP or tunnel contradicts itself.</summary>
    PacketMalformed,

    /// <summary><c>packet.truncated</c>: the snap length cut the headers off.</summary>
    PacketTruncated,

    /// <summary><c>packet.linkType</c>: a link type that is not read.</summary>
    PacketLinkType,

    /// <summary><c>packet.icmp</c>: an ICMP error, whatever it quotes: the quoted message was never on the wire at that moment.</summary>
    PacketIcmp,

    /// <summary><c>packet.fragmentLost</c>: an IP fragment whose siblings never came.</summary>
    PacketFragmentLost,

    /// <summary><c>packet.sctp</c>: SCTP, counted by name and not read.</summary>
    PacketSctp,

    /// <summary><c>packet.transport</c>: another IP protocol.</summary>
    PacketTransport,

    /// <summary><c>payload.empty</c>: a keep-alive: no octets, CRLF, or zero octets.</summary>
    PayloadEmpty,

    /// <summary><c>payload.tls</c>: a TLS record: encrypted, cannot be read.</summary>
    PayloadTls,

    /// <summary><c>payload.notSip</c>: anything else on UDP or TCP: RTP, DNS, HTTP.</summary>
    PayloadNotSip,

    /// <summary><c>stream.gap</c>: octets of a TCP stream never seen; reading went on at the next message.</summary>
    StreamGap,

    /// <summary><c>hep.notSip</c>: a HEP packet with another payload: RTCP, logs, ISUP.</summary>
    HepNotSip,

    /// <summary><c>hep.malformed</c>: a HEP packet that contradicts itself.</summary>
    HepMalformed,

    /// <summary><c>hep.refused</c>: HEP from an address or agent that is not allowed, or with a wrong key.</summary>
    HepRefused,

    /// <summary><c>sip.malformed</c>: looks like SIP and breaks its grammar.</summary>
    SipMalformed,

    /// <summary><c>sip.limit</c>: over a limit of size or header count.</summary>
    SipLimit,

    /// <summary><c>sip.otherMethod</c>: a message of a dialog or transaction that makes no call: REGISTER, OPTIONS, MESSAGE…</summary>
    SipOtherMethod,

    /// <summary><c>orphan</c>: a lone response or request that belongs to no call and proves none.</summary>
    Orphan,

    /// <summary><c>duplicate</c>: the same message mirrored by a second observer.</summary>
    Duplicate,
}
