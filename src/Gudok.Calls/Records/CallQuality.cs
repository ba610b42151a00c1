namespace Gudok.Calls;

/// <summary>What is known of the media of a call.</summary>
/// <param name="Mos">Mean opinion score, 1.0–5.0.</param>
/// <param name="LossPercent">Lost packets, 0–100.</param>
/// <param name="JitterMs">Interarrival jitter in milliseconds.</param>
/// <param name="RttMs">Round trip in milliseconds.</param>
public sealed record CallQuality(double? Mos, double? LossPercent, double? JitterMs, double? RttMs);
