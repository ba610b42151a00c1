using Gudok.Sip;

namespace Gudok.Testing;

/// <summary>One arrow of a ladder: a message between two ends at a moment.</summary>
public sealed record LadderStep(Instant Time, NetworkEndpoint Source, NetworkEndpoint Destination, uint Agent, byte[] Bytes)
{
    /// <summary>What carries it.</summary>
    public TransportKind Transport { get; init; } = TransportKind.Udp;

    /// <summary>The frame that a reader of captures would pass on.</summary>
    public SipFrame ToFrame() => new()
    {
        Time = Time,
        Source = Source,
        Destination = Destination,
        Transport = Transport,
        CaptureAgent = Agent,
        Message = Bytes,
    };
}
