using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>One SIP message of a simulation.</summary>
public readonly ref struct SimulatedMessage
{
    /// <summary>When it passes; never before the message that came before it.</summary>
    public required Instant Time { get; init; }

    /// <summary>Who sends it.</summary>
    public required NetworkEndpoint Source { get; init; }

    /// <summary>To whom.</summary>
    public required NetworkEndpoint Destination { get; init; }

    /// <summary>What carries it.</summary>
    public required TransportKind Transport { get; init; }

    /// <summary>Number of its call, from 1.</summary>
    public required long CallNumber { get; init; }

    /// <summary>The message; valid until the simulator moves on.</summary>
    public required ReadOnlySpan<byte> Bytes { get; init; }

    /// <summary>What a HEP3 agent would say of it.</summary>
    public HepEnvelope ToEnvelope(uint captureAgent) => new()
    {
        Time = Time,
        Source = Source,
        Destination = Destination,
        Transport = Transport,
        PayloadKind = HepPayloadKind.Sip,
        CaptureAgent = captureAgent,
    };
}
