namespace Gudok.Sip;

/// <summary>What an end, or an agent beside it, tells of the media that came to it. What is not told is null.</summary>
/// <remarks>Told, not measured: an end may be wrong, and may say what it likes.</remarks>
public sealed record QualityReport
{
    /// <summary>Call-ID of the call, where the report names it itself.</summary>
    public string? CallId { get; init; }

    /// <summary>The end that the media came from, where the report names it; a port of zero is not told.</summary>
    public NetworkEndpoint? Sender { get; init; }

    /// <summary>The end that the media came to, where the report names it; a port of zero is not told.</summary>
    public NetworkEndpoint? Receiver { get; init; }

    /// <summary>The stream that came.</summary>
    public uint? Ssrc { get; init; }

    /// <summary>Its codec by its registered name.</summary>
    public string? Codec { get; init; }

    /// <summary>Packets that came.</summary>
    public long? Packets { get; init; }

    /// <summary>Packets that did not come.</summary>
    public long? Lost { get; init; }

    /// <summary>Share of lost packets, 0 to 100.</summary>
    public double? LossPercent { get; init; }

    /// <summary>Interarrival jitter, milliseconds.</summary>
    public double? JitterMs { get; init; }

    /// <summary>The greatest, milliseconds.</summary>
    public double? JitterMaxMs { get; init; }

    /// <summary>Round trip, milliseconds.</summary>
    public double? RoundTripMs { get; init; }

    /// <summary>Mean opinion score, 1.0 to 5.0.</summary>
    public double? Mos { get; init; }
}
