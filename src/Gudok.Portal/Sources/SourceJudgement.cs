using Gudok.Sip;

namespace Gudok.Portal;

/// <summary>Judges a source by the same bounds as the alerts that ship for Prometheus.</summary>
internal static class SourceJudgement
{
    private const double MostOffset = 1;
    private const double MostLag = 2;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(15);

    /// <summary>What is most wrong with it.</summary>
    /// <param name="source">The source.</param>
    /// <param name="at">The moment of its state, RFC 3339.</param>
    public static SourceCondition Of(SourceView source, string at)
    {
        if (source.LastSeen is null || (Instant.TryParse(at, out var now) && Instant.TryParse(source.LastSeen, out var seen) && now - seen > LongestSilence)) return SourceCondition.Silent;
        if (source.Packets > 0 && source.ClockCorrected * 10 > source.Packets) return SourceCondition.ClockIgnored;
        if (Math.Abs(source.ClockOffsetSeconds ?? 0) > MostOffset) return SourceCondition.ClockOff;
        return source.LagSeconds > MostLag ? SourceCondition.Lagging : SourceCondition.Fine;
    }
}
