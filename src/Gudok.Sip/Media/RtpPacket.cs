using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>Reads the header of RTP packets (RFC 3550 §5.1); SRTP has the same (RFC 3711).</summary>
/// <remarks>Of the neighbours on a media port (RFC 7983), STUN, ZRTP, DTLS and TURN differ in the version bits, RTCP in its type (RFC 5761 §4).
/// What is left cannot be told from RTP by itself: only an address that a call announced makes it media.</remarks>
public static class RtpPacket
{
    private const int HeadLength = 12;
    private const int ExtensionHeadLength = 4;
    private const int WordLength = 4;
    private const int EventLength = 4;
    private const int Keys = 16;
    private const byte PaddingBit = 0x20;
    private const byte ExtensionBit = 0x10;
    private const byte Pcmu = 0;
    private const byte Pcma = 8;

    /// <summary>Reads a packet. False if it is none: of another version, cut short, with impossible padding, or RTCP.</summary>
    /// <param name="payload">The payload of a datagram.</param>
    /// <param name="time">When it was seen.</param>
    /// <param name="source">Who sent it.</param>
    /// <param name="destination">To whom.</param>
    /// <param name="sample">What it says.</param>
    public static bool TryRead(ReadOnlySpan<byte> payload, Instant time, in NetworkEndpoint source, in NetworkEndpoint destination, out RtpSample sample)
    {
        sample = default;
        if (payload.Length is < HeadLength or > ushort.MaxValue || !IsOfVersion2(payload) || IsControl(payload)) return false;
        if (!TryFindSound(payload, out var sound)) return false;
        var type = (byte)(payload[1] & 0x7f);
        sample = new RtpSample
        {
            Time = time,
            Source = source,
            Destination = destination,
            Ssrc = BinaryPrimitives.ReadUInt32BigEndian(payload[8..]),
            Timestamp = BinaryPrimitives.ReadUInt32BigEndian(payload[4..]),
            Sequence = BinaryPrimitives.ReadUInt16BigEndian(payload[2..]),
            PayloadLength = (ushort)sound.Length,
            PayloadType = type,
            Level = type is Pcmu or Pcma && !sound.IsEmpty ? G711.LevelOf(sound, isALaw: type == Pcma) : RtpSample.UnknownLevel,
            IsMarked = (payload[1] & 0x80) != 0,
            IsBeyondKeys = sound.Length == EventLength && sound[0] >= Keys,
        };
        return true;
    }

    /// <summary>Whether a payload is of the version of RTP and RTCP.</summary>
    internal static bool IsOfVersion2(ReadOnlySpan<byte> payload) => payload[0] >> 6 == 2;

    /// <summary>Whether a payload of that version is RTCP: types 192 to 223, which RFC 5761 §4 keeps free of RTP.</summary>
    internal static bool IsControl(ReadOnlySpan<byte> payload) => payload[1] is >= 192 and <= 223;

    private static bool TryFindSound(ReadOnlySpan<byte> payload, out ReadOnlySpan<byte> sound)
    {
        sound = default;
        var start = HeadLength + (WordLength * (payload[0] & 0x0f));
        if (start > payload.Length) return false;
        if ((payload[0] & ExtensionBit) != 0)
        {
            if (start + ExtensionHeadLength > payload.Length) return false;
            start += ExtensionHeadLength + (WordLength * BinaryPrimitives.ReadUInt16BigEndian(payload[(start + 2)..]));
            if (start > payload.Length) return false;
        }

        sound = payload[start..];
        if ((payload[0] & PaddingBit) == 0) return true;
        // The last octet counts itself too, so that none is not possible.
        if (sound.IsEmpty || sound[^1] == 0 || sound[^1] > sound.Length) return false;
        sound = sound[..^sound[^1]];
        return true;
    }
}
