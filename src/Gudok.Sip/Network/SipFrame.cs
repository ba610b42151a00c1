namespace Gudok.Sip;

/// <summary>One SIP message as it was seen on the wire: the bytes of exactly one message, when, and between whom.</summary>
public readonly ref struct SipFrame
{
    /// <summary>When the packet that completed the message passed the point of capture.</summary>
    public required Instant Time { get; init; }

    /// <summary>Who sent it.</summary>
    public required NetworkEndpoint Source { get; init; }

    /// <summary>To whom it was sent.</summary>
    public required NetworkEndpoint Destination { get; init; }

    /// <summary>What carried it.</summary>
    public required TransportKind Transport { get; init; }

    /// <summary>HEP capture agent id (chunk 0x0c); zero where there is none.</summary>
    public uint CaptureAgent { get; init; }

    /// <summary>The message, head and body, valid only during the call that passes the frame. To be read with
    /// <see cref="SipFraming.Datagram"/> and <see cref="SipLimits.Frames"/> whatever carried it: its end is known.</summary>
    public required ReadOnlySpan<byte> Message { get; init; }

    /// <summary>Whether the capture cut the message short (snap length): the head may be whole, the body is not.</summary>
    public bool IsTruncated { get; init; }
}
