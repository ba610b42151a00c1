namespace Gudok.Sip;

/// <summary>The E-model (ITU-T G.107, 06/2015) with its default values, as far as codec, loss and delay go.</summary>
/// <remarks>What belongs to the telephones and the room (loudness, noise, echo, side tone) stays at the defaults: a point in the network does not know it.</remarks>
public static class EModel
{
    /// <summary>R of a connection in which everything has its default value: the most that narrowband telephony reaches.</summary>
    public const double DefaultRating = 93.2;

    /// <summary>MOS of R = 100: the most that the mapping gives.</summary>
    public const double MostScore = 4.5;

    // Delays up to here are not noticed (mT of the default delay sensitivity), milliseconds.
    private const double LeastDelayMs = 100;

    // The ceiling of equipment impairment in the formula of Ie-eff.
    private const double MostImpairment = 95;

    /// <summary>The transmission rating factor R (G.107 §7.1); below 0 and above 100 it is nothing to be told apart any more.</summary>
    /// <param name="codec">The codec.</param>
    /// <param name="lossPercent">Share of lost packets, 0 to 100.</param>
    /// <param name="burstRatio">How much longer losses in a row are than with random loss; 1 is random.</param>
    /// <param name="delayMs">One-way delay from mouth to ear (Ta).</param>
    public static double RatingOf(in CodecImpairment codec, double lossPercent, double burstRatio, double delayMs) =>
        DefaultRating - DelayImpairment(delayMs) - EquipmentImpairment(codec, lossPercent, burstRatio);

    /// <summary>The estimated mean opinion score of a connection, 1.0 to 4.5.</summary>
    /// <inheritdoc cref="RatingOf"/>
    public static double ScoreOf(in CodecImpairment codec, double lossPercent, double burstRatio, double delayMs) =>
        ScoreOf(RatingOf(codec, lossPercent, burstRatio, delayMs));

    /// <summary>The mean opinion score that belongs to a rating (G.107, Annex B).</summary>
    /// <remarks>Below R = 6.5 the polynomial falls under 1, which no listener can say.</remarks>
    public static double ScoreOf(double rating) => rating switch
    {
        >= 100 => MostScore,
        > 0 => Math.Max(1, 1 + (0.035 * rating) + (rating * (rating - 60) * (100 - rating) * 7e-6)),
        _ => 1,
    };

    /// <summary>Ie-eff: what codec and loss cost together (G.107 §7.5).</summary>
    /// <inheritdoc cref="RatingOf"/>
    public static double EquipmentImpairment(in CodecImpairment codec, double lossPercent, double burstRatio)
    {
        var loss = Math.Clamp(lossPercent, 0, 100);
        // Loss more regular than chance is not rated as better than chance.
        return codec.Ie + ((MostImpairment - codec.Ie) * loss / ((loss / Math.Max(1, burstRatio)) + codec.Bpl));
    }

    /// <summary>Idd: what delay costs even where there is no echo (G.107 §7.4).</summary>
    /// <param name="delayMs">One-way delay from mouth to ear (Ta).</param>
    public static double DelayImpairment(double delayMs)
    {
        if (!(delayMs > LeastDelayMs)) return 0;
        var doublings = Math.Log2(delayMs / LeastDelayMs);
        return 25 * (SixthRoot(1 + Math.Pow(doublings, 6)) - (3 * SixthRoot(1 + Math.Pow(doublings / 3, 6))) + 2);
    }

    private static double SixthRoot(double value) => Math.Pow(value, 1.0 / 6);
}
