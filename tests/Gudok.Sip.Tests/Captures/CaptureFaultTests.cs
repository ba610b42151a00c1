using Gudok.Testing;
using static Gudok.Testing.CaptureBytes;
using Packet = Gudok.Testing.CaptureBytes.Packet;

namespace Gudok.Sip.Tests;

public sealed class CaptureFaultTests
{
    private static readonly byte[] Frame = PacketBytes.UdpFrame("abc"u8.ToArray());
    private static readonly Packet[] Three = [new(Noon, Frame), new(Noon + 1, Frame), new(Noon + 2, Frame)];

    public static TheoryData<string> Formats => ["pcap", "pcapng", "hep", "gzip"];

    [Fact]
    public void An_empty_file_and_a_foreign_one_are_no_captures()
    {
        foreach (var octets in new[] { [], "PK\x03\x04 a zip archive"u8.ToArray(), [1], Gzip("text"u8.ToArray()) })
        {
            using var file = CaptureBytes.Open(octets);
            Assert.False(file.TryReadPacket(out _));
            Assert.Equal(SipFaults.NotACapture, file.Fault?.Code);
            Assert.DoesNotContain('\n', file.Fault!.Text);
        }
    }

    [Fact]
    public void A_file_that_ends_within_a_record_keeps_what_came_before_and_says_where()
    {
        var octets = Pcap(Three);
        using var file = CaptureBytes.Open(octets[..^5]);
        Assert.True(file.TryReadPacket(out _));
        Assert.True(file.TryReadPacket(out _));
        Assert.False(file.TryReadPacket(out _));
        var fault = file.Fault;
        Assert.NotNull(fault);
        Assert.Equal((SipFaults.BrokenCapture, 3L), (fault.Code, fault.Packet));
        Assert.Contains("Packet 3", fault.Text, StringComparison.Ordinal);
        Assert.Contains("5 octets before the end", fault.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_prefix_of_a_file_is_read_as_far_as_it_goes(string format)
    {
        var octets = Build(format);
        var last = 0L;
        for (var length = 0; length < octets.Length; length++)
        {
            foreach (var isPipe in new[] { false, true })
            {
                using var file = CaptureBytes.Open(octets[..length], isPipe);
                FrameCollector.Read(file);
                Assert.True(file.Packets >= last || format == "gzip", $"{format} cut to {length}");
                last = file.Packets;
            }
        }
    }

    [Theory]
    [InlineData("pcap", 1)]
    [InlineData("pcapng", 2)]
    [InlineData("hep", 3)]
    [InlineData("gzip", 4)]
    public void A_damaged_file_never_throws(string format, int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 2000; round++)
        {
            var octets = Build(format);
            for (var hits = random.Next(1, 6); hits > 0; hits--) octets[random.Next(octets.Length)] = (byte)random.Next(256);
            using var file = CaptureBytes.Open(octets);
            FrameCollector.Read(file);
        }
    }

    [Fact]
    public void A_packet_longer_than_the_limit_ends_the_file()
    {
        var limits = new CaptureLimits { PacketBytes = Frame.Length };
        using var fits = CaptureBytes.Open(Pcap(Three), limits: limits);
        FrameCollector.Read(fits);
        Assert.Equal((3L, null), (fits.Packets, fits.Fault));

        using var over = CaptureBytes.Open(Pcap([Three[0], new Packet(Noon, [.. Frame, 0])]), limits: limits);
        FrameCollector.Read(over);
        Assert.Equal((1L, SipFaults.BrokenCapture), (over.Packets, over.Fault?.Code));
    }

    [Fact]
    public void A_bomb_of_gzip_ends_at_the_limit_of_a_packet()
    {
        var header = Pcap(new Packet(Noon, Frame))[..24];
        byte[] record = [.. new byte[8], .. U32(200_000_000, isBig: false), .. U32(200_000_000, isBig: false)];
        var bomb = Gzip(PacketBytes.Join(header, record, new byte[8 << 20]));
        using var file = CaptureBytes.Open(bomb);
        Assert.False(file.TryReadPacket(out _));
        Assert.Equal(SipFaults.BrokenCapture, file.Fault?.Code);
    }

    [Fact]
    public void More_interfaces_than_the_limit_end_the_file()
    {
        var octets = PacketBytes.Join(Section(), Interface(1), Interface(1), Enhanced(0, Noon, [1]));
        using var file = CaptureBytes.Open(octets, limits: new CaptureLimits { Interfaces = 1 });
        Assert.False(file.TryReadPacket(out _));
        Assert.Equal(SipFaults.BrokenCapture, file.Fault?.Code);
    }

    [Fact]
    public void A_time_that_cannot_be_is_replaced_by_that_of_the_packet_before()
    {
        byte[] odd = [.. U32(1_600_000_000, isBig: false), .. U32(4_000_000_000, isBig: false), .. U32(1, isBig: false), .. U32(1, isBig: false), 9];
        using var file = CaptureBytes.Open(PacketBytes.Join(Pcap(Three), odd));
        Instant last = default;
        while (file.TryReadPacket(out var packet)) last = packet.Time;
        Assert.Equal((4L, 1L, new Instant(Noon + 2)), (file.Packets, file.OddTimes, last));
    }

    private static byte[] Build(string format) => format switch
    {
        "pcap" => Pcap(Three),
        "pcapng" => PacketBytes.Join(Section(), Interface(1, options: Option(9, [9])), Enhanced(0, Noon, Frame), Obsolete(0, Noon, Frame), Simple(Frame)),
        "hep" => PacketBytes.Join(HepBytes.Packet(HepBytes.SipChunks()), HepBytes.Packet(HepBytes.SipChunks())),
        _ => Gzip(Pcap(Three)),
    };
}
