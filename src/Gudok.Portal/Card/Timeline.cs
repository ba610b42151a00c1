using Gudok.Calls;

namespace Gudok.Portal;

/// <summary>A call as a row of phases whose widths are in proportion to their lengths.</summary>
internal sealed record Timeline(IReadOnlyList<TimelinePhase> Phases, string? EndedAt, bool IsEndEstimated)
{
    /// <summary>The least share of a phase, so that a setup of 40 ms before an hour of talk can still be seen.</summary>
    private const double LeastPercent = 1.5;

    public static Timeline Of(Texts texts, CallView call)
    {
        var moments = new List<(string Kind, string Name, string At)> { ("setup", texts.PhaseSetup, call.StartedAt) };
        if (call.RingingAt is { } ringing) moments.Add(("ringing", texts.PhaseRinging, ringing));
        if (call.AnsweredAt is { } answered) moments.Add(("talk", texts.PhaseTalk, answered));
        var lengths = moments.Select((moment, index) => Length(moment.At, index + 1 < moments.Count ? moments[index + 1].At : call.EndedAt)).ToArray();
        var whole = lengths.Sum(length => length ?? 0);
        var shares = lengths.Select(length => Math.Max(LeastPercent, whole == 0 ? 100 : 100.0 * (length ?? 0) / whole)).ToArray();
        var scale = 100 / shares.Sum();
        var phases = new List<TimelinePhase>();
        var left = 0.0;
        for (var index = 0; index < moments.Count; index++)
        {
            var width = shares[index] * scale;
            phases.Add(new TimelinePhase(moments[index].Kind, moments[index].Name, moments[index].At, lengths[index], left, width));
            left += width;
        }

        return new Timeline(phases, call.EndedAt, call.EndEstimated);
    }

    private static long? Length(string from, string? to) =>
        to is null ? null : Math.Max(0, (long)(Say.At(to) - Say.At(from)).TotalMilliseconds);
}

/// <summary>One phase.</summary>
/// <param name="Kind">Class of the style sheet: setup, ringing, talk.</param>
/// <param name="Name">What a person calls it.</param>
/// <param name="At">When it began.</param>
/// <param name="LengthMs">Its length; null if its end was not seen.</param>
/// <param name="Left">Where it begins, percent of the picture.</param>
/// <param name="Width">Its width, percent of the picture.</param>
internal sealed record TimelinePhase(string Kind, string Name, string At, long? LengthMs, double Left, double Width);
