using System.Text;
using Gudok.Testing;

namespace Gudok.Sip.Tests;

public class SipMessageTests
{
    [Fact]
    public void A_request_shows_what_assembly_needs()
    {
        var bytes = SipText.Invite("abc@192.0.2.1").With("Contact", "<sip:alice@192.0.2.1>").Body("application/sdp", "v=0\n").ToBytes();

        var status = SipMessage.TryRead(bytes, SipFraming.Datagram, SipLimits.Default, out var message, out var consumed, out _);

        Assert.Equal(SipReadStatus.Complete, status);
        Assert.Equal(bytes.Length, consumed);
        Assert.True(message.IsRequest);
        Assert.Equal(SipMethod.Invite, message.Method);
        Assert.Equal("sip:bob@example.net", Text(message.RequestUri));
        Assert.Equal("abc@192.0.2.1", Text(message.CallId));
        Assert.Equal("sip:alice@example.org", Text(message.From.Uri));
        Assert.Equal("f-abc@192.0.2.1", Text(message.From.Tag));
        Assert.Equal("", Text(message.To.Tag));
        Assert.Equal(1u, message.CSeqNumber);
        Assert.Equal("z9hG4bK-abc@192.0.2.1-1-INVITE", Text(message.TopBranch));
        Assert.Equal("application/sdp", Text(message.ContentType));
        Assert.Equal("v=0\r\n", Text(message.Body));
        Assert.Equal(SipNotes.None, message.Notes);
        Assert.True(message.TryGetHeader(SipHeader.Contact, out var contact));
        Assert.Equal("<sip:alice@192.0.2.1>", Text(contact));
        Assert.False(message.TryGetHeader(SipHeader.Privacy, out _));
    }

    [Fact]
    public void A_response_takes_its_method_from_CSeq()
    {
        var bytes = SipText.Invite("abc").Reply(183, "Session Progress", "t1").ToBytes();

        Assert.Equal(SipReadStatus.Complete, SipMessage.TryRead(bytes, SipFraming.Stream, SipLimits.Default, out var message, out _, out _));

        Assert.False(message.IsRequest);
        Assert.Equal(183, message.StatusCode);
        Assert.Equal("Session Progress", Text(message.ReasonPhrase));
        Assert.Equal(SipMethod.Invite, message.Method);
        Assert.Equal("t1", Text(message.To.Tag));
        Assert.True(message.RequestUri.IsEmpty);
    }

    [Fact]
    public void The_index_has_a_place_for_every_header() =>
        Assert.Equal(HeaderIndex.Length, Enum.GetValues<SipHeader>().Length);

    private static string Text(ReadOnlySpan<byte> octets) => Encoding.UTF8.GetString(octets);
}
