using Gudok.Capture;
using Gudok.Portal;
using Gudok.Sip;

namespace Gudok;

/// <summary>How live capture fares, for the portal.</summary>
internal sealed class LiveSourcesNow(CaptureCounters counters, TimeProvider clock) : ISourcesNow
{
    /// <summary>The capture that is asked; null before it has begun.</summary>
    public LiveCapture? Capture { get; set; }

    /// <inheritdoc />
    public SourcesView Read()
    {
        var now = Instant.Now(clock);
        var dropped = Enum.GetValues<DropPlace>().Select(place => (Name: CaptureCounters.NameOf(place), Count: counters.Dropped(place))).Where(one => one.Count > 0);
        return new SourcesView(
            now.ToString(),
            (Capture?.OpenCalls ?? 0) + (Capture?.ParkedCalls ?? 0),
            Capture?.Lag.TotalSeconds ?? 0,
            counters.Packets,
            [.. counters.Sources.Read(now).Select(View)],
            dropped.ToDictionary(one => one.Name, one => one.Count, StringComparer.Ordinal),
            counters.IgnoredByName());
    }

    private static SourceView View(SourceState state) => new(
        state.Name, state.Packets, state.PacketsPerSecond, state.LastSeen?.ToString(), state.ClockOffset?.TotalSeconds, state.Lag?.TotalSeconds, state.ClockCorrected);
}
