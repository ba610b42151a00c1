using System.Buffers.Binary;

namespace Gudok.Testing;

/// <summary>Writes RTCP packets from RFC 3550 §6.4 and RFC 3611, not from our constants.</summary>
public static class RtcpBytes
{
    public const uint Alice = 0xa11c_e000;
    public const uint Bob = 0xb0b0_0001;

    public static byte[] Packet(byte type, int count, params byte[][] parts)
    {
        byte[] body = [.. parts.SelectMany(part => part)];
        byte[] head = [(byte)(0x80 | count), type, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(2), (ushort)(body.Length / 4));
        return [.. head, .. body];
    }

    public static byte[] Words(params uint[] words)
    {
        var octets = new byte[words.Length * 4];
        for (var at = 0; at < words.Length; at++) BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(at * 4), words[at]);
        return octets;
    }

    public static byte[] SenderReport(uint sender, uint ntpMiddle, params byte[][] blocks) =>
        Packet(200, blocks.Length, [Words(sender, ntpMiddle >> 16, ntpMiddle << 16, 1600, 10, 1600), .. blocks]);

    public static byte[] ReceiverReport(uint reporter, params byte[][] blocks) => Packet(201, blocks.Length, [Words(reporter), .. blocks]);

    public static byte[] Block(uint source, byte fraction = 0, int lost = 0, uint jitter = 0, uint lastSr = 0, uint delay = 0, uint highest = 0x0001_0005) =>
        Words(source, (uint)fraction << 24 | ((uint)lost & 0xff_ffff), highest, jitter, lastSr, delay);

    public static byte[] XrBlock(byte type, params byte[][] parts)
    {
        var packet = Packet(type, 0, parts);
        return [type, 0, .. packet.AsSpan(2)];
    }
}
