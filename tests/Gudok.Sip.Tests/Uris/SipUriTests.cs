using System.Text;

namespace Gudok.Sip.Tests;

public class SipUriTests
{
    [Theory]
    [InlineData("sip:alice@example.org", SipScheme.Sip, "alice", "", "example.org", 0)]
    [InlineData("SIPS:alice:secret@example.org:5061;transport=tcp?Subject=x", SipScheme.Sips, "alice", "secret", "example.org", 5061)]
    [InlineData("sip:example.org;lr", SipScheme.Sip, "", "", "example.org", 0)]
    [InlineData("sip:+74951234567;ext=5@[2001:db8::1]:5070;user=phone", SipScheme.Sip, "+74951234567;ext=5", "", "2001:db8::1", 5070)]
    [InlineData("sip:user?x;y/z@example.org", SipScheme.Sip, "user?x;y/z", "", "example.org", 0)]
    [InlineData("sip:alice@home@proxy;lr", SipScheme.Sip, "alice@home", "", "proxy", 0)]
    [InlineData("tel:+7-495-123-45-67;phone-context=x", SipScheme.Tel, "+7-495-123-45-67", "", "", 0)]
    [InlineData("urn:service:sos", SipScheme.Urn, "", "", "", 0)]
    [InlineData("isbn:2983792873", SipScheme.Other, "", "", "", 0)]
    public void Uris_are_parted(string text, SipScheme scheme, string user, string password, string host, int port)
    {
        Assert.True(SipUri.TryParse(Encoding.ASCII.GetBytes(text), out var uri));
        Assert.Equal((scheme, user, password, host, port), (uri.Scheme, Text(uri.User), Text(uri.Password), Text(uri.Host), uri.Port));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sip:")]
    [InlineData("sip:user@")]
    [InlineData("alice@example.org")]
    [InlineData("sip:2001:db8::10")]
    [InlineData("sip:user@[2001:db8::1")]
    [InlineData("sip:user@host:port")]
    [InlineData("sip:user@host:65536")]
    [InlineData("<sip:user@host>")]
    [InlineData("tel:")]
    public void What_is_no_uri_is_refused(string text) => Assert.False(SipUri.TryParse(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void Parameters_and_headers_are_found()
    {
        Assert.True(SipUri.TryParse("sip:a@b;transport=TCP;lr;x=\"y;z\"?Subject=s&To=t"u8, out var uri));
        Assert.True(uri.Parameters.TryFind("transport"u8, out var transport));
        Assert.Equal("TCP", Text(transport));
        Assert.True(uri.Parameters.TryFind("lr"u8, out var flag));
        Assert.True(flag.IsEmpty);
        Assert.False(uri.Parameters.TryFind("z"u8, out _));
        Assert.Equal("Subject=s&To=t", Text(uri.Headers));
    }

    private static string Text(ReadOnlySpan<byte> octets) => Encoding.UTF8.GetString(octets);
}
