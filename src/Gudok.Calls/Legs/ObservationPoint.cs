using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Where a message was seen: between which two ends, on what transport, by which capture agent. Both directions are one point.</summary>
internal sealed record ObservationPoint(NetworkEndpoint First, NetworkEndpoint Second, TransportKind Transport, uint Agent)
{
    private HostAddress[]? _firstHost;
    private HostAddress[]? _secondHost;

    /// <summary>The host of the first end, as a list: one for all the legs that name it.</summary>
    public IReadOnlyList<HostAddress> FirstHost => _firstHost ??= [First.Address];

    /// <summary>The host of the second end.</summary>
    public IReadOnlyList<HostAddress> SecondHost => _secondHost ??= [Second.Address];

    /// <summary>Whether both are the same point.</summary>
    public bool Equals(ObservationPoint? other) =>
        other is not null && First == other.First && Second == other.Second && Transport == other.Transport && Agent == other.Agent;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(First, Second, Transport, Agent);

    /// <summary>Whether a frame was seen here.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="isBackwards">Whether it went from the second end to the first.</param>
    public bool Saw(in SipFrame frame, out bool isBackwards)
    {
        isBackwards = false;
        if (Agent != frame.CaptureAgent || Transport != frame.Transport) return false;
        if (First == frame.Source && Second == frame.Destination) return true;
        isBackwards = true;
        return Second == frame.Source && First == frame.Destination;
    }

    /// <summary>Whether both have the same two ends, whoever watched.</summary>
    public bool HasEndsOf(ObservationPoint other) =>
        Transport == other.Transport &&
        ((First == other.First && Second == other.Second) || (First == other.Second && Second == other.First));

    /// <summary>Whether both have the same two hosts and observer; the ports of a connection come and go.</summary>
    public bool HasHostsOf(ObservationPoint other) =>
        Agent == other.Agent &&
        ((First.Address == other.First.Address && Second.Address == other.Second.Address) ||
         (First.Address == other.Second.Address && Second.Address == other.First.Address));

    /// <summary>The sender of a sighting.</summary>
    public NetworkEndpoint SenderOf(in Sighting sighting) => (sighting.Flags & SightingFlags.Backwards) == 0 ? First : Second;

    /// <summary>The receiver of a sighting.</summary>
    public NetworkEndpoint ReceiverOf(in Sighting sighting) => (sighting.Flags & SightingFlags.Backwards) == 0 ? Second : First;
}
