namespace Gudok.Sip;

/// <summary>What carried a SIP message between its two ends. Stored: the numbers never change.</summary>
public enum TransportKind : byte
{
    /// <summary>Not told by the source.</summary>
    Unknown = 0,

    /// <summary>UDP: one datagram, one message (RFC 3261 §18.3).</summary>
    Udp = 1,

    /// <summary>TCP: messages framed by Content-Length.</summary>
    Tcp = 2,

    /// <summary>TLS, as a mirroring proxy reports it; never read from a capture.</summary>
    Tls = 3,

    /// <summary>WebSocket (RFC 7118).</summary>
    WebSocket = 4,

    /// <summary>SCTP (RFC 4168).</summary>
    Sctp = 5,
}
