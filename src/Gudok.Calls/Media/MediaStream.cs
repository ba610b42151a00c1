using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>The media of one leg in one direction: counts and figures, never a sound, a digit or an address.</summary>
/// <remarks>Figures are held in whole thousandths, as they are stored, so that a record read back equals the one that was written.</remarks>
public sealed record MediaStream
{
    /// <summary>The most streams kept of a call; further ones are left out, the later ones first.</summary>
    public const int MostOfCall = 16;

    /// <summary>Which leg of the call, from 0.</summary>
    public int Leg { get; init; }

    /// <summary>Which way it went.</summary>
    public MediaDirection Direction { get; init; }

    /// <summary>Where the figures come from.</summary>
    public MediaOrigin Origin { get; init; }

    /// <summary>The codec that carried most of it, such as <c>PCMA</c>; null if not known.</summary>
    public string? Codec { get; init; }

    /// <summary>Packets that came; null if not told.</summary>
    public long? Packets { get; init; }

    /// <summary>Packets that were sent and did not come; null if not told.</summary>
    public long? Lost { get; init; }

    /// <summary>Share of lost packets, 0–100.</summary>
    public double? LossPercent { get; init => field = MediaFigure.Rounded(value); }

    /// <summary>Mean interarrival jitter (RFC 3550 §6.4.1), milliseconds.</summary>
    public double? JitterMs { get; init => field = MediaFigure.Rounded(value); }

    /// <summary>The greatest jitter, milliseconds.</summary>
    public double? JitterMaxMs { get; init => field = MediaFigure.Rounded(value); }

    /// <summary>Round trip, milliseconds.</summary>
    public double? RttMs { get; init => field = MediaFigure.Rounded(value); }

    /// <summary>Mean opinion score, 1.0–5.0.</summary>
    public double? Mos { get; init => field = MediaFigure.Rounded(value); }

    /// <summary>The first packet; null if not told.</summary>
    public Instant? StartedAt { get; init; }

    /// <summary>The last packet; null if not told.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>The ten seconds with the lowest score; null if not known.</summary>
    public MediaWindow? Worst { get; init; }

    /// <summary>Share of the time in which nothing was to be heard, 0–100; null where loudness cannot be told.</summary>
    public double? SilentPercent { get; init => field = MediaFigure.Rounded(value); }

    /// <summary>How many DTMF events came (RFC 4733); which ones is not kept. Null if not told.</summary>
    public int? DtmfEvents { get; init; }
}

/// <summary>Ten seconds of a stream.</summary>
/// <param name="OffsetMs">Their beginning after the stream's first packet, milliseconds.</param>
public sealed record MediaWindow(long OffsetMs)
{
    /// <summary>Share of lost packets in them, 0–100.</summary>
    public double? LossPercent { get; init => field = MediaFigure.Rounded(value); }

    /// <summary>Greatest jitter in them, milliseconds.</summary>
    public double? JitterMs { get; init => field = MediaFigure.Rounded(value); }

    /// <summary>Mean opinion score of them, 1.0–5.0.</summary>
    public double? Mos { get; init => field = MediaFigure.Rounded(value); }
}
