namespace Gudok.Calls;

/// <summary>What the streams of a call come to at a glance: the worst of each figure.</summary>
internal static class MediaSummary
{
    /// <summary>Lowest score, greatest loss, jitter and round trip of all streams; null if none tells any of them.</summary>
    /// <remarks>Whoever looks at a call asks whether anybody heard badly, and one bad direction is a bad call: no average hides it. Of a
    /// direction both measured and reported, what was measured counts for what it tells.</remarks>
    public static CallQuality? Of(IReadOnlyList<MediaStream> media)
    {
        double? mos = null, loss = null, jitter = null, rtt = null;
        foreach (var stream in media)
        {
            mos = Least(mos, IsOutdone(media, stream, other => other.Mos) ? null : stream.Mos);
            loss = Most(loss, IsOutdone(media, stream, other => other.LossPercent) ? null : stream.LossPercent);
            jitter = Most(jitter, IsOutdone(media, stream, other => other.JitterMs) ? null : stream.JitterMs);
            rtt = Most(rtt, stream.RttMs);
        }

        return (mos, loss, jitter, rtt) is (null, null, null, null) ? null : new CallQuality(mos, loss, jitter, rtt);
    }

    private static bool IsOutdone(IReadOnlyList<MediaStream> media, MediaStream told, Func<MediaStream, double?> figure)
    {
        if (told.Origin == MediaOrigin.Measured) return false;
        foreach (var stream in media)
        {
            if (stream.Origin == MediaOrigin.Measured && stream.Leg == told.Leg && stream.Direction == told.Direction && figure(stream) is not null) return true;
        }

        return false;
    }

    private static double? Least(double? one, double? other) => one is null || other < one ? other ?? one : one;

    private static double? Most(double? one, double? other) => one is null || other > one ? other ?? one : one;
}
