namespace Gudok.Sip;

/// <summary>The score of a stream by its figures (<see cref="EModel"/>).</summary>
public static class Scores
{
    /// <summary>Packetisation and the least of a jitter buffer: 20 ms each.</summary>
    private const double LeastDelayMs = 40;

    /// <summary>A jitter buffer that adapts holds back about twice the mean deviation.</summary>
    private const double BufferedDeviations = 2;

    /// <summary>The mean opinion score by figures that were told; null of a codec nothing is known of.</summary>
    /// <param name="codec">The codec, by its registered name.</param>
    /// <param name="lossPercent">Share of lost packets, 0 to 100, taken as random.</param>
    /// <param name="jitterMs">Mean jitter, milliseconds; null if not known.</param>
    /// <param name="roundTripMs">Round trip, milliseconds; null if not known.</param>
    public static double? Of(string codec, double lossPercent, double? jitterMs, double? roundTripMs) =>
        CodecImpairment.Of(codec) is { } impairment ? EModel.ScoreOf(impairment, lossPercent, 1, DelayOf(jitterMs, roundTripMs)) : null;

    /// <summary>The mean opinion score by packets that were counted; null of a codec nothing is known of.</summary>
    /// <remarks>Half the round trip is the way. Where it is not known the way counts for nothing: as long as the whole stays under 100 ms it costs
    /// nothing either.</remarks>
    internal static double? Of(string codec, in LossCount loss, double? jitterMs, double? roundTripMs)
    {
        if (CodecImpairment.Of(codec) is not { } impairment) return null;
        return EModel.ScoreOf(impairment, loss.Percent, loss.BurstRatio, DelayOf(jitterMs, roundTripMs));
    }

    private static double DelayOf(double? jitterMs, double? roundTripMs) =>
        LeastDelayMs + (BufferedDeviations * (jitterMs ?? 0)) + ((roundTripMs ?? 0) / 2);
}
