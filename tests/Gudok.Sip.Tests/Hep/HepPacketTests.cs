using System.Net;
using System.Text;
using Gudok.Testing;
using static Gudok.Testing.HepBytes;

namespace Gudok.Sip.Tests;

public sealed class HepPacketTests
{
    private static readonly byte[] SourceV6 = IPAddress.Parse("2001:db8::10").GetAddressBytes();
    private static readonly byte[] DestinationV6 = IPAddress.Parse("2001:db8::20").GetAddressBytes();

    [Theory]
    [InlineData("HEP3")]
    [InlineData("EEP3")]
    public void Sip_packet_is_read_with_all_that_a_message_needs(string magic)
    {
        var bytes = Packet(magic, SipChunks());

        Assert.Equal(HepReadStatus.Complete, HepPacket.TryRead(bytes, out var packet, out var consumed, out _));

        Assert.Equal(bytes.Length, consumed);
        Assert.Equal(3, packet.Version);
        Assert.Equal("192.0.2.10:5060", packet.Source.ToString());
        Assert.Equal("198.51.100.20:5080", packet.Destination.ToString());
        Assert.Equal("2026-11-21T09:00:00.000250Z", packet.Time.ToString());
        Assert.Equal(TransportKind.Udp, packet.Transport);
        Assert.Equal(HepPayloadKind.Sip, packet.PayloadKind);
        Assert.Equal(77u, packet.CaptureAgent);
        Assert.Equal(Invite, Encoding.ASCII.GetString(packet.Payload));
        Assert.False(packet.IsCompressed);
    }

    [Theory]
    [InlineData(6, TransportKind.Tcp)]
    [InlineData(17, TransportKind.Udp)]
    [InlineData(22, TransportKind.Tls)]
    [InlineData(50, TransportKind.WebSocket)]
    [InlineData(132, TransportKind.Sctp)]
    [InlineData(99, TransportKind.Unknown)]
    public void Transport_comes_from_the_protocol_chunk(byte protocol, TransportKind expected)
    {
        var packet = ReadComplete(Packet(Chunk(0x02, [protocol])));

        Assert.Equal(protocol, packet.Protocol);
        Assert.Equal(expected, packet.Transport);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(30)]
    [InlineData(2)]
    [InlineData(0)]
    public void IPv6_is_told_by_its_chunks_whatever_the_family_says(byte family)
    {
        var packet = ReadComplete(Packet(
            Chunk(0x01, [family]), Chunk(0x05, SourceV6), Chunk(0x06, DestinationV6), Chunk(0x07, UInt16(5060)), Chunk(0x08, UInt16(5061))));

        Assert.Equal("[2001:db8::10]:5060", packet.Source.ToString());
        Assert.Equal("[2001:db8::20]:5061", packet.Destination.ToString());
        Assert.Equal(family, packet.Family);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    public void Each_end_of_a_proxy_between_IPv4_and_IPv6_has_its_own_kind(byte family)
    {
        var packet = ReadComplete(Packet(Chunk(0x01, [family]), Chunk(0x03, [192, 0, 2, 1]), Chunk(0x06, DestinationV6)));

        Assert.Equal("192.0.2.1:0", packet.Source.ToString());
        Assert.Equal("[2001:db8::20]:0", packet.Destination.ToString());
    }

    [Theory]
    [InlineData(2, "192.0.2.1:0")]
    [InlineData(10, "[2001:db8::10]:0")]
    public void Family_decides_when_both_addresses_of_an_end_came(byte family, string expected)
    {
        var packet = ReadComplete(Packet(Chunk(0x01, [family]), Chunk(0x03, [192, 0, 2, 1]), Chunk(0x05, SourceV6)));

        Assert.Equal(expected, packet.Source.ToString());
    }

    [Fact]
    public void Address_of_zeros_beside_a_real_one_is_filling()
    {
        var zeroV6 = ReadComplete(Packet(Chunk(0x01, [10]), Chunk(0x03, [192, 0, 2, 1]), Chunk(0x05, new byte[16])));
        var zeroV4 = ReadComplete(Packet(Chunk(0x01, [2]), Chunk(0x03, new byte[4]), Chunk(0x05, SourceV6)));

        Assert.Equal("192.0.2.1:0", zeroV6.Source.ToString());
        Assert.Equal("[2001:db8::10]:0", zeroV4.Source.ToString());
    }

    [Fact]
    public void Packet_without_metadata_is_read_with_zeros()
    {
        var packet = ReadComplete(Packet(Chunk(0x0f, Text(Invite))));

        Assert.Equal(default, packet.Time);
        Assert.Equal(default, packet.Source);
        Assert.Equal(HepPayloadKind.Unspecified, packet.PayloadKind);
        Assert.Equal(Invite.Length, packet.Payload.Length);
        Assert.Null(packet.Vlan);
        Assert.True(packet.AuthKey.IsEmpty);
    }

    [Fact]
    public void Seconds_beyond_2038_are_not_negative() =>
        Assert.Equal(4_000_000_000_999_999, ReadComplete(Packet(Chunk(0x09, UInt32(4_000_000_000)), Chunk(0x0a, UInt32(999_999)))).Time.Micros);

    [Fact]
    public void Every_other_chunk_of_the_specification_has_its_accessor()
    {
        var packet = ReadComplete(Packet(
            Chunk(0x0d, UInt16(30)), Chunk(0x0e, Text("key")), Chunk(0x11, Text("call-1")), Chunk(0x12, UInt16(100)),
            Chunk(0x13, Text("узел")), Chunk(0x14, [2, 0, 0, 0, 0, 1]), Chunk(0x15, [0, 0, 2, 0, 0, 0, 0, 2]), Chunk(0x16, UInt16(0x86dd)),
            Chunk(0x17, [0x18]), Chunk(0x18, [0xb8]), Chunk(0x20, UInt16(440)), Chunk(0x21, UInt16(93)), Chunk(0x22, Text("geo")),
            Chunk(0x23, UInt32(12)), Chunk(0x24, Text("call")), Chunk(0x25, Text("keys")), Chunk(0x26, Text("tags")), Chunk(0x27, UInt16(3)),
            Chunk(0x28, UInt16(1)), Chunk(0x29, Text("group"))));

        Assert.Equal((ushort)30, packet.KeepAlive);
        Assert.Equal("key"u8, packet.AuthKey);
        Assert.Equal("call-1"u8, packet.CorrelationId);
        Assert.Equal((ushort)100, packet.Vlan);
        Assert.Equal("узел"u8, packet.NodeName);
        Assert.Equal(0x020000000001ul, packet.SourceMac);
        Assert.Equal(0x020000000002ul, packet.DestinationMac);
        Assert.Equal((ushort)0x86dd, packet.EtherType);
        Assert.Equal((byte)0x18, packet.TcpFlags);
        Assert.Equal((byte)0xb8, packet.TypeOfService);
        Assert.Equal((ushort)440, packet.Mos);
        Assert.Equal((ushort)93, packet.RFactor);
        Assert.Equal("geo"u8, packet.GeoLocation);
        Assert.Equal(12u, packet.Jitter);
        Assert.Equal("call"u8, packet.TransactionType);
        Assert.Equal("keys"u8, packet.JsonKeys);
        Assert.Equal("tags"u8, packet.Tags);
        Assert.Equal((ushort)3, packet.TagType);
        Assert.Equal((ushort)1, packet.EventType);
        Assert.Equal("group"u8, packet.GroupId);
    }

    [Fact]
    public void Chunk_of_a_vendor_is_not_taken_for_a_generic_one()
    {
        var packet = ReadComplete(Packet([.. SipChunks(), Chunk(0x0f, Text("not SIP"), vendor: 3), Chunk(101, Text("extra"), vendor: 3)]));

        Assert.Equal(Invite, Encoding.ASCII.GetString(packet.Payload));
        Assert.True(packet.TryFind((HepChunkType)101, out var extra, vendor: 3));
        Assert.Equal("extra"u8, extra);
        Assert.False(packet.TryFind((HepChunkType)101, out _));
        var count = 0;
        foreach (var chunk in packet.Chunks) count += chunk.Vendor == 3 ? 1 : 0;
        Assert.Equal(2, count);
    }

    [Fact]
    public void Payload_over_32767_octets_is_read_whole()
    {
        var message = new string('x', 65_000);

        Assert.Equal(65_000, ReadComplete(Packet(SipChunks(message))).Payload.Length);
    }

    [Fact]
    public void Correlation_id_of_300_octets_is_read_whole() =>
        Assert.Equal(300, ReadComplete(Packet(Chunk(0x11, Text(new string('c', 300))))).CorrelationId.Length);

    [Fact]
    public void Reading_allocates_nothing()
    {
        var bytes = Packet(SipChunks());
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 1000; i++) HepPacket.TryRead(bytes, out _, out _, out _);
        }));
    }

    private static HepPacket ReadComplete(byte[] bytes)
    {
        Assert.Equal(HepReadStatus.Complete, HepPacket.TryRead(bytes, out var packet, out var consumed, out var fault));
        Assert.Equal(bytes.Length, consumed);
        Assert.Equal(default, fault);
        return packet;
    }
}
