namespace Gudok.Sip;

/// <summary>What a HEP3 packet says about the message it carries: the chunks that every agent sends.</summary>
public readonly ref struct HepEnvelope
{
    /// <summary>When the message was seen; before 1970 or after 2106 it cannot be sent and is cut to 32 bits of seconds.</summary>
    public required Instant Time { get; init; }

    /// <summary>Who sent the message.</summary>
    public required NetworkEndpoint Source { get; init; }

    /// <summary>To whom.</summary>
    public required NetworkEndpoint Destination { get; init; }

    /// <summary>What carried it.</summary>
    public TransportKind Transport { get; init; }

    /// <summary>What the payload is.</summary>
    public HepPayloadKind PayloadKind { get; init; }

    /// <summary>Capture agent id.</summary>
    public uint CaptureAgent { get; init; }

    /// <summary>Authentication key; not sent if empty.</summary>
    public ReadOnlySpan<byte> AuthKey { get; init; }

    /// <summary>Correlation id; not sent if empty.</summary>
    public ReadOnlySpan<byte> CorrelationId { get; init; }

    /// <summary>Name of the agent; not sent if empty.</summary>
    public ReadOnlySpan<byte> NodeName { get; init; }
}
