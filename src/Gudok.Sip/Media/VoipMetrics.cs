using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>What a telephone says of the voice it hears: the VoIP metrics of an extended report (RFC 3611 §4.7), as far as they are of use.</summary>
/// <param name="Reporter">Who reports.</param>
/// <param name="Source">Whose voice.</param>
/// <param name="LossPercent">Share of packets lost on the way.</param>
/// <param name="DiscardPercent">Share of packets that came too late to be played.</param>
/// <param name="RoundTripMs">Round trip between the ends, as measured by RTCP; null if not told.</param>
/// <param name="EndSystemDelayMs">Delay within the reporter; null if not told.</param>
/// <param name="Rating">R factor of the voice; null if not told.</param>
/// <param name="ListeningMos">Estimated score of what is heard, 1.0 to 5.0; null if not told.</param>
/// <param name="ConversationMos">The same with delay counted; null if not told.</param>
public readonly record struct VoipMetrics(
    uint Reporter,
    uint Source,
    double LossPercent,
    double DiscardPercent,
    int? RoundTripMs,
    int? EndSystemDelayMs,
    int? Rating,
    double? ListeningMos,
    double? ConversationMos)
{
    /// <summary>Octets of a block behind its head.</summary>
    internal const int Length = 32;

    /// <summary>The greatest value there is; the one above it says that nothing is known.</summary>
    private const int MostRating = 100;

    internal static VoipMetrics Read(uint reporter, ReadOnlySpan<byte> block) => new(
        reporter,
        BinaryPrimitives.ReadUInt32BigEndian(block),
        block[4] * 100 / 256.0,
        block[5] * 100 / 256.0,
        Told(BinaryPrimitives.ReadUInt16BigEndian(block[12..])),
        Told(BinaryPrimitives.ReadUInt16BigEndian(block[14..])),
        block[20] <= MostRating ? block[20] : null,
        Score(block[22]),
        Score(block[23]));

    private static int? Told(ushort delay) => delay == 0 ? null : delay;

    // In tenths, 10 to 50; 127 says that it is not known.
    private static double? Score(byte tenths) => tenths is >= 10 and <= 50 ? tenths / 10.0 : null;
}
