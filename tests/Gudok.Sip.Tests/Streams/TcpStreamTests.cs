using System.Text;
using Gudok.Testing;
using static Gudok.Testing.PacketBytes;
using Packet = Gudok.Testing.CaptureBytes.Packet;

namespace Gudok.Sip.Tests;

public sealed class TcpStreamTests
{
    private const int Syn = 2, Fin = 1, Rst = 4, Ack = 16;

    private static readonly string One = SipText.Invite("one@gudok.example").Body("application/sdp", "v=0\no=- 1 1 IN IP4 192.0.2.1\n").ToString();
    private static readonly string Two = SipText.OfDialog("BYE", "one@gudok.example").ToString();
    private static readonly string Three = SipText.Invite("three@gudok.example").ToString();

    [Fact]
    public void Several_messages_in_one_segment_and_one_in_many_are_found()
    {
        Assert.Equal([One, Two, Three], Read((0, One + Two + Three)).Texts);
        Assert.Equal([One, Two], Read([.. Cut(One + Two, 1)]).Texts);
        Assert.Equal([One, Two, Three], Read((0, One + Two[..30]), (One.Length + 30, Two[30..] + Three)).Texts);
    }

    [Fact]
    public void A_message_bears_the_time_of_the_segment_that_completes_it()
    {
        var found = Read((0, One[..50]), (50, One[50..]), (One.Length, Two));
        Assert.Equal([1000L, 2000L], found.Frames.Select(frame => frame.Time.Micros - CaptureBytes.Noon));
        Assert.All(found.Frames, frame => Assert.Equal((TransportKind.Tcp, 5060), (frame.Transport, frame.Source.Port)));
    }

    [Fact]
    public void Swapped_repeated_and_overlapping_segments_change_nothing()
    {
        var all = One + Two;
        Assert.Equal([One, Two], Read((0, all[..40]), (80, all[80..]), (40, all[40..80])).Texts);
        Assert.Equal([One, Two], Read((0, all), (0, all), (One.Length, Two)).Texts);
        Assert.Equal([One, Two], Read((0, all[..60]), (20, all[20..90]), (70, all[70..])).Texts);
    }

    [Fact]
    public void Sequence_numbers_may_wrap_around()
    {
        var start = uint.MaxValue - 100;
        var all = One + Two;
        var found = CaptureBytes.ReadFrames([Segment(start, all[..50]), Segment(start + 150, all[150..]), Segment(start + 50, all[50..150])]);
        Assert.Equal([One, Two], found.Texts);
    }

    [Fact]
    public void Reading_may_begin_in_the_middle_of_a_message()
    {
        var found = Read((0, One[100..] + Two), (One.Length - 100 + Two.Length, Three));
        Assert.Equal([Two, Three], found.Texts);
    }

    [Fact]
    public void A_start_line_cut_in_two_is_found_while_searching()
    {
        Assert.Equal([Two], Read((0, "some rest\r\n" + Two[..10]), (21, Two[10..])).Texts);
    }

    [Fact]
    public void A_segment_never_seen_is_a_gap_after_which_reading_goes_on()
    {
        var found = Read(new CaptureLimits { EarlySegments = 0 }, (0, One[..100]), (200, One[200..] + Two), (One.Length + Two.Length, Three));
        Assert.Equal([Two, Three], found.Texts);
        Assert.True(found.CountOf(IgnoreReason.StreamGap) >= 1);
    }

    [Fact]
    public void A_gap_is_given_up_after_a_time_and_the_messages_behind_keep_theirs()
    {
        var packets = new[] { (0L, 0, One[..100]), (10L, One.Length, Two), (5_000_000L, One.Length + Two.Length, Three) }
            .Select(part => new Packet(CaptureBytes.Noon + part.Item1, Segment((uint)part.Item2, part.Item3)));
        var found = CaptureBytes.Read(CaptureBytes.Pcap([.. packets]));
        Assert.Equal([Two, Three], found.Texts);
        Assert.Equal(10, found.Frames[0].Time.Micros - CaptureBytes.Noon);
    }

    [Fact]
    public void At_the_end_what_waits_behind_a_gap_is_read()
    {
        var found = Read((0, One[..100]), (One.Length, Two));
        Assert.Equal([Two], found.Texts);
        Assert.Equal(1, found.CountOf(IgnoreReason.StreamGap));
    }

    [Fact]
    public void A_message_whose_body_is_lost_is_handed_on_as_cut()
    {
        var head = One[..(One.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 6)];
        var found = Read((0, head), (One.Length, Two));
        Assert.Equal([head, Two], found.Texts);
        Assert.Equal([true, false], found.Frames.Select(frame => frame.IsTruncated));
    }

    [Fact]
    public void Segments_cut_by_the_capture_give_cut_messages_and_lose_no_other()
    {
        var frame = Segment(0, One);
        var packets = new[]
        {
            new Packet(CaptureBytes.Noon, frame[..200], frame.Length),
            new Packet(CaptureBytes.Noon + 1, Segment((uint)One.Length, Two)),
        };
        var found = CaptureBytes.Read(CaptureBytes.Pcap(packets));
        Assert.Equal([true, false], found.Frames.Select(kept => kept.IsTruncated));
        Assert.StartsWith(found.Frames[0].Text, One, StringComparison.Ordinal);
        Assert.Equal(Two, found.Frames[1].Text);
    }

    [Fact]
    public void A_connection_on_the_ports_of_an_earlier_one_begins_anew()
    {
        var found = CaptureBytes.ReadFrames(
        [
            TcpFrame(99, [], Syn), Segment(100, One), TcpFrame(100 + (uint)One.Length, [], Fin | Ack),
            TcpFrame(49, [], Syn), Segment(50, Two), Segment(50 + (uint)Two.Length, Three),
        ]);
        Assert.Equal([One, Two, Three], found.Texts);
    }

    [Fact]
    public void A_new_connection_whose_beginning_was_not_seen_is_read_too()
    {
        Assert.Equal([One, Two], CaptureBytes.ReadFrames([Segment(100, One), Segment(3_000_000_000, Two)]).Texts);
    }

    [Fact]
    public void Every_packet_twice_gives_each_message_once()
    {
        byte[][] frames =
            [TcpFrame(99, [], Syn), Segment(100, One), Segment(100 + (uint)One.Length, Two), TcpFrame(100 + (uint)(One.Length + Two.Length), [], Fin | Ack)];
        Assert.Equal([One, Two], CaptureBytes.ReadFrames(frames.SelectMany(frame => new[] { frame, frame })).Texts);
        Assert.Equal([One, Two], CaptureBytes.ReadFrames(frames.Concat(frames)).Texts);
    }

    [Fact]
    public void An_end_that_overtakes_octets_loses_nothing()
    {
        var end = Ethernet(0x0800, IPv4(6, Tcp(5060, 5060, 60, Fin | Ack, Encoding.ASCII.GetBytes(One[60..]))));
        Assert.Equal([One], CaptureBytes.ReadFrames([Segment(0, One[..40]), end, Segment(40, One[40..60])]).Texts);
    }

    [Fact]
    public void A_reset_ends_a_message_begun()
    {
        var found = CaptureBytes.ReadFrames([Segment(0, One[..^3]), TcpFrame((uint)One.Length - 3, [], Rst)]);
        Assert.True(Assert.Single(found.Frames).IsTruncated);
    }

    [Fact]
    public void The_two_directions_of_a_connection_do_not_mix()
    {
        var back = Ethernet(0x0800, IPv4(6, Tcp(5060, 5060, 0, Ack, Encoding.ASCII.GetBytes(Two)), Bob, Alice));
        Assert.Equal([Two, One], CaptureBytes.ReadFrames([Segment(0, One[..40]), back, Segment(40, One[40..])]).Texts);
    }

    [Fact]
    public void Tls_is_counted_and_not_searched()
    {
        byte[] record = [22, 3, 1, 0, 200, .. Encoding.ASCII.GetBytes(Two)];
        var found = CaptureBytes.ReadFrames([TcpFrame(0, record), Segment((uint)record.Length, One)]);
        Assert.Empty(found.Frames);
        Assert.Equal(2, found.CountOf(IgnoreReason.PayloadTls));
    }

    [Fact]
    public void Over_the_limit_of_streams_the_idle_one_gives_way()
    {
        byte[] Part(int port, uint sequence, string text) => TcpFrame(sequence, Encoding.ASCII.GetBytes(text), source: port);
        byte[][] frames = [Part(1, 0, One[..40]), Part(2, 0, Two[..40]), Part(1, 40, One[40..80]), Part(3, 0, Three), Part(1, 80, One[80..]), Part(2, 40, Two[40..])];
        Assert.Equal([Three, One, Two], CaptureBytes.ReadFrames(frames, new CaptureLimits { Streams = 3 }).Texts);
        Assert.Equal([Three, One], CaptureBytes.ReadFrames(frames, new CaptureLimits { Streams = 2 }).Texts);
    }

    [Fact]
    public void Octets_over_the_limit_of_all_streams_are_not_kept()
    {
        var found = Read(new CaptureLimits { AllStreamBytes = 10 }, (0, One[..40]), (40, One[40..] + Two));
        Assert.Equal([Two], found.Texts);
        Assert.True(found.CountOf(IgnoreReason.SipLimit) > 0);
    }

    private static byte[] Segment(uint sequence, string text) => TcpFrame(sequence, Encoding.ASCII.GetBytes(text));

    private static IEnumerable<(int, string)> Cut(string text, int length)
    {
        for (var at = 0; at < text.Length; at += length) yield return (at, text[at..Math.Min(at + length, text.Length)]);
    }

    private static FrameCollector Read(params (int Offset, string Text)[] parts) => Read(CaptureLimits.Default, parts);

    private static FrameCollector Read(CaptureLimits limits, params (int Offset, string Text)[] parts) =>
        CaptureBytes.ReadFrames(parts.Select(part => Segment((uint)part.Offset, part.Text)), limits);
}
