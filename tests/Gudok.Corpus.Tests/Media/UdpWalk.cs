using System.Buffers.Binary;
using Gudok.Sip;

namespace Gudok.Corpus.Tests;

/// <summary>Finds the UDP payloads of a capture in a second, plain way: Ethernet, Linux cooked and raw IP, and GTP-U within; no fragments.</summary>
internal static class UdpWalk
{
    private const int GtpPort = 2152;

    public delegate void Taker(ReadOnlySpan<byte> payload, Instant time, NetworkEndpoint source, NetworkEndpoint destination);

    /// <summary>Walks a file; the time of its first packet.</summary>
    public static Instant Through(string path, Taker take)
    {
        using var stream = File.OpenRead(path);
        using var file = CaptureFile.Open(stream, path);
        Instant? first = null;
        while (file.TryReadPacket(out var packet))
        {
            first ??= packet.Time;
            var skip = packet.Link switch
            {
                LinkType.Ethernet => 14,
                LinkType.LinuxSll => 16,
                _ => 0,
            };
            if (packet.Data.Length > skip) TakeIp(packet.Data[skip..], packet.Time, take);
        }

        return first ?? default;
    }

    private static void TakeIp(ReadOnlySpan<byte> ip, Instant time, Taker take)
    {
        if (ip.Length < 20) return;
        if (ip[0] >> 4 == 4 && ip[9] == 17 && (BinaryPrimitives.ReadUInt16BigEndian(ip[6..]) & 0x3fff) == 0)
        {
            var length = Math.Min(ip.Length, BinaryPrimitives.ReadUInt16BigEndian(ip[2..]));
            var (source, destination) = (BinaryPrimitives.ReadUInt32BigEndian(ip[12..]), BinaryPrimitives.ReadUInt32BigEndian(ip[16..]));
            TakeUdp(
                ip[((ip[0] & 15) * 4)..length], time, port => NetworkEndpoint.FromIPv4(source, port), port => NetworkEndpoint.FromIPv4(destination, port), take);
        }
        else if (ip[0] >> 4 == 6 && ip.Length > 40 && ip[6] == 17)
        {
            var (source, destination) = (ip[8..24].ToArray(), ip[24..40].ToArray());
            TakeUdp(ip[40..], time, port => NetworkEndpoint.FromIPv6(source, port), port => NetworkEndpoint.FromIPv6(destination, port), take);
        }
    }

    private static void TakeUdp(
        ReadOnlySpan<byte> udp, Instant time, Func<ushort, NetworkEndpoint> source, Func<ushort, NetworkEndpoint> destination, Taker take)
    {
        if (udp.Length < 8) return;
        var (from, to) = (BinaryPrimitives.ReadUInt16BigEndian(udp), BinaryPrimitives.ReadUInt16BigEndian(udp[2..]));
        var payload = udp[8..Math.Clamp(BinaryPrimitives.ReadUInt16BigEndian(udp[4..]), (ushort)8, (ushort)udp.Length)];
        if (to == GtpPort && payload.Length > 12) TakeIp(payload[((payload[0] & 7) == 0 ? 8 : 12)..], time, take);
        else take(payload, time, source(from), destination(to));
    }
}
