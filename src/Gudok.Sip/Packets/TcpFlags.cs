namespace Gudok.Sip;

/// <summary>The control bits of a TCP segment (RFC 9293 §3.1); the numbers are those of the wire.</summary>
[Flags]
public enum TcpFlags : byte
{
    /// <summary>No bit set.</summary>
    None = 0,

    /// <summary>The sender has no more octets to send.</summary>
    Fin = 0x01,

    /// <summary>The connection begins; the sequence number is that before the first octet.</summary>
    Syn = 0x02,

    /// <summary>The connection is broken off.</summary>
    Rst = 0x04,

    /// <summary>The octets are to be handed over at once.</summary>
    Psh = 0x08,

    /// <summary>The acknowledgement number is valid.</summary>
    Ack = 0x10,
}
