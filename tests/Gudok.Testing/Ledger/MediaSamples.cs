using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Testing;

/// <summary>Streams of media for tests.</summary>
public static class MediaSamples
{
    /// <summary>Two streams of a leg: one with every member set, one with none but those that all have.</summary>
    /// <param name="start">The call's start.</param>
    public static IReadOnlyList<MediaStream> Of(Instant start) =>
    [
        new()
        {
            Leg = 0,
            Direction = MediaDirection.CallerToCallee,
            Origin = MediaOrigin.Measured,
            Codec = "PCMA",
            Packets = 2990,
            Lost = 10,
            LossPercent = 1.0 / 3,
            JitterMs = 2.25,
            JitterMaxMs = 17.5,
            RttMs = 41,
            Mos = 4.2,
            StartedAt = start + TimeSpan.FromSeconds(3),
            EndedAt = start + TimeSpan.FromSeconds(63),
            Worst = new MediaWindow(20_000) { LossPercent = 2, JitterMs = 17.5, Mos = 3.55 },
            SilentPercent = 48.125,
            DtmfEvents = 4,
        },
        new() { Leg = 1, Direction = MediaDirection.CalleeToCaller, Origin = MediaOrigin.Report },
    ];
}
