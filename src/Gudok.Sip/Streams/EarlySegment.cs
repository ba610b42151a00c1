namespace Gudok.Sip;

/// <summary>A copy of a segment that came before the octets that precede it.</summary>
/// <param name="Sequence">Number of its first octet.</param>
/// <param name="Octets">A rented buffer.</param>
/// <param name="Length">How many octets of it are the segment's.</param>
/// <param name="Missing">How many octets behind them the capture did not keep.</param>
/// <param name="Time">When it came.</param>
internal readonly record struct EarlySegment(uint Sequence, byte[] Octets, int Length, int Missing, Instant Time);
