using System.Text;
using Gudok.Testing;

namespace Gudok.Sip.Tests;

public class SdpTests
{
    private const string TwoMedia = """
        v=0
        o=alice 2890844526 2890844526 IN IP4 192.0.2.1
        s=-
        c=IN IP4 192.0.2.1/127
        t=0 0
        a=recvonly
        m=audio 49170/2 RTP/AVP 0 8 101
        a=rtpmap:8 PCMA/8000
        a=rtpmap:101 telephone-event/8000/1
        a=sendrecv
        m=video 51372 RTP/AVP 99
        c=IN IP6 2001:db8::1
        a=rtpmap:99 h263-1998/90000

        """;

    [Fact]
    public void Media_take_from_the_session_what_they_do_not_say()
    {
        Assert.True(Read(SipText.Invite("a").Body("application/sdp", TwoMedia), out var sdp));
        Assert.Equal("alice 2890844526 2890844526 IN IP4 192.0.2.1", sdp.Origin);
        Assert.Equal(
            ["audio 49170 RTP/AVP [0 8 101] 192.0.2.1 SendRecv 8:PCMA/8000 101:telephone-event/8000", "video 51372 RTP/AVP [99] 2001:db8::1 RecvOnly 99:h263-1998/90000"],
            sdp.Media);
        Assert.False(sdp.IsHeld);
    }

    [Theory]
    [InlineData("v=0\nc=IN IP4 0.0.0.0\nm=audio 4000 RTP/AVP 0\n", true)]
    [InlineData("v=0\nc=IN IP4 192.0.2.1\nm=audio 4000 RTP/AVP 0\na=sendonly\n", true)]
    [InlineData("v=0\nc=IN IP4 192.0.2.1\na=inactive\nm=audio 4000 RTP/AVP 0\nm=video 0 RTP/AVP 99\na=sendrecv\n", true)]
    [InlineData("v=0\nc=IN IP4 192.0.2.1\nm=audio 4000 RTP/AVP 0\na=recvonly\n", false)]
    [InlineData("v=0\nc=IN IP4 192.0.2.1\na=inactive\nm=audio 4000 RTP/AVP 0\na=sendrecv\n", false)]
    [InlineData("v=0\nc=IN IP4 192.0.2.1\n", false)]
    public void Hold_is_told_by_direction_or_the_zero_address(string body, bool isHeld)
    {
        Assert.True(Read(SipText.Invite("a").Body("application/sdp", body), out var sdp));
        Assert.Equal(isHeld, sdp.IsHeld);
    }

    [Fact]
    public void The_description_is_found_within_nested_parts()
    {
        const string Body = "preamble\n--outer\nContent-Type: multipart/alternative;boundary=inner\n\n--inner\n\nplain text\n--inner\n"
            + "Content-Type: Application/SDP; x=y\n\nv=0\nc=IN IP4 192.0.2.7\nm=audio 1 RTP/AVP 0\n--inner--\n--outer--\nepilogue";
        Assert.True(Read(SipText.Invite("a").Body("multipart/mixed; boundary=\"outer\"", Body), out var sdp));
        Assert.Equal(["audio 1 RTP/AVP [0] 192.0.2.7 SendRecv"], sdp.Media);
    }

    [Theory]
    [InlineData("text/plain", "v=0\n")]
    [InlineData("application/sdp", "hello")]
    [InlineData("multipart/mixed", "--x\nContent-Type: application/sdp\n\nv=0\n--x--")]
    [InlineData("multipart/mixed;boundary=x", "--x\nContent-Type: text/plain\n\nv=0\n--x--")]
    public void Other_bodies_hold_no_description(string type, string body) => Assert.False(Read(SipText.Invite("a").Body(type, body), out _));

    [Fact]
    public void Boundaries_over_the_limit_are_not_searched_for()
    {
        var boundary = new string('b', MimePartEnumerator.MaxBoundaryOctets + 1);
        var text = SipText.Invite("a").Body($"multipart/mixed;boundary={boundary}", $"--{boundary}\nContent-Type: application/sdp\n\nv=0\n--{boundary}--");
        Assert.False(Read(text, out _));
    }

    private static bool Read(SipText text, out (string Origin, string[] Media, bool IsHeld) seen)
    {
        seen = default;
        SipMessage.TryRead(text.ToBytes(), SipFraming.Stream, SipLimits.Default, out var message, out _, out _);
        if (!message.TryGetSdp(out var sdp)) return false;
        var media = new List<string>();
        foreach (var item in sdp.Media)
        {
            var line = $"{Text(item.Kind)} {item.Port} {Text(item.Protocol)} [{Text(item.Formats)}] {Text(item.Address)} {item.Direction}";
            foreach (var map in item.RtpMaps) line += $" {map.PayloadType}:{Text(map.Encoding)}/{map.ClockRate}";
            media.Add(line);
        }

        seen = (Text(sdp.Origin), [.. media], sdp.IsHeld);
        return true;
    }

    private static string Text(ReadOnlySpan<byte> octets) => Encoding.UTF8.GetString(octets);
}
