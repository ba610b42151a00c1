namespace Gudok.Calls;

/// <summary>What is known of the media of a call.</summary>
/// <param name="Mos">Mean opinion score, 1.0–5.0.</param>
/// <param name="LossPercent">Lost packets, 0–100.</param>
/// <param name="JitterMs">Interarrival jitter in milliseconds.</param>
/// <param name="RttMs">Round trip in milliseconds.</param>
public sealed record CallQuality(double? Mos, double? LossPercent, double? JitterMs, double? RttMs)
{
    /// <summary>What the streams of a call come to: the worst of each figure; null if none tells any.</summary>
    public static CallQuality? Of(IReadOnlyList<MediaStream> media)
    {
        ArgumentNullException.ThrowIfNull(media);
        return MediaSummary.Of(media);
    }
}
