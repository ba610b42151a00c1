using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>A report block (RFC 3550 §6.4.1): how the packets of one source came to the reporter.</summary>
/// <param name="Reporter">Who reports.</param>
/// <param name="Source">Whose packets.</param>
/// <param name="FractionLost">Share of lost packets since the report before, in 256ths.</param>
/// <param name="CumulativeLost">Lost packets since the beginning; below 0 where more were repeated than lost.</param>
/// <param name="HighestSequence">Highest sequence number with the number of wraps above it.</param>
/// <param name="Jitter">Interarrival jitter, in units of the timestamp.</param>
/// <param name="LastSr">Middle 32 bits of the NTP time of the source's last sender report; 0 if none came.</param>
/// <param name="DelaySinceLastSr">How long ago that was, in 65536ths of a second.</param>
public readonly record struct RtcpReport(
    uint Reporter, uint Source, byte FractionLost, int CumulativeLost, uint HighestSequence, uint Jitter, uint LastSr, uint DelaySinceLastSr)
{
    /// <summary>Octets of a block.</summary>
    internal const int Length = 24;

    /// <summary>Share of lost packets since the report before, 0 to 100.</summary>
    public double LossPercent => FractionLost * 100 / 256.0;

    /// <summary>Interarrival jitter in milliseconds; null where the clock is not known.</summary>
    /// <param name="clockRate">Clock of the codec, in hertz; 0 if not known.</param>
    public double? JitterMs(int clockRate) => clockRate > 0 ? Jitter * 1000.0 / clockRate : null;

    /// <summary>From the point of capture to the reporter and back, milliseconds; null if the block answers no sender report, or the times contradict
    /// each other.</summary>
    /// <param name="srSeenAt">When the sender report with <see cref="LastSr"/> passed the point.</param>
    /// <param name="seenAt">When this report passed it.</param>
    /// <remarks>The point stands between the ends: this is its distance from the reporter alone. Both distances together are the round trip.</remarks>
    public double? RoundTripMs(Instant srSeenAt, Instant seenAt) => LastSr == 0 ? null : RtcpDelay.RoundTripMs(srSeenAt, seenAt, DelaySinceLastSr);

    internal static RtcpReport Read(uint reporter, ReadOnlySpan<byte> block) => new(
        reporter,
        BinaryPrimitives.ReadUInt32BigEndian(block),
        block[4],
        // 24 bits with a sign: pushed up and back down.
        BinaryPrimitives.ReadInt32BigEndian(block[4..]) << 8 >> 8,
        BinaryPrimitives.ReadUInt32BigEndian(block[8..]),
        BinaryPrimitives.ReadUInt32BigEndian(block[12..]),
        BinaryPrimitives.ReadUInt32BigEndian(block[16..]),
        BinaryPrimitives.ReadUInt32BigEndian(block[20..]));
}
