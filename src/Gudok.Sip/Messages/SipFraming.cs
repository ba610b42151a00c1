namespace Gudok.Sip;

/// <summary>How the end of a message is found (RFC 3261 §18.3).</summary>
public enum SipFraming
{
    /// <summary>One packet, one message: Content-Length may be missing, what follows the body is thrown away.</summary>
    Datagram,

    /// <summary>TCP, TLS, WebSocket: Content-Length ends the message; where it is missing the body is empty.</summary>
    Stream,
}
