using System.Text;
using Gudok.Testing;
using static Gudok.Testing.PacketBytes;

namespace Gudok.Sip.Tests;

public sealed class StreamFramingTests
{
    private static readonly string One = SipText.Invite("one@gudok.example").Body("application/sdp", "v=0\no=- 1 1 IN IP4 192.0.2.1\n").ToString();
    private static readonly string Two = SipText.OfDialog("BYE", "one@gudok.example").ToString();

    [Fact]
    public void Keep_alives_between_messages_are_no_messages()
    {
        var found = Read("\r\n\r\n", One, "\r\n", "\r\n\r\n" + Two + "\r\n\r\n");
        Assert.Equal([One, Two], found.Texts);
        Assert.Equal(3, found.CountOf(IgnoreReason.PayloadEmpty));
    }

    [Fact]
    public void A_body_longer_than_its_length_does_not_hide_the_next_message()
    {
        Assert.Equal([One, Two], Read(One + "a=more than was said\r\n" + Two).Texts);
        Assert.Equal([One, Two], Read(One + "a=more than was said", Two).Texts);
    }

    [Fact]
    public void A_body_without_length_goes_to_the_next_start_line()
    {
        var open = SipText.Invite("open@gudok.example").Body("application/sdp", "v=0\ns=-\n").WithoutContentLength().ToString();
        Assert.Equal([open, Two], Read(open + Two).Texts);
        Assert.Equal([open, Two], Read(open, Two).Texts);
        var empty = SipText.Invite("empty@gudok.example").WithoutContentLength().ToString();
        Assert.Equal([empty, Two], Read(empty + Two).Texts);
    }

    [Fact]
    public void The_compact_form_of_the_length_counts()
    {
        var compact = One.Replace("Content-Length", "l", StringComparison.Ordinal);
        Assert.Equal([compact, Two], Read(compact + Two).Texts);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("many")]
    public void A_length_that_is_no_number_costs_one_message_at_most(string length)
    {
        var broken = SipText.Invite("broken@gudok.example").With("Content-Length", length).ToString();
        Assert.Equal([broken, Two], Read(broken + Two).Texts);
        Assert.Equal([broken, One], Read(broken + "v=0\r\ns=-\r\n", One).Texts);
    }

    [Fact]
    public void A_length_over_the_limit_is_counted_and_the_next_message_found()
    {
        var huge = SipText.Invite("huge@gudok.example").With("Content-Length", "4294967295").ToString();
        var found = Read(huge + Two);
        Assert.Equal([Two], found.Texts);
        Assert.Equal(1, found.CountOf(IgnoreReason.SipLimit));
    }

    [Fact]
    public void A_message_just_within_the_limit_is_read()
    {
        var limits = new CaptureLimits { StreamBytes = 4096 };
        foreach (var (total, isRead) in new[] { (4096, true), (4097, false) })
        {
            var body = total;
            string text;
            do text = SipText.Invite("long@gudok.example").Body("text/plain", new string('x', body--)).ToString(); while (text.Length > total);
            Assert.Equal(total, text.Length);
            Assert.Equal(isRead ? [text, Two] : [Two], CaptureBytes.ReadFrames(Frames([text[..1000], text[1000..], Two]), limits).Texts);
        }
    }

    [Fact]
    public void A_line_that_never_ends_is_given_up()
    {
        var found = Read([.. Enumerable.Repeat(new string('A', 1000), 100), "\r\n", Two]);
        Assert.Equal([Two], found.Texts);
        Assert.True(found.CountOf(IgnoreReason.PayloadNotSip) > 0);
    }

    [Fact]
    public void Another_protocol_on_the_stream_is_counted()
    {
        var found = Read("GET /a?SIP/2.0 HTTP/1.1\r\nHost: a\r\n\r\n", "SIP/2.0 200 ok\r\nHTTP/1.1 200 ok\r\n\r\n");
        Assert.Empty(found.Frames);
        Assert.Equal(2, found.CountOf(IgnoreReason.PayloadNotSip));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    public void Any_cut_of_a_stream_gives_the_same_messages(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var messages = Enumerable.Range(0, random.Next(1, 12)).Select(n => Message(random, n)).ToArray();
            var octets = Encoding.ASCII.GetBytes(string.Concat(messages.Select(text => text + (random.Next(4) == 0 ? "\r\n\r\n" : ""))));
            var origin = (uint)random.NextInt64(uint.MaxValue);
            var frames = new List<byte[]> { TcpFrame(origin - 1, [], 2) };
            var segments = Cut(random, octets).Select(part => TcpFrame(origin + (uint)part.Offset, part.Octets)).ToArray();
            Disturb(random, segments, frames);
            Assert.Equal(messages, CaptureBytes.ReadFrames(frames).Texts);
        }
    }

    [Theory]
    [InlineData(41)]
    [InlineData(42)]
    public void Random_octets_and_broken_messages_never_throw_and_lose_no_later_message(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var octets = Encoding.ASCII.GetBytes(Message(random, 1) + Message(random, 2));
            for (var hits = random.Next(1, 8); hits > 0; hits--) octets[random.Next(octets.Length)] = (byte)random.Next(256);
            var last = SipText.Invite("last@gudok.example").ToString();
            byte[][] frames = [.. Cut(random, octets).Select(part => TcpFrame((uint)part.Offset, part.Octets)), TcpFrame((uint)octets.Length + 300_000, Encoding.ASCII.GetBytes(last))];
            Assert.Equal(last, CaptureBytes.ReadFrames(frames).Texts[^1]);
        }
    }

    // Each segment may come again later, and neighbours may change places.
    private static void Disturb(Random random, byte[][] segments, List<byte[]> frames)
    {
        for (var n = 0; n + 1 < segments.Length; n++)
        {
            if (random.Next(4) == 0) (segments[n], segments[n + 1]) = (segments[n + 1], segments[n]);
        }

        for (var n = 0; n < segments.Length; n++)
        {
            frames.Add(segments[n]);
            if (random.Next(4) == 0) frames.Add(segments[random.Next(n + 1)]);
        }
    }

    private static IEnumerable<(int Offset, byte[] Octets)> Cut(Random random, byte[] octets)
    {
        for (var at = 0; at < octets.Length;)
        {
            var end = Math.Min(octets.Length, at + random.Next(1, 400));
            yield return (at, octets[at..end]);
            at = end;
        }
    }

    private static string Message(Random random, int n)
    {
        var text = SipText.Invite($"m{n}@gudok.example", cseq: (uint)n + 1);
        return random.Next(2) == 0 ? text.ToString() : text.Body("text/plain", new string('b', random.Next(600))).ToString();
    }

    private static FrameCollector Read(params string[] segments) => CaptureBytes.ReadFrames(Frames(segments));

    private static IEnumerable<byte[]> Frames(IEnumerable<string> segments)
    {
        var sequence = 1u;
        foreach (var segment in segments)
        {
            yield return TcpFrame(sequence, Encoding.ASCII.GetBytes(segment));
            sequence += (uint)segment.Length;
        }
    }
}
