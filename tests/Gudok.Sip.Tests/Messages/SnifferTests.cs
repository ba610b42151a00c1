using System.Text;
using Gudok.Testing;

namespace Gudok.Sip.Tests;

public class SnifferTests
{
    [Fact]
    public void Sip_looks_like_sip()
    {
        Assert.True(SipMessage.LooksLikeSip(SipText.Invite("abc").ToBytes()));
        Assert.True(SipMessage.LooksLikeSip(SipText.Invite("abc").Reply(200, "OK").ToBytes()));
        Assert.True(SipMessage.LooksLikeSip(Encoding.ASCII.GetBytes("\r\n\r\n" + SipText.Invite("abc"))));
        Assert.True(SipMessage.LooksLikeSip("SIP/2.0 100 \r\nv: x"u8));
        Assert.True(SipMessage.LooksLikeSip("INVITE SIP/2.0\r\n\r\n"u8));
        Assert.True(SipMessage.LooksLikeSip("OPTIONS sip:a@b SIP/2.0  \nVia"u8));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET /SIP/2.0 HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("SIP/2.0 200 ok\r\nHTTP/1.1 200 ok\r\nA: b\r\n\r\n")]
    [InlineData("HTTP/1.1 200 SIP/2.0\r\nContent-Type: a\r\n\r\n")]
    [InlineData("REGISTER sip:a@b RTSP/1.0\r\nA: b\r\n\r\n")]
    [InlineData("INVITE sip:a@b SIP/2.0")]
    public void What_is_not_sip_does_not(string text) => Assert.False(SipMessage.LooksLikeSip(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Rtp_stun_and_dns_do_not()
    {
        Assert.False(SipMessage.LooksLikeSip([0x80, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]));
        Assert.False(SipMessage.LooksLikeSip([0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42, 0, 0, 0, 0, 0, 0, 0, 0]));
    }
}
