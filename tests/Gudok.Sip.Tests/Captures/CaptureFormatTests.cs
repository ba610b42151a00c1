using Gudok.Testing;
using static Gudok.Testing.CaptureBytes;
using Packet = Gudok.Testing.CaptureBytes.Packet;

namespace Gudok.Sip.Tests;

public sealed class CaptureFormatTests
{
    private static readonly byte[] Frame = PacketBytes.UdpFrame("abc"u8.ToArray());

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, true, false)]
    [InlineData(false, false, true)]
    [InlineData(true, false, true)]
    public void Pcap_of_every_resolution_and_octet_order_is_read(bool isBig, bool isNano, bool isModified)
    {
        var octets = Pcap(113, [new Packet(Noon + 5, Frame), new Packet(Noon + 999_999, Frame, 3000)], isBig, isNano, isModified);
        foreach (var isPipe in new[] { false, true })
        {
            using var file = CaptureBytes.Open(octets, isPipe);
            Assert.True(file.TryReadPacket(out var first));
            Assert.Equal((1L, new Instant(Noon + 5), LinkType.LinuxSll, Frame.Length), (first.Number, first.Time, first.Link, first.OriginalLength));
            Assert.Equal(Frame, first.Data.ToArray());
            Assert.True(file.TryReadPacket(out var second));
            Assert.Equal((2L, new Instant(Noon + 999_999), 3000), (second.Number, second.Time, second.OriginalLength));
            Assert.False(file.TryReadPacket(out _));
            Assert.Null(file.Fault);
            Assert.Equal((CaptureFormat.Pcap, 2L, 0L), (file.Format, file.Packets, file.OddTimes));
        }
    }

    [Fact]
    public void Files_of_pcap_put_one_behind_the_other_are_read_as_one()
    {
        var octets = PacketBytes.Join(
            Pcap(1, [new Packet(Noon, [1]), new Packet(Noon + 3, [2, 2])]),
            Pcap(113, [new Packet(Noon + 2, [3])], isBig: true, isNano: true),
            Pcap(101, []),
            Pcap(276, [new Packet(Noon + 4, [4])], isModified: true));
        string[] expected =
        [
            $"1 {Noon} Ethernet 1/1", $"3 {Noon + 2} LinuxSll 1/1", $"2 {Noon + 3} Ethernet 2/2", $"4 {Noon + 4} LinuxSll2 1/1",
        ];
        Assert.Equal(expected, Describe(octets));
        Assert.Equal(expected, Describe(Gzip(octets)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pcapng_with_every_kind_of_packet_block_is_read(bool isBig)
    {
        var octets = PacketBytes.Join(
            Section(isBig),
            Interface(1, isBig, snapLength: 10),
            Block(0x0bad, [1, 2, 3, 4], isBig),
            Interface(101, isBig),
            Enhanced(1, Noon, [0x45], isBig, 60),
            Obsolete(0, Noon + 1, [7, 7], isBig),
            Simple([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], isBig, originalLength: 400));
        Assert.Equal(
            [$"1 {Noon} RawIp 1/60", $"2 {Noon + 1} Ethernet 2/2", $"3 {Noon + 1} Ethernet 10/400"],
            Describe(octets));
    }

    [Fact]
    public void Each_section_of_pcapng_has_its_own_octet_order_and_interfaces()
    {
        var octets = PacketBytes.Join(
            Section(), Interface(1), Enhanced(0, Noon, [1]),
            Section(isBig: true), Interface(113, isBig: true), Enhanced(0, Noon + 1, [1], isBig: true));
        Assert.Equal([$"1 {Noon} Ethernet 1/1", $"2 {Noon + 1} LinuxSll 1/1"], Describe(octets));
    }

    [Theory]
    [InlineData(6, 1_700_000_000_123_456UL)]
    [InlineData(9, 1_700_000_000_123_456_789UL)]
    [InlineData(3, 1_700_000_000_123UL)]
    [InlineData(0x80 | 20, 1_700_000_000UL << 20)]
    [InlineData(0, 1_700_000_000UL)]
    public void Clocks_of_pcapng_count_in_powers_of_ten_and_two(byte resolution, ulong stamp)
    {
        var octets = PacketBytes.Join(Section(), Interface(1, options: Option(9, [resolution])), Enhanced(0, stamp, [1]));
        using var file = CaptureBytes.Open(octets);
        Assert.True(file.TryReadPacket(out var packet));
        Assert.Equal(1_700_000_000, packet.Time.Micros / 1_000_000);
        Assert.Equal(resolution is 6 or 9 ? 123_456 : resolution == 3 ? 123_000 : 0, packet.Time.Micros % 1_000_000);
    }

    [Fact]
    public void The_offset_of_a_pcapng_clock_is_added()
    {
        byte[] day = [.. U32(86_400, isBig: false), 0, 0, 0, 0];
        var octets = PacketBytes.Join(Section(), Interface(1, options: Option(14, day)), Enhanced(0, Noon, [1]));
        Assert.Equal([$"1 {Noon + 86_400_000_000} Ethernet 1/1"], Describe(octets));
    }

    [Fact]
    public void A_packet_of_an_interface_never_described_is_counted_by_link_type()
    {
        var octets = PacketBytes.Join(Section(), Interface(1), Enhanced(9, Noon, Frame), Enhanced(0, Noon, Frame));
        var found = Read(octets);
        Assert.Equal(1, found.CountOf(IgnoreReason.PacketLinkType));
        Assert.Equal(1, found.CountOf(IgnoreReason.PayloadNotSip));
    }

    [Fact]
    public void A_file_of_hep_packets_is_read_with_the_times_inside()
    {
        byte[] first = HepBytes.Packet(HepBytes.SipChunks());
        byte[] second = HepBytes.Packet("EEP3", HepBytes.SipChunks());
        var found = Read(PacketBytes.Join(first, second));
        Assert.Equal([HepBytes.Invite, HepBytes.Invite], found.Texts);
        Assert.True(HepPacket.TryRead(first, out var packet, out _, out _) == HepReadStatus.Complete && found.Frames[0].Time == packet.Time);
    }

    [Fact]
    public void Gzip_around_any_format_is_taken_off()
    {
        var pcap = Pcap(new Packet(Noon, Frame));
        var pcapng = PacketBytes.Join(Section(), Interface(1), Enhanced(0, Noon, Frame));
        var hep = HepBytes.Packet(HepBytes.SipChunks());
        foreach (var octets in new[] { pcap, pcapng, hep })
        {
            using var file = CaptureBytes.Open(Gzip(octets), isPipe: true);
            Assert.True(file.TryReadPacket(out _));
            Assert.False(file.TryReadPacket(out _));
            Assert.Null(file.Fault);
        }
    }

    [Fact]
    public void Two_members_of_gzip_are_one_file()
    {
        var octets = Pcap(new Packet(Noon, Frame), new Packet(Noon, Frame));
        Assert.Equal(2, Describe(PacketBytes.Join(Gzip(octets[..30]), Gzip(octets[30..]))).Length);
    }

    private static string[] Describe(byte[] octets)
    {
        var lines = new List<string>();
        using var file = CaptureBytes.Open(octets);
        while (file.TryReadPacket(out var packet))
            lines.Add(FormattableString.Invariant($"{packet.Number} {packet.Time.Micros} {packet.Link} {packet.Data.Length}/{packet.OriginalLength}"));
        Assert.Null(file.Fault);
        return [.. lines];
    }
}
