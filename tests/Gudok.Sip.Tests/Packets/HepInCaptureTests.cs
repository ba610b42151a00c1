using Gudok.Testing;
using static Gudok.Testing.PacketBytes;
using Packet = Gudok.Testing.CaptureBytes.Packet;

namespace Gudok.Sip.Tests;

public sealed class HepInCaptureTests
{
    private const long Hour = 3_600_000_000;

    [Theory]
    [InlineData(9060)]
    [InlineData(12345)]
    public void Hep_on_any_port_gives_the_ends_transport_and_time_inside(int port)
    {
        var found = Read(Hep(CaptureBytes.Noon - Hour), port);
        var frame = Assert.Single(found.Frames);
        Assert.Equal((HepBytes.Invite, new Instant(CaptureBytes.Noon - Hour)), (frame.Text, frame.Time));
        Assert.Equal(("198.51.100.1:5061", "198.51.100.2:5062"), (frame.Source.ToString(), frame.Destination.ToString()));
        Assert.Equal(TransportKind.Tls, frame.Transport);
    }

    [Fact]
    public void The_time_of_a_replayed_capture_is_believed_however_long_past()
    {
        const long yearsAgo = CaptureBytes.Noon - 9 * 365 * 24 * Hour;
        Assert.Equal(new Instant(yearsAgo), Assert.Single(Read(Hep(yearsAgo), 9060).Frames).Time);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(946_684_799_000_000)]
    [InlineData(CaptureBytes.Noon + 25 * Hour)]
    public void A_time_inside_that_cannot_be_is_replaced_and_counted(long micros)
    {
        using var file = CaptureBytes.Open(CaptureBytes.Pcap(new Packet(CaptureBytes.Noon, UdpFrame(Hep(micros), 9060, 9060))));
        var collector = new FrameCollector();
        var dissector = new PacketDissector(collector);
        while (file.TryReadPacket(out var packet)) dissector.Take(packet);
        Assert.Equal(new Instant(CaptureBytes.Noon), Assert.Single(collector.Frames).Time);
        Assert.Equal(1, dissector.HepTimesReplaced);
    }

    [Fact]
    public void Hep_with_another_payload_or_broken_is_counted()
    {
        var rtcp = HepBytes.Packet([.. HepBytes.SipChunks(), HepBytes.Chunk(0x0b, [5])]);
        Assert.Equal(1, Read(rtcp, 9060).CountOf(IgnoreReason.HepNotSip));
        Assert.Equal(1, Read(Hep(CaptureBytes.Noon)[..^1], 9060).CountOf(IgnoreReason.HepMalformed));
    }

    [Fact]
    public void A_payload_type_of_zero_is_sip_if_it_looks_so()
    {
        var untyped = HepBytes.Packet([.. HepBytes.SipChunks(), HepBytes.Chunk(0x0b, [0])]);
        var log = HepBytes.Packet([.. HepBytes.SipChunks("INFO: a line of a log"), HepBytes.Chunk(0x0b, [0])]);
        Assert.Equal([HepBytes.Invite], Read(untyped, 9060).Texts);
        Assert.Equal(1, Read(log, 9060).CountOf(IgnoreReason.HepNotSip));
    }

    [Theory]
    [InlineData(9060)]
    [InlineData(15060)]
    public void Hep_1_is_told_by_its_header_and_the_message_behind_it(int port)
    {
        byte[] old = [1, 16, 2, 17, .. U16(5061), .. U16(5062), 198, 51, 100, 1, 198, 51, 100, 2, .. HepBytes.Text(HepBytes.Invite)];
        var frame = Assert.Single(Read(old, port).Frames);
        Assert.Equal("198.51.100.1:5061", frame.Source.ToString());
        Assert.Equal(1, Read(old[..20], port).CountOf(IgnoreReason.PayloadNotSip));
    }

    [Fact]
    public void Hep_over_tcp_is_framed_by_its_length()
    {
        var stream = Join(Hep(CaptureBytes.Noon), Hep(CaptureBytes.Noon), Hep(CaptureBytes.Noon));
        var frames = new List<byte[]>();
        for (var at = 0; at < stream.Length; at += 50) frames.Add(TcpFrame((uint)at, stream[at..Math.Min(at + 50, stream.Length)]));
        Assert.Equal([HepBytes.Invite, HepBytes.Invite, HepBytes.Invite], CaptureBytes.ReadFrames(frames).Texts);
    }

    private static FrameCollector Read(byte[] payload, int port) => CaptureBytes.ReadFrames([UdpFrame(payload, 40000, port)]);

    private static byte[] Hep(long micros) => HepBytes.Packet(
        HepBytes.Chunk(1, [2]),
        HepBytes.Chunk(2, [22]),
        HepBytes.Chunk(3, [198, 51, 100, 1]),
        HepBytes.Chunk(4, [198, 51, 100, 2]),
        HepBytes.Chunk(7, HepBytes.UInt16(5061)),
        HepBytes.Chunk(8, HepBytes.UInt16(5062)),
        HepBytes.Chunk(9, HepBytes.UInt32((uint)(micros / 1_000_000))),
        HepBytes.Chunk(10, HepBytes.UInt32((uint)(micros % 1_000_000))),
        HepBytes.Chunk(11, [1]),
        HepBytes.Chunk(15, HepBytes.Text(HepBytes.Invite)));
}
