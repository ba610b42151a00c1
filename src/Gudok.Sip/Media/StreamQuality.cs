namespace Gudok.Sip;

/// <summary>What was measured of a stream at one point of its way.</summary>
public sealed record StreamQuality
{
    /// <summary>The codec that carried most of it; empty if not known.</summary>
    public required string Codec { get; init; }

    /// <summary>Packets that should have come.</summary>
    public long Expected { get; init; }

    /// <summary>Packets that came, each once.</summary>
    public long Packets { get; init; }

    /// <summary>Packets that did not come.</summary>
    public long Lost { get; init; }

    /// <summary>Packets that came again.</summary>
    public long Repeated { get; init; }

    /// <summary>Packets that came after a later one.</summary>
    public long Late { get; init; }

    /// <summary>Share of lost packets, percent.</summary>
    public double LossPercent { get; init; }

    /// <summary>Mean interarrival jitter, milliseconds; null where the clock is not known, or nothing could be compared.</summary>
    public double? JitterMs { get; init; }

    /// <summary>The greatest, milliseconds.</summary>
    public double? JitterMaxMs { get; init; }

    /// <summary>Mean opinion score; null of a codec that is not known, or of too short a stream.</summary>
    public double? Mos { get; init; }

    /// <summary>The first packet.</summary>
    public Instant StartedAt { get; init; }

    /// <summary>The last packet.</summary>
    public Instant EndedAt { get; init; }

    /// <summary>The ten seconds with the lowest score, else with the greatest loss; of a shorter stream the whole. Null of too few packets.</summary>
    public QualityWindow? Worst { get; init; }

    /// <summary>Share of the time in which nothing was to be heard; null where loudness cannot be told.</summary>
    public double? SilentPercent { get; init; }

    /// <summary>How many DTMF events there were (RFC 4733).</summary>
    public int DtmfEvents { get; init; }
}

/// <summary>Ten seconds of a stream.</summary>
/// <param name="OffsetMs">Their beginning after the first packet, milliseconds.</param>
/// <param name="LossPercent">Share of lost packets.</param>
/// <param name="JitterMs">Greatest jitter, milliseconds; null if not known.</param>
/// <param name="Mos">Mean opinion score; null of a codec that is not known.</param>
public readonly record struct QualityWindow(long OffsetMs, double LossPercent, double? JitterMs, double? Mos);
