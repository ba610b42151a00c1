namespace Gudok.Sip;

/// <summary>What a HEP packet carries (chunk 0x0b). Other numbers occur and are passed on as they are.</summary>
public enum HepPayloadKind : byte
{
    /// <summary>Not told; wrongly set up agents send SIP so.</summary>
    Unspecified = 0x00,

    /// <summary>SIP.</summary>
    Sip = 0x01,

    /// <summary>XMPP.</summary>
    Xmpp = 0x02,

    /// <summary>SDP.</summary>
    Sdp = 0x03,

    /// <summary>RTP.</summary>
    Rtp = 0x04,

    /// <summary>RTCP as JSON.</summary>
    RtcpJson = 0x05,

    /// <summary>MGCP.</summary>
    Mgcp = 0x06,

    /// <summary>MEGACO, H.248.</summary>
    Megaco = 0x07,

    /// <summary>M2UA.</summary>
    M2ua = 0x08,

    /// <summary>M3UA.</summary>
    M3ua = 0x09,

    /// <summary>IAX.</summary>
    Iax = 0x0a,

    /// <summary>H.322.</summary>
    H322 = 0x0b,

    /// <summary>H.321.</summary>
    H321 = 0x0c,

    /// <summary>M2PA.</summary>
    M2pa = 0x0d,

    /// <summary>Full MOS report.</summary>
    MosFull = 0x22,

    /// <summary>Short MOS report.</summary>
    MosShort = 0x23,

    /// <summary>Outside the specification: the ng protocol of rtpengine, horaclifix reports.</summary>
    RtpEngineNg = 0x26,

    /// <summary>SIP as JSON.</summary>
    SipJson = 0x32,

    /// <summary>DNS as JSON.</summary>
    DnsJson = 0x35,

    /// <summary>ISUP as JSON.</summary>
    IsupJson = 0x36,

    /// <summary>RTSP.</summary>
    Rtsp = 0x37,

    /// <summary>Diameter as JSON.</summary>
    DiameterJson = 0x38,

    /// <summary>GSM MAP as JSON.</summary>
    MapJson = 0x39,

    /// <summary>RTCP PION.</summary>
    RtcpPion = 0x3a,

    /// <summary>Call detail records.</summary>
    Cdr = 0x3c,

    /// <summary>Verto.</summary>
    Verto = 0x3d,

    /// <summary>Outside the specification: OpenSIPS xlog lines.</summary>
    OpenSipsLog = 0x56,

    /// <summary>Outside the specification: log lines.</summary>
    Log = 0x64,
}
