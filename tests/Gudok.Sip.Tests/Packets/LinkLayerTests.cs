using Gudok.Testing;
using static Gudok.Testing.PacketBytes;
using Packet = Gudok.Testing.CaptureBytes.Packet;

namespace Gudok.Sip.Tests;

public sealed class LinkLayerTests
{
    private static readonly string Message = SipText.Invite("link@gudok.example").ToString();
    private static readonly byte[] Text = System.Text.Encoding.ASCII.GetBytes(Message);
    private static readonly byte[] V4 = IPv4(17, Udp(5060, 5070, Text));
    private static readonly byte[] V6 = IPv6(17, Udp(5060, 5070, Text));

    public static TheoryData<string, int, byte[]> Wrappings => new()
    {
        { "Ethernet", 1, Ethernet(0x0800, V4) },
        { "Ethernet, IPv6", 1, Ethernet(0x86dd, V6) },
        { "VLAN", 1, Ethernet(0x8100, Vlan(5, 0x0800, V4)) },
        { "QinQ", 1, Ethernet(0x88a8, Vlan(5, 0x8100, Vlan(6, 0x86dd, V6))) },
        { "four tags", 1, Ethernet(0x9100, Vlan(1, 0x9200, Vlan(2, 0x88a8, Vlan(5, 0x8100, Vlan(6, 0x0800, V4))))) },
        { "MPLS", 1, Ethernet(0x8847, Mpls(100, false, Mpls(200, true, V4))) },
        { "MPLS pseudo wire", 1, Ethernet(0x8847, Mpls(100, true, Join(new byte[4], Ethernet(0x0800, V4)))) },
        { "MPLS pseudo wire without control word", 1, Ethernet(0x8847, Mpls(100, true, Ethernet(0x0800, V4))) },
        { "VN-Tag before a VLAN", 1, Ethernet(0x8926, Join(new byte[4], U16(0x8100), Vlan(5, 0x0800, V4))) },
        { "E-tag", 1, Ethernet(0x893f, Join(new byte[6], U16(0x86dd), V6)) },
        { "Cisco metadata", 1, Ethernet(0x8909, Join([1, 1, 0, 1, 0, 9], U16(0x0800), V4)) },
        { "provider backbone", 1, Ethernet(0x88a8, Vlan(5, 0x88e7, Join(new byte[4], Ethernet(0x0800, V4)))) },
        { "PPPoE", 1, Ethernet(0x8864, Pppoe(Join(U16(0x21), V4))) },
        { "PPPoE, IPv6", 1, Ethernet(0x8864, Pppoe(Join(U16(0x57), V6))) },
        { "LLC and SNAP", 1, Ethernet(V4.Length + 8, Join([0xaa, 0xaa, 3, 0, 0, 0, 8, 0], V4)) },
        { "SLL", 113, Sll(0x0800, V4) },
        { "SLL with a tag", 113, Sll(0x8100, Vlan(5, 0x0800, V4)) },
        { "SLL2", 276, Sll2(0x86dd, V6) },
        { "raw 101", 101, V4 },
        { "raw 101, IPv6", 101, V6 },
        { "raw 12", 12, V4 },
        { "raw 14", 14, V6 },
        { "raw IPv4", 228, V4 },
        { "raw IPv6", 229, V6 },
        { "null, little-endian", 0, Join([2, 0, 0, 0], V4) },
        { "null, big-endian", 0, Join([0, 0, 0, 30], V6) },
        { "loop", 108, Join([0, 0, 0, 2], V4) },
        { "PPP", 9, Join([0xff, 3], U16(0x21), V4) },
        { "PPP, short protocol", 9, Join([0x21], V4) },
        { "PPP in HDLC", 50, Join([0xff, 3], U16(0x57), V6) },
        { "PPPoE without Ethernet", 51, Pppoe(Join(U16(0x21), V4)) },
        { "802.11", 105, Join([8, 2, 0, 0], new byte[20], [0xaa, 0xaa, 3, 0, 0, 0], U16(0x0800), V4) },
        { "802.11 of a bridge with quality and throughput", 105, Join([0x88, 0x83, 0, 0], new byte[32], [0xaa, 0xaa, 3, 0, 0, 0], U16(0x0800), V4) },
        { "802.11 behind radiotap", 127, Join([0, 0, 12, 0], new byte[8], [0x88, 1], new byte[24], [0xaa, 0xaa, 3, 0, 0, 0], U16(0x86dd), V6) },
        { "IPsec interface", 109, Join([2, 0, 0, 0], new byte[8], V4) },
        { "packet filter log", 117, Join([61], new byte[63], V4) },
        { "ERF", 197, Join(new byte[8], [2], new byte[7], new byte[2], Ethernet(0x0800, V4)) },
        { "ERF with extensions, raw IP", 197, Join(new byte[8], [0x80 | 22], new byte[7], [0x80], new byte[7], new byte[8], V4) },
        { "netfilter log", 239, Join([2, 0, 0, 0], [6, 0, 4, 0, 1, 2, 0, 0], [(byte)(V4.Length + 4), (byte)((V4.Length + 4) >> 8), 9, 0], V4) },
        { "macOS", 258, Join([12, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0], Ethernet(0x0800, V4)) },
        { "Cisco HDLC", 104, Join([0x0f, 0], U16(0x0800), V4) },
    };

    [Theory]
    [MemberData(nameof(Wrappings))]
    public void A_message_is_found_under_its_link_layer(string name, int link, byte[] octets)
    {
        var found = CaptureBytes.Read(CaptureBytes.Pcap(link, [new Packet(CaptureBytes.Noon, octets)]));
        var frame = Assert.Single(found.Frames);
        Assert.Equal((name, Message), (name, frame.Text));
        Assert.Equal((5060, 5070, TransportKind.Udp), (frame.Source.Port, frame.Destination.Port, frame.Transport));
        Assert.Equal(octets.AsSpan().IndexOf(V6) >= 0 ? "2001:db8::1" : Alice, frame.Source.ToIPAddress().ToString());
        Assert.Empty(found.Ignored);
    }

    [Theory]
    [MemberData(nameof(Wrappings))]
    public void A_packet_cut_anywhere_is_counted_once_or_gives_a_cut_message(string name, int link, byte[] octets)
    {
        for (var length = 0; length < octets.Length; length++)
        {
            var found = CaptureBytes.Read(CaptureBytes.Pcap(link, [new Packet(CaptureBytes.Noon, octets[..length], octets.Length)]));
            Assert.Equal((name, length, 1L), (name, length, found.Frames.Count + found.Ignored.Values.Sum()));
            Assert.All(found.Frames, frame => Assert.True(frame.IsTruncated));
        }
    }

    [Fact]
    public void Padding_behind_the_ip_packet_is_no_part_of_the_message()
    {
        var found = CaptureBytes.ReadFrames([Join(Ethernet(0x0800, V4), new byte[20])]);
        Assert.Equal([Message], found.Texts);
    }

    [Fact]
    public void Ip_options_are_passed_over()
    {
        var found = CaptureBytes.ReadFrames([Ethernet(0x0800, IPv4(17, Udp(1, 2, Text), options: new byte[12]))]);
        Assert.Equal([Message], found.Texts);
    }

    [Fact]
    public void A_total_length_of_zero_means_the_whole_frame()
    {
        var zero = V4.ToArray();
        (zero[2], zero[3]) = (0, 0);
        Assert.Equal([Message], CaptureBytes.ReadFrames([Ethernet(0x0800, zero)]).Texts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(43)]
    [InlineData(60)]
    [InlineData(135)]
    public void Extension_headers_of_ipv6_are_passed_over(int header)
    {
        byte[] chain = [17, 1, .. new byte[14]];
        Assert.Equal([Message], CaptureBytes.ReadFrames([Ethernet(0x86dd, IPv6(header, Join(chain, Udp(1, 2, Text))))]).Texts);
    }

    [Fact]
    public void What_is_no_sip_is_counted_by_reason()
    {
        var badVersion = V4.ToArray();
        badVersion[0] = 0x65;
        var longHeader = V4.ToArray();
        longHeader[0] = 0x44;
        (byte[] Frame, IgnoreReason Reason)[] cases =
        [
            (Ethernet(0x0806, new byte[28]), IgnoreReason.PacketNotIp),
            (Ethernet(0x88cc, new byte[28]), IgnoreReason.PacketNotIp),
            (Ethernet(0x0800, longHeader), IgnoreReason.PacketMalformed),
            (Ethernet(0x0800, IPv4(1, Join(new byte[8], V4))), IgnoreReason.PacketIcmp),
            (Ethernet(0x86dd, IPv6(58, Join(new byte[8], V6))), IgnoreReason.PacketIcmp),
            (Ethernet(0x0800, IPv4(132, new byte[40])), IgnoreReason.PacketSctp),
            (Ethernet(0x0800, IPv4(89, new byte[40])), IgnoreReason.PacketTransport),
            (UdpFrame([]), IgnoreReason.PayloadEmpty),
            (UdpFrame("\r\n\r\n"u8.ToArray()), IgnoreReason.PayloadEmpty),
            (UdpFrame([0, 0, 0, 0]), IgnoreReason.PayloadEmpty),
            (UdpFrame([0x80, 8, 1, 2, .. new byte[160]]), IgnoreReason.PayloadNotSip),
            (UdpFrame("hello"u8.ToArray()), IgnoreReason.PayloadNotSip),
            (UdpFrame([22, 3, 3, 0, 40, .. new byte[40]]), IgnoreReason.PayloadTls),
            (UdpFrame([22, 0xfe, 0xfd, .. new byte[40]]), IgnoreReason.PayloadTls),
        ];
        foreach (var (frame, reason) in cases)
        {
            var found = CaptureBytes.ReadFrames([frame]);
            Assert.Empty(found.Frames);
            Assert.Equal([new KeyValuePair<IgnoreReason, long>(reason, 1)], found.Ignored);
        }
    }

    [Fact]
    public void An_unknown_link_type_is_counted()
    {
        var found = CaptureBytes.Read(CaptureBytes.Pcap(147, [new Packet(CaptureBytes.Noon, V4)]));
        Assert.Equal(1, found.CountOf(IgnoreReason.PacketLinkType));
    }

    [Fact]
    public void A_datagram_shorter_than_its_ip_packet_ends_where_it_says()
    {
        Assert.Equal([Message], CaptureBytes.ReadFrames([Ethernet(0x0800, IPv4(17, Join(Udp(1, 2, Text), [1, 2, 3])))]).Texts);
    }

    [Fact]
    public void A_payload_exported_by_wireshark_is_read_with_its_ends()
    {
        byte[] tags =
        [
            .. U16(12), .. U16(4), .. "sip\0"u8, .. U16(20), .. U16(4), 192, 0, 2, 1, .. U16(21), .. U16(4), 192, 0, 2, 2,
            .. U16(24), .. U16(4), .. U32(2), .. U16(25), .. U16(4), .. U32(5060), .. U16(26), .. U16(4), .. U32(5070), .. U32(0),
        ];
        var frame = Assert.Single(CaptureBytes.Read(CaptureBytes.Pcap(252, [new Packet(CaptureBytes.Noon, Join(tags, Text))])).Frames);
        Assert.Equal((Message, "192.0.2.1:5060", "192.0.2.2:5070"), (frame.Text, frame.Source.ToString(), frame.Destination.ToString()));
        Assert.Equal(TransportKind.Tcp, frame.Transport);
    }
}
