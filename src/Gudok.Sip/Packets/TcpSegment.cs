namespace Gudok.Sip;

/// <summary>One captured TCP segment.</summary>
internal readonly ref struct TcpSegment
{
    /// <summary>Who sent it.</summary>
    public required NetworkEndpoint Source { get; init; }

    /// <summary>To whom.</summary>
    public required NetworkEndpoint Destination { get; init; }

    /// <summary>Number of the first octet, or of the SYN.</summary>
    public required uint Sequence { get; init; }

    /// <summary>Control bits.</summary>
    public required TcpFlags Flags { get; init; }

    /// <summary>The octets that were captured.</summary>
    public required ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>How many octets behind them were not.</summary>
    public required int Missing { get; init; }

    /// <summary>When it came.</summary>
    public required Instant Time { get; init; }
}
