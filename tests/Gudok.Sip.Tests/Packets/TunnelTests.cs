using Gudok.Testing;
using static Gudok.Testing.PacketBytes;

namespace Gudok.Sip.Tests;

public sealed class TunnelTests
{
    private static readonly string Message = SipText.Invite("tunnel@gudok.example").ToString();
    private static readonly byte[] Text = System.Text.Encoding.ASCII.GetBytes(Message);
    private static readonly byte[] V4 = IPv4(17, Udp(5060, 5070, Text), "10.0.0.1", "10.0.0.2");
    private static readonly byte[] V6 = IPv6(17, Udp(5060, 5070, Text));

    public static TheoryData<string, byte[]> Tunnels => new()
    {
        { "IP in IP", IPv4(4, V4) },
        { "6in4", IPv4(41, V6) },
        { "4in6", IPv6(4, V4) },
        { "GRE", IPv4(47, Gre(0x0800, V4)) },
        { "GRE, IPv6", IPv4(47, Gre(0x86dd, V6)) },
        { "GRE with checksum, key and sequence", IPv4(47, Gre(0x0800, V4, 0xb000, new byte[12])) },
        { "GRE with Ethernet", IPv4(47, Gre(0x6558, Ethernet(0x8100, Vlan(1, 0x0800, V4)))) },
        { "GRE version 1 with PPP", IPv4(47, Gre(0x880b, Join(U16(100), U16(1), U32(9), [0xff, 3, 0, 0x21], V4), 0x3001)) },
        { "ERSPAN II", IPv4(47, Gre(0x88be, Join(new byte[4], new byte[8], Ethernet(0x0800, V4)), 0x1000)) },
        { "ERSPAN I", IPv4(47, Gre(0x88be, Ethernet(0x0800, V4))) },
        { "ERSPAN III", IPv4(47, Gre(0x22eb, Join(new byte[4], new byte[12], Ethernet(0x0800, V4)), 0x1000)) },
        { "GTP", IPv4(17, Udp(2152, 2152, Gtp(V4))) },
        { "GTP with sequence", IPv4(17, Udp(2152, 2152, Gtp(V6, 0x32, new byte[4]))) },
        { "GTP with extensions", IPv4(17, Udp(40000, 2152, Gtp(V4, 0x34, [0, 0, 0, 0x85, 1, 9, 9, 0x85, 2, 0, 0, 0, 0, 0, 0, 0]))) },
        { "VXLAN", IPv4(17, Udp(50000, 4789, Vxlan(Ethernet(0x0800, V4)))) },
        { "Geneve", IPv4(17, Udp(50000, 6081, Join([1, 0], U16(0x6558), new byte[4], new byte[4], Ethernet(0x0800, V4)))) },
        { "VXLAN-GPE", IPv4(17, Udp(50000, 4790, Join([0x0c, 0, 0, 3], new byte[4], Ethernet(0x0800, V4)))) },
        { "VXLAN-GPE with IP", IPv4(17, Udp(50000, 4790, Join([0x0c, 0, 0, 1], new byte[4], V4))) },
        { "L2TP", IPv4(17, Udp(1701, 1701, Join(U16(0x0002), U16(1), U16(2), [0xff, 3], U16(0x21), V4))) },
        { "L2TP with every field", IPv4(17, Udp(1701, 1701, Join(U16(0x4a02), new byte[2], new byte[8], U16(3), new byte[3], U16(0x21), V4))) },
        { "TZSP", IPv4(17, Udp(50000, 37008, Join([1, 0, 0, 1, 0, 10, 1, 99, 1], Ethernet(0x0800, V4)))) },
        { "EtherIP", IPv4(97, Join([0x30, 0], Ethernet(0x0800, V4))) },
        { "UDP-Lite", IPv4(136, Join(U16(5060), U16(5070), U16(8), U16(0), Text), "10.0.0.1", "10.0.0.2") },
        { "Teredo", IPv4(17, Udp(50000, 3544, V6)) },
        { "Teredo with origin", IPv4(17, Udp(50000, 3544, Join(new byte[8], V6))) },
        { "GRE in GTP in VXLAN", IPv4(17, Udp(5, 4789, Vxlan(Ethernet(0x0800, IPv4(17, Udp(2152, 2152, Gtp(IPv4(47, Gre(0x0800, V4))))))))) },
    };

    [Theory]
    [MemberData(nameof(Tunnels))]
    public void A_message_is_found_in_a_tunnel_with_the_ends_inside(string name, byte[] packet)
    {
        var found = CaptureBytes.ReadFrames([Ethernet(packet[0] >> 4 == 4 ? 0x0800 : 0x86dd, packet)]);
        var frame = Assert.Single(found.Frames);
        Assert.Equal((name, Message, 5070), (name, frame.Text, frame.Destination.Port));
        Assert.Contains(frame.Source.ToIPAddress().ToString(), new[] { "10.0.0.1", "2001:db8::1" });
    }

    [Theory]
    [MemberData(nameof(Tunnels))]
    public void A_tunnel_with_octets_changed_never_throws(string name, byte[] packet)
    {
        var random = new Random(name.Length);
        for (var round = 0; round < 300; round++)
        {
            var octets = packet.ToArray();
            for (var hits = 0; hits < 3; hits++) octets[random.Next(Math.Min(octets.Length, 120))] = (byte)random.Next(256);
            CaptureBytes.ReadFrames([Ethernet(0x0800, octets[..random.Next(octets.Length + 1)])]);
        }
    }

    [Fact]
    public void Sip_on_a_tunnel_port_is_sip_all_the_same()
    {
        Assert.Equal([Message, Message], CaptureBytes.ReadFrames([UdpFrame(Text, 2152, 2152), UdpFrame(Text, 4789, 4789)]).Texts);
    }

    [Fact]
    public void Tunnels_deeper_than_the_limit_are_malformed()
    {
        var limits = new CaptureLimits { Nesting = 4 };
        Assert.Single(CaptureBytes.ReadFrames([Ethernet(0x0800, Nest(3))], limits).Frames);
        var deep = CaptureBytes.ReadFrames([Ethernet(0x0800, Nest(4))], limits);
        Assert.Empty(deep.Frames);
        Assert.Equal(1, deep.CountOf(IgnoreReason.PacketMalformed));
        Assert.Equal(1, CaptureBytes.ReadFrames([Ethernet(0x0800, Nest(300))]).CountOf(IgnoreReason.PacketMalformed));
    }

    private static byte[] Nest(int depth)
    {
        var packet = V4;
        for (var n = 0; n < depth; n++) packet = IPv4(4, packet);
        return packet;
    }
}
