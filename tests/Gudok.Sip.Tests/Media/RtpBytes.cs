using System.Buffers.Binary;

namespace Gudok.Sip.Tests;

/// <summary>Writes RTP packets from RFC 3550 §5.1, not from our constants.</summary>
internal static class RtpBytes
{
    public static readonly NetworkEndpoint Caller = NetworkEndpoint.FromIPv4(0xc0000201, 6000);
    public static readonly NetworkEndpoint Callee = NetworkEndpoint.FromIPv4(0xc0000202, 7000);

    public static byte[] Packet(
        byte type = 8, ushort sequence = 1, uint timestamp = 160, uint ssrc = 0x1234_5678, bool isMarked = false, byte[]? payload = null)
    {
        var octets = new byte[12 + (payload?.Length ?? 0)];
        octets[0] = 0b1000_0000;
        octets[1] = (byte)(type | (isMarked ? 0x80 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(2), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(4), timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(8), ssrc);
        payload?.CopyTo(octets, 12);
        return octets;
    }

    public static bool TryRead(ReadOnlySpan<byte> octets, out RtpSample sample) =>
        RtpPacket.TryRead(octets, new Instant(1_000_000), Caller, Callee, out sample);
}
