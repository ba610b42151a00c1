namespace Gudok.Calls;

/// <summary>Tells a message that was seen before from a new one (case 42).</summary>
internal static class Repetition
{
    /// <summary>Whether the log has the message at the same point; the earlier of the two times is kept.</summary>
    public static bool TryFind(OpenCall call, in Sighting line, TimeSpan mirrorWindow, out MessageVerdict verdict)
    {
        foreach (ref var known in call.Sightings)
        {
            if (!known.Repeats(line)) continue;
            var isMirrored = Math.Abs(line.Time - known.Time) <= mirrorWindow.InMicros;
            verdict = isMirrored ? MessageVerdict.Duplicate : MessageVerdict.Retransmitted;
            known.Time = Math.Min(known.Time, line.Time);
            return true;
        }

        verdict = default;
        return false;
    }

    /// <summary>Whether another observer of the same two ends has seen the message.</summary>
    public static bool IsSeenByAnother(OpenCall call, in Sighting line)
    {
        var point = call.Points[line.Point];
        foreach (ref readonly var known in call.Sightings)
        {
            if (known.Point != line.Point && known.IsMessageOf(line) && point.HasEndsOf(call.Points[known.Point])) return true;
        }

        return false;
    }
}
