namespace Gudok.Calls;

/// <summary>The media of one leg in one direction, of a <see cref="CallView"/>. Members mean what they mean in <see cref="MediaStream"/>.</summary>
public sealed record MediaView
{
    /// <summary>Call-ID of the leg.</summary>
    public required string CallId { get; init; }

    /// <summary>Which leg of the call, from 1.</summary>
    public required int Leg { get; init; }

    /// <summary>Which way it went.</summary>
    public MediaDirection Direction { get; init; }

    /// <summary>Where the figures come from.</summary>
    public MediaOrigin Origin { get; init; }

    /// <summary>The codec that carried most of it.</summary>
    public string? Codec { get; init; }

    /// <summary>Packets that came.</summary>
    public long? Packets { get; init; }

    /// <summary>Packets that did not.</summary>
    public long? Lost { get; init; }

    /// <summary>Lost packets, percent.</summary>
    public double? LossPercent { get; init; }

    /// <summary>Mean jitter, milliseconds.</summary>
    public double? JitterMs { get; init; }

    /// <summary>The greatest jitter, milliseconds.</summary>
    public double? JitterMaxMs { get; init; }

    /// <summary>Round trip, milliseconds.</summary>
    public double? RttMs { get; init; }

    /// <summary>Mean opinion score.</summary>
    public double? Mos { get; init; }

    /// <summary>The first packet.</summary>
    public string? StartedAt { get; init; }

    /// <summary>The last packet.</summary>
    public string? EndedAt { get; init; }

    /// <summary>The ten seconds with the lowest score.</summary>
    public MediaWindow? Worst { get; init; }

    /// <summary>Silence, percent of the time.</summary>
    public double? SilentPercent { get; init; }

    /// <summary>How many DTMF events came; which ones is not kept.</summary>
    public int? DtmfEvents { get; init; }

    /// <summary>The streams of a record, under the names of its legs.</summary>
    /// <param name="media">The streams.</param>
    /// <param name="legs">The legs, as this reader sees them.</param>
    public static IReadOnlyList<MediaView>? Of(IReadOnlyList<MediaStream> media, IReadOnlyList<LegView> legs)
    {
        ArgumentNullException.ThrowIfNull(media);
        return media.Count == 0 ? null : [.. media.Select(stream => Of(stream, legs))];
    }

    private static MediaView Of(MediaStream stream, IReadOnlyList<LegView> legs) => new()
    {
        CallId = stream.Leg >= 0 && stream.Leg < legs.Count ? legs[stream.Leg].CallId : "",
        Leg = stream.Leg + 1,
        Direction = stream.Direction,
        Origin = stream.Origin,
        Codec = stream.Codec,
        Packets = stream.Packets,
        Lost = stream.Lost,
        LossPercent = stream.LossPercent,
        JitterMs = stream.JitterMs,
        JitterMaxMs = stream.JitterMaxMs,
        RttMs = stream.RttMs,
        Mos = stream.Mos,
        StartedAt = stream.StartedAt?.ToString(),
        EndedAt = stream.EndedAt?.ToString(),
        Worst = stream.Worst,
        SilentPercent = stream.SilentPercent,
        DtmfEvents = stream.DtmfEvents,
    };
}
