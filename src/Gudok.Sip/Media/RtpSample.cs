namespace Gudok.Sip;

/// <summary>What one RTP packet says outside its sound: when, between whom, its place in its stream, and how loud it was where that can be told.</summary>
public readonly record struct RtpSample
{
    /// <summary>The <see cref="Level"/> of a packet whose loudness cannot be told.</summary>
    public const byte UnknownLevel = byte.MaxValue;

    /// <summary>When it passed the point of capture.</summary>
    public Instant Time { get; init; }

    /// <summary>Who sent it.</summary>
    public NetworkEndpoint Source { get; init; }

    /// <summary>To whom.</summary>
    public NetworkEndpoint Destination { get; init; }

    /// <summary>Synchronisation source: which stream.</summary>
    public uint Ssrc { get; init; }

    /// <summary>Timestamp, in the clock of the codec.</summary>
    public uint Timestamp { get; init; }

    /// <summary>Sequence number.</summary>
    public ushort Sequence { get; init; }

    /// <summary>Octets of payload, without header, extension and padding.</summary>
    public ushort PayloadLength { get; init; }

    /// <summary>Payload type, 0 to 127.</summary>
    public byte PayloadType { get; init; }

    /// <summary>Loudness as in RFC 6464: dB below the overload point (−dBov), 0 to 127; of G.711 under its static payload types alone, else
    /// <see cref="UnknownLevel"/>. Says nothing of encrypted media.</summary>
    public byte Level { get; init; }

    /// <summary>The marker bit: of voice, the first packet after a silence; of telephone-events, the first of an event.</summary>
    public bool IsMarked { get; init; }

    /// <summary>Whether, if the payload is a telephone-event (RFC 4733), it is one beyond the 16 keys of a telephone. Which key is never read out.</summary>
    public bool IsBeyondKeys { get; init; }
}
