using System.Text;
using Gudok.Testing;

namespace Gudok.Sip.Tests;

public class FaultTests
{
    public static TheoryData<SipFaultKind, string> Broken => new()
    {
        { SipFaultKind.NotSip, "hello world\r\n\r\n" },
        { SipFaultKind.NotSip, " INVITE sip:a@b SIP/2.0\r\n\r\n" },
        { SipFaultKind.NotSip, "GET / HTTP/1.1\r\n\r\n" },
        { SipFaultKind.BadVersion, "SIP/3.0 200 OK\r\n\r\n" },
        { SipFaultKind.BadMethod, "INV(ITE sip:a@b SIP/2.0\r\n\r\n" },
        { SipFaultKind.MissingRequestUri, "INVITE SIP/2.0\r\n\r\n" },
        { SipFaultKind.MissingRequestUri, "INVITE  SIP/2.0\r\n\r\n" },
        { SipFaultKind.BadStatusCode, "SIP/2.0 700 Odd\r\n\r\n" },
        { SipFaultKind.BadStatusCode, "SIP/2.0 99 Odd\r\n\r\n" },
        { SipFaultKind.BadStatusCode, "SIP/2.0 2x0 Odd\r\n\r\n" },
        { SipFaultKind.FoldWithoutHeader, "INVITE sip:a@b SIP/2.0\r\n folded\r\n\r\n" },
        { SipFaultKind.MissingCallId, Usual.Without("Call-ID").ToString() },
        { SipFaultKind.MissingCallId, Usual.Replace("Call-ID", "").ToString() },
        { SipFaultKind.MissingFrom, Usual.Without("From").ToString() },
        { SipFaultKind.MissingTo, Usual.Without("To").ToString() },
        { SipFaultKind.MissingCSeq, Usual.Without("CSeq").ToString() },
        { SipFaultKind.BadFrom, Usual.Replace("From", "\"open <sip:a@b>").ToString() },
        { SipFaultKind.BadFrom, Usual.Replace("From", "<sip:a@b;tag=1").ToString() },
        { SipFaultKind.BadTo, Usual.Replace("To", "nobody").ToString() },
        { SipFaultKind.BadCSeq, Usual.Replace("CSeq", "one INVITE").ToString() },
        { SipFaultKind.BadCSeq, Usual.Replace("CSeq", "1").ToString() },
        { SipFaultKind.BadCSeq, Usual.Replace("CSeq", "4294967296 INVITE").ToString() },
        { SipFaultKind.MethodMismatch, Usual.Replace("CSeq", "1 BYE").ToString() },
        { SipFaultKind.ContradictingCallId, Usual.With("i", "other").ToString() },
        { SipFaultKind.ContradictingFrom, Usual.With("f", "<sip:other@b>").ToString() },
        { SipFaultKind.ContradictingTo, Usual.With("t", "<sip:other@b>").ToString() },
        { SipFaultKind.ContradictingCSeq, Usual.With("CSeq", "2 INVITE").ToString() },
        { SipFaultKind.ContradictingContentLength, Usual.With("Content-Length", "0").With("l", "1").ToString() },
    };

    private static SipText Usual => SipText.Invite("abc");

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_cannot_be_used_is_refused_by_its_name(SipFaultKind kind, string text)
    {
        foreach (var framing in Enum.GetValues<SipFraming>())
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            Assert.Equal(SipReadStatus.Malformed, SipMessage.TryRead(bytes, framing, SipLimits.Default, out _, out _, out var fault));
            Assert.Equal(kind, fault.Kind);
            Assert.False(fault.IsLimit);
        }
    }

    [Fact]
    public void The_offset_of_a_fault_counts_from_the_first_octet_given()
    {
        var bytes = Encoding.UTF8.GetBytes("\r\n" + Usual.Replace("CSeq", "x"));
        SipMessage.TryRead(bytes, SipFraming.Datagram, SipLimits.Default, out _, out _, out var fault);
        Assert.Equal(Encoding.UTF8.GetString(bytes).IndexOf("CSeq", StringComparison.Ordinal), fault.Offset);
    }

    [Fact]
    public void The_same_value_twice_is_noted_and_used()
    {
        var bytes = Usual.With("i", "abc").ToBytes();
        Assert.Equal(SipReadStatus.Complete, SipMessage.TryRead(bytes, SipFraming.Datagram, SipLimits.Default, out var message, out _, out _));
        Assert.Equal(SipNotes.RepeatedHeader, message.Notes);
    }

    [Fact]
    public void Oddities_an_observer_can_live_with_are_notes()
    {
        var bytes = Usual.Without("Via").Replace("CSeq", "2147483648 INVITE").With("no colon here\r\nX", "y").ToBytes();
        Assert.Equal(SipReadStatus.Complete, SipMessage.TryRead(bytes, SipFraming.Datagram, SipLimits.Default, out var message, out _, out _));
        Assert.Equal(SipNotes.MissingVia | SipNotes.LargeCSeq | SipNotes.BadHeaderLine, message.Notes);
        Assert.True(message.TopBranch.IsEmpty);
    }
}
