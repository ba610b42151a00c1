using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>What is known of a source at a moment.</summary>
/// <param name="Name">The source, as records name it.</param>
/// <param name="Packets">Packets taken from it.</param>
/// <param name="ClockCorrected">Of them, those whose own time was missing or too far from their arrival.</param>
/// <param name="LastSeen">When the last one came; null before the first.</param>
/// <param name="PacketsPerSecond">Packets a second over the last ten to twenty seconds; 0 in silence.</param>
/// <param name="ClockOffset">How far our clock is ahead of the source's, with the quickest way; negative if the source's is ahead. Null in silence.</param>
/// <param name="Lag">How much longer than the quickest the slowest packet took; null in silence.</param>
public sealed record SourceState(string Name, long Packets, long ClockCorrected, Instant? LastSeen, double PacketsPerSecond, TimeSpan? ClockOffset, TimeSpan? Lag);
