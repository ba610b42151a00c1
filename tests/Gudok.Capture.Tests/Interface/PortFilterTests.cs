using Gudok.Testing;

namespace Gudok.Capture.Tests.Interface;

public sealed class PortFilterTests
{
    private const int IPv4 = 0x0800;
    private const int IPv6 = 0x86dd;
    private const int Udp = 17;
    private const int Tcp = 6;
    private static readonly PortRange[] _ports = [new(5060, 5061), new(10_000, 20_000)];

    [Theory]
    [InlineData(5060, 4000, true)]
    [InlineData(4000, 5061, true)]
    [InlineData(10_000, 4000, true)]
    [InlineData(4000, 20_000, true)]
    [InlineData(5059, 5062, false)]
    [InlineData(9_999, 20_001, false)]
    public void A_packet_passes_by_either_port_over_any_transport_and_version(int source, int destination, bool passes)
    {
        foreach (var transport in (byte[][])[PacketBytes.Udp(source, destination, [1]), PacketBytes.Tcp(source, destination, 1, 2, [1])])
        {
            var protocol = transport.Length == 9 ? Udp : Tcp;
            Assert.Equal(passes, Passes(IPv4, PacketBytes.IPv4(protocol, transport)));
            Assert.Equal(passes, Passes(IPv4, PacketBytes.IPv4(protocol, transport, options: new byte[8])));
            Assert.Equal(passes, Passes(IPv6, PacketBytes.IPv6(protocol, transport)));
            Assert.Equal(passes, Passes(IPv4, PacketBytes.IPv4(132, transport)));
        }
    }

    [Fact]
    public void Later_fragments_pass_and_the_first_by_its_ports()
    {
        var datagram = PacketBytes.Udp(4000, 4001, new byte[100]);
        Assert.False(Passes(IPv4, PacketBytes.IPv4(Udp, datagram, pieces: 0x2000)));
        Assert.True(Passes(IPv4, PacketBytes.IPv4(Udp, datagram, pieces: 0x2010)));
        Assert.True(Passes(IPv4, PacketBytes.IPv4(Udp, datagram, pieces: 0x0010)));
        Assert.True(Passes(IPv6, PacketBytes.IPv6(44, PacketBytes.IPv6Fragment(Udp, 1, 0x10, datagram))));
    }

    [Fact]
    public void What_has_a_further_tag_before_IP_passes_and_what_is_no_IP_does_not()
    {
        var foreign = PacketBytes.IPv4(Udp, PacketBytes.Udp(1, 2, [1]));
        foreach (var tag in (int[])[0x8100, 0x88a8, 0x9100, 0x9200, 0x8847, 0x8848, 0x8864, 0x8926, 0x893f, 0x8909, 0x88e7]) Assert.True(Passes(tag, foreign));
        foreach (var other in (int[])[0x0806, 0x88cc, 0x0004]) Assert.False(Passes(other, foreign));
        Assert.True(Passes(0x0004, [0xaa, 0xaa, 0x03, 0, 0, 0, 0x08, 0, .. foreign]));
        Assert.False(Passes(0x0004, [0x42, 0x42, 0x03]));
    }

    [Fact]
    public void What_lies_behind_headers_of_IP_itself_passes()
    {
        var behind = PacketBytes.Udp(1, 2, [1]);
        Assert.True(Passes(IPv4, PacketBytes.IPv4(51, behind)));
        foreach (var header in (int[])[0, 43, 44, 51, 60, 135, 139, 140]) Assert.True(Passes(IPv6, PacketBytes.IPv6(header, behind)));
        foreach (var other in (int[])[50, 58, 59]) Assert.False(Passes(IPv6, PacketBytes.IPv6(other, behind)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Tunnels_pass_only_if_they_are_asked_for(bool withTunnels)
    {
        var within = PacketBytes.IPv4(Udp, PacketBytes.Udp(5060, 5060, [1]));
        Assert.Equal(withTunnels, Passes(IPv4, PacketBytes.IPv4(47, PacketBytes.Gre(IPv4, within)), withTunnels));
        Assert.Equal(withTunnels, Passes(IPv4, PacketBytes.IPv4(4, within), withTunnels));
        Assert.Equal(withTunnels, Passes(IPv6, PacketBytes.IPv6(Udp, PacketBytes.Udp(2152, 2152, PacketBytes.Gtp(within))), withTunnels));
        Assert.False(Passes(IPv4, PacketBytes.IPv4(1, new byte[64]), withTunnels));
    }

    [Fact]
    public void Packets_cut_short_anywhere_are_judged_or_refused_and_break_nothing()
    {
        var whole = PacketBytes.IPv4(Udp, PacketBytes.Udp(4000, 5060, [1]));
        var program = PortFilter.Make(_ports, withTunnels: true);
        for (var length = 0; length < whole.Length; length++) Assert.Equal(length >= 24, FilterMachine.Passes(program, IPv4, whole[..length]));
    }

    [Fact]
    public void The_longest_program_fits_into_what_the_kernel_takes()
    {
        const int mostOfKernel = 4096;
        var most = Enumerable.Range(0, InterfaceOptions.MostPorts).Select(at => new PortRange((ushort)(1000 + at), (ushort)(2000 + at))).ToArray();
        var program = PortFilter.Make(most, withTunnels: true);
        Assert.InRange(program.Length, 1, mostOfKernel);
        Assert.True(FilterMachine.Passes(program, IPv6, PacketBytes.IPv6(Tcp, PacketBytes.Tcp(9, 2031, 1, 2, [1]))));
        Assert.False(FilterMachine.Passes(program, IPv6, PacketBytes.IPv6(Tcp, PacketBytes.Tcp(9, 2032, 1, 2, [1]))));
    }

    [Theory]
    [InlineData("5060", null)]
    [InlineData("10000-20000", null)]
    [InlineData("0", "Interface:Ports:0")]
    [InlineData("65536", "Interface:Ports:0")]
    [InlineData("20-10", "Interface:Ports:0")]
    [InlineData("sip", "Interface:Ports:0")]
    public void Ports_are_numbers_or_ranges(string text, string? fault)
    {
        var options = new InterfaceOptions();
        options.Ports.Add(text);
        Assert.Equal(fault, options.Validate().Select(line => line[..line.IndexOf(": ", StringComparison.Ordinal)]).SingleOrDefault());
    }

    private static bool Passes(int etherType, byte[] packet, bool withTunnels = false) => FilterMachine.Passes(PortFilter.Make(_ports, withTunnels), etherType, packet);
}
