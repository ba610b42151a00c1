using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>Builds Ethernet frames with one UDP datagram or TCP segment, checksums right, into the caller's buffer.</summary>
/// <remarks>IPv4 is used when both ends are IPv4 addresses, else IPv6. There is no fragmentation.</remarks>
internal static class FrameBuilder
{
    /// <summary>The largest payload that fits into one IP packet with these headers.</summary>
    public const int MaxPayload = ushort.MaxValue - IPv6HeaderLength - TcpHeaderLength;

    /// <summary>The most octets that the headers add to a payload.</summary>
    public const int MaxOverhead = EthernetHeaderLength + IPv6HeaderLength + TcpHeaderLength;

    private const int EthernetHeaderLength = 14;
    private const int IPv4HeaderLength = 20;
    private const int IPv6HeaderLength = 40;
    private const int UdpHeaderLength = 8;
    private const int TcpHeaderLength = 20;
    private const byte ProtocolTcp = 6;
    private const byte ProtocolUdp = 17;
    private const byte HopLimit = 64;
    private const ushort TcpWindow = 65535;

    /// <summary>Writes a frame with a UDP datagram and returns its length.</summary>
    public static int BuildUdp(Span<byte> frame, NetworkEndpoint source, NetworkEndpoint destination, ReadOnlySpan<byte> payload)
    {
        var start = WriteNetwork(frame, source, destination, ProtocolUdp, UdpHeaderLength + payload.Length, out var pseudo);
        var udp = frame.Slice(start, UdpHeaderLength + payload.Length);
        BinaryPrimitives.WriteUInt16BigEndian(udp, source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], destination.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)udp.Length);
        BinaryPrimitives.WriteUInt16BigEndian(udp[6..], 0);
        payload.CopyTo(udp[UdpHeaderLength..]);
        var checksum = InternetChecksum.Finish(InternetChecksum.Add(pseudo, udp));

        // RFC 768: zero on the wire means "no checksum", so a computed zero is sent as all ones.
        BinaryPrimitives.WriteUInt16BigEndian(udp[6..], checksum == 0 ? ushort.MaxValue : checksum);
        return start + udp.Length;
    }

    /// <summary>Writes a frame with a TCP segment and returns its length.</summary>
    public static int BuildTcp(
        Span<byte> frame,
        NetworkEndpoint source,
        NetworkEndpoint destination,
        uint sequence,
        uint acknowledgement,
        TcpFlags flags,
        ReadOnlySpan<byte> payload)
    {
        var start = WriteNetwork(frame, source, destination, ProtocolTcp, TcpHeaderLength + payload.Length, out var pseudo);
        var tcp = frame.Slice(start, TcpHeaderLength + payload.Length);
        BinaryPrimitives.WriteUInt16BigEndian(tcp, source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[2..], destination.Port);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], acknowledgement);
        tcp[12] = (TcpHeaderLength / 4) << 4;
        tcp[13] = (byte)flags;
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], TcpWindow);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[16..], 0);
        payload.CopyTo(tcp[TcpHeaderLength..]);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[16..], InternetChecksum.Finish(InternetChecksum.Add(pseudo, tcp)));
        return start + tcp.Length;
    }

    /// <summary>Writes the Ethernet and IP headers; returns where the transport header begins and the sum of its pseudo header.</summary>
    private static int WriteNetwork(
        Span<byte> frame, NetworkEndpoint source, NetworkEndpoint destination, byte protocol, int transportLength, out uint pseudoSum)
    {
        ReadOnlySpan<byte> addresses = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1];
        addresses.CopyTo(frame);
        var ip = frame[EthernetHeaderLength..];
        if (source.IsIPv4 && destination.IsIPv4)
        {
            BinaryPrimitives.WriteUInt16BigEndian(frame[12..], 0x0800);
            WriteIPv4(ip, source, destination, protocol, IPv4HeaderLength + transportLength);
            pseudoSum = InternetChecksum.Add((uint)(protocol + transportLength), ip.Slice(12, 8));
            return EthernetHeaderLength + IPv4HeaderLength;
        }

        BinaryPrimitives.WriteUInt16BigEndian(frame[12..], 0x86dd);
        BinaryPrimitives.WriteUInt32BigEndian(ip, 0x60000000);
        BinaryPrimitives.WriteUInt16BigEndian(ip[4..], (ushort)transportLength);
        ip[6] = protocol;
        ip[7] = HopLimit;
        source.Address.Write(ip[8..]);
        destination.Address.Write(ip[24..]);
        pseudoSum = InternetChecksum.Add((uint)(protocol + transportLength), ip.Slice(8, 32));
        return EthernetHeaderLength + IPv6HeaderLength;
    }

    private static void WriteIPv4(Span<byte> ip, NetworkEndpoint source, NetworkEndpoint destination, byte protocol, int totalLength)
    {
        ip[0] = 0x45;
        ip[1] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)totalLength);
        BinaryPrimitives.WriteUInt32BigEndian(ip[4..], 0x00004000);
        ip[8] = HopLimit;
        ip[9] = protocol;
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(ip[12..], source.Address.IPv4);
        BinaryPrimitives.WriteUInt32BigEndian(ip[16..], destination.Address.IPv4);
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], InternetChecksum.Finish(InternetChecksum.Add(0, ip[..IPv4HeaderLength])));
    }
}
