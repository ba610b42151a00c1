using System.Net;
using System.Text;
using static Gudok.Testing.HepBytes;

namespace Gudok.Sip.Tests;

public sealed class HepLegacyTests
{
    private const string Message = "BYE sip:101@gudok.example SIP/2.0\r\n\r\n";
    private static readonly byte[] Ports = [.. UInt16(5060), .. UInt16(5080)];
    private static readonly byte[] AddressesV4 = [192, 0, 2, 10, 198, 51, 100, 20];

    // 1,795,251,600 s and 250 us little-endian, agent 9, two octets of padding.
    private static readonly byte[] TimeLittle = [0x90, 0x5d, 0x01, 0x6b, 0xfa, 0, 0, 0, 9, 0, 0, 0];
    private static readonly byte[] TimeBig = [0x6b, 0x01, 0x5d, 0x90, 0, 0, 0, 0xfa, 0, 9, 0, 0];

    [Fact]
    public void Version_1_has_addresses_and_no_time()
    {
        byte[] bytes = [1, 16, 2, 17, .. Ports, .. AddressesV4, .. Text(Message)];

        Assert.Equal(HepReadStatus.Complete, HepPacket.TryRead(bytes, out var packet, out var consumed, out _));

        Assert.Equal(bytes.Length, consumed);
        Assert.Equal(1, packet.Version);
        Assert.Equal("192.0.2.10:5060", packet.Source.ToString());
        Assert.Equal("198.51.100.20:5080", packet.Destination.ToString());
        Assert.Equal(default, packet.Time);
        Assert.Equal(HepPayloadKind.Sip, packet.PayloadKind);
        Assert.Equal(TransportKind.Udp, packet.Transport);
        Assert.Equal(Message, Encoding.ASCII.GetString(packet.Payload));
        Assert.False(packet.Chunks.MoveNext());
    }

    [Theory]
    [InlineData(16, true)]
    [InlineData(16, false)]
    [InlineData(28, true)]
    public void Version_2_has_a_time_in_the_order_of_the_sender(byte headerLength, bool isLittle)
    {
        byte[] bytes = [2, headerLength, 2, 17, .. Ports, .. AddressesV4, .. isLittle ? TimeLittle : TimeBig, .. Text(Message)];

        Assert.Equal(HepReadStatus.Complete, HepPacket.TryRead(bytes, out var packet, out _, out _));

        Assert.Equal("2026-11-21T09:00:00.000250Z", packet.Time.ToString());
        Assert.Equal(9u, packet.CaptureAgent);
        Assert.Equal(Message, Encoding.ASCII.GetString(packet.Payload));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(2)]
    public void IPv6_is_told_by_the_header_length(byte family)
    {
        var address = IPAddress.Parse("2001:db8::1").GetAddressBytes();
        byte[] bytes = [2, 40, family, 6, .. Ports, .. address, .. address, .. TimeLittle, .. Text(Message)];

        Assert.Equal(HepReadStatus.Complete, HepPacket.TryRead(bytes, out var packet, out _, out _));

        Assert.Equal("[2001:db8::1]:5060", packet.Source.ToString());
        Assert.Equal("[2001:db8::1]:5080", packet.Destination.ToString());
        Assert.Equal(Message.Length, packet.Payload.Length);
    }

    [Fact]
    public void Header_that_is_not_whole_needs_more()
    {
        byte[] bytes = [2, 16, 2, 17, .. Ports, .. AddressesV4, .. TimeLittle, .. Text(Message)];
        for (var length = 1; length < 28; length++)
            Assert.Equal(HepReadStatus.NeedMore, HepPacket.TryRead(bytes.AsSpan(0, length), out _, out _, out _));
        for (var length = 28; length <= bytes.Length; length++)
            Assert.Equal(HepReadStatus.Complete, HepPacket.TryRead(bytes.AsSpan(0, length), out _, out _, out _));
    }

    [Theory]
    [InlineData(1, 28)]
    [InlineData(1, 15)]
    [InlineData(2, 0)]
    [InlineData(2, 255)]
    public void Header_length_of_no_address_is_a_fault(byte version, byte headerLength)
    {
        byte[] bytes = [version, headerLength, 2, 17, .. Ports, .. AddressesV4, .. TimeLittle];

        Assert.Equal(HepReadStatus.Malformed, HepPacket.TryRead(bytes, out _, out _, out var fault));
        Assert.Equal(new HepFault(HepFaultKind.HeaderLength, 1), fault);
    }
}
