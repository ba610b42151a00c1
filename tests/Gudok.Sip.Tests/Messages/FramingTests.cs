using System.Text;
using Gudok.Testing;

namespace Gudok.Sip.Tests;

public class FramingTests
{
    private static readonly byte[] Invite = SipText.Invite("abc").With("Contact", "<sip:alice@192.0.2.1>")
        .Body("application/sdp", "v=0\nc=IN IP4 192.0.2.1\nm=audio 4000 RTP/AVP 0\n").ToBytes();

    [Fact]
    public void Every_prefix_on_a_stream_needs_more()
    {
        for (var length = 0; length < Invite.Length; length++)
            Assert.Equal(SipReadStatus.NeedMore, Read(Invite.AsSpan(0, length), SipFraming.Stream, out _, out _, out _));
    }

    [Fact]
    public void Every_prefix_in_a_datagram_is_cut_short()
    {
        for (var length = 1; length < Invite.Length; length++)
        {
            var status = Read(Invite.AsSpan(0, length), SipFraming.Datagram, out var message, out _, out var fault);
            if (status == SipReadStatus.Complete) Assert.True(message.IsBodyCut);
            else Assert.Equal(SipFaultKind.HeadCutShort, fault.Kind);
        }
    }

    [Fact]
    public void A_head_cut_behind_what_is_needed_can_be_used_and_its_torn_line_is_left_out()
    {
        var end = Encoding.ASCII.GetString(Invite).IndexOf("Contact", StringComparison.Ordinal);

        Assert.Equal(SipReadStatus.Complete, Read(Invite.AsSpan(0, end + 15), SipFraming.Datagram, out var message, out _, out _));

        Assert.True(message.IsHeadCut);
        Assert.Equal("abc", Text(message.CallId));
        Assert.False(message.TryGetHeader(SipHeader.Contact, out _));
        Assert.True(message.Body.IsEmpty);
    }

    [Fact]
    public void Keep_alives_before_a_message_are_passed_over()
    {
        byte[] bytes = [.. "\r\n\r\n\r\n"u8, .. Invite];
        foreach (var framing in Enum.GetValues<SipFraming>())
        {
            Assert.Equal(SipReadStatus.Complete, Read(bytes, framing, out var message, out var consumed, out _));
            Assert.Equal(bytes.Length, consumed);
            Assert.Equal(Invite, message.Bytes.ToArray());
        }

        Assert.Equal(SipReadStatus.NeedMore, Read("\r\n\r\n"u8, SipFraming.Stream, out _, out var skipped, out _));
        Assert.Equal(4, skipped);
        Assert.Equal(SipReadStatus.Malformed, Read("\r\n\r\n"u8, SipFraming.Datagram, out _, out _, out var fault));
        Assert.Equal(SipFaultKind.Empty, fault.Kind);
    }

    [Fact]
    public void Messages_on_a_stream_are_read_one_after_another()
    {
        var bye = SipText.OfDialog("BYE", "abc", cseq: 2, toTag: "t").ToBytes();
        byte[] stream = [.. Invite, .. "\r\n"u8, .. bye];

        Assert.Equal(SipReadStatus.Complete, Read(stream, SipFraming.Stream, out _, out var first, out _));
        Assert.Equal(Invite.Length, first);
        Assert.Equal(SipReadStatus.Complete, Read(stream.AsSpan(first), SipFraming.Stream, out var message, out var second, out _));
        Assert.Equal(SipMethod.Bye, message.Method);
        Assert.Equal(stream.Length, first + second);
    }

    [Fact]
    public void Without_a_length_a_datagram_ends_the_body_and_on_a_stream_there_is_none()
    {
        var bytes = SipText.Invite("abc").WithoutContentLength().Body("application/sdp", "v=0\n").ToBytes();

        Read(bytes, SipFraming.Datagram, out var message, out _, out _);
        Assert.Equal(5, message.Body.Length);
        Read(bytes, SipFraming.Stream, out message, out var consumed, out _);
        Assert.Equal(0, message.Body.Length);
        Assert.Equal(bytes.Length - 5, consumed);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("bad")]
    [InlineData("")]
    [InlineData("99999999999999999999")]
    [InlineData("0x10")]
    public void A_length_that_is_no_number_is_noted_in_a_datagram_and_fatal_on_a_stream(string length)
    {
        var bytes = SipText.Invite("abc").With("Content-Length", length).Body("application/sdp", "v=0\n").ToBytes();

        Assert.Equal(SipReadStatus.Complete, Read(bytes, SipFraming.Datagram, out var message, out _, out _));
        Assert.Equal(SipNotes.BadContentLength, message.Notes);
        Assert.Equal(5, message.Body.Length);
        Assert.Equal(SipReadStatus.Malformed, Read(bytes, SipFraming.Stream, out _, out var consumed, out var fault));
        Assert.Equal(SipFaultKind.BadContentLength, fault.Kind);
        Assert.Equal(0, consumed);
    }

    [Fact]
    public void A_malformed_message_whose_end_is_known_is_passed_over_whole()
    {
        var bytes = SipText.Invite("abc").Replace("CSeq", "1 BYE").Body("application/sdp", "v=0\n").ToBytes();
        Assert.Equal(SipReadStatus.Malformed, Read([.. bytes, .. Invite], SipFraming.Stream, out _, out var consumed, out _));
        Assert.Equal(bytes.Length, consumed);
    }

    [Fact]
    public void Lines_that_end_with_LF_alone_are_read_and_noted()
    {
        var bytes = Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(Invite).Replace("\r\n", "\n", StringComparison.Ordinal));
        Assert.Equal(SipReadStatus.Complete, Read(bytes, SipFraming.Datagram, out var message, out _, out _));
        Assert.True((message.Notes & SipNotes.BareLineFeed) != 0);
        Assert.Equal("abc", Text(message.CallId));
    }

    private static SipReadStatus Read(ReadOnlySpan<byte> bytes, SipFraming framing, out SipMessage message, out int consumed, out SipFault fault) =>
        SipMessage.TryRead(bytes, framing, SipLimits.Default, out message, out consumed, out fault);

    private static string Text(ReadOnlySpan<byte> octets) => Encoding.UTF8.GetString(octets);
}
