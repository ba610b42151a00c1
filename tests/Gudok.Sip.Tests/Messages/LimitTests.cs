using Gudok.Testing;

namespace Gudok.Sip.Tests;

public class LimitTests
{
    public static TheoryData<SipFaultKind, SipLimits, SipText> Limits => new()
    {
        { SipFaultKind.MessageTooLong, SipLimits.Default with { MaxDatagramOctets = 300, MaxStreamOctets = 300 }, Usual.With("X", new string('x', 300)) },
        { SipFaultKind.LineTooLong, SipLimits.Default with { MaxLineOctets = 100 }, Usual.With("X", new string('x', 100)) },
        { SipFaultKind.LineTooLong, SipLimits.Default with { MaxLineOctets = 100 }, Usual.StartingWith($"INVITE sip:{new string('x', 100)} SIP/2.0") },
        { SipFaultKind.TooManyHeaders, SipLimits.Default with { MaxHeaders = 7 }, Usual.With("X", "1") },
        { SipFaultKind.CallIdTooLong, SipLimits.Default with { MaxCallIdOctets = 20 }, Usual.Replace("Call-ID", new string('x', 21)) },
        { SipFaultKind.TagTooLong, SipLimits.Default with { MaxTagOctets = 20 }, Usual.Replace("To", "<sip:a@b>;tag=" + new string('x', 21)) },
    };

    private static SipText Usual => SipText.Invite("abc");

    [Theory]
    [MemberData(nameof(Limits))]
    public void What_exceeds_a_limit_is_refused_by_its_name(SipFaultKind kind, SipLimits limits, SipText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var framing in Enum.GetValues<SipFraming>())
        {
            Assert.Equal(SipReadStatus.Complete, SipMessage.TryRead(text.ToBytes(), framing, SipLimits.Default, out _, out _, out _));
            Assert.Equal(SipReadStatus.Malformed, SipMessage.TryRead(text.ToBytes(), framing, limits, out _, out _, out var fault));
            Assert.Equal(kind, fault.Kind);
            Assert.True(fault.IsLimit);
        }
    }

    [Fact]
    public void An_endless_first_line_on_a_stream_is_refused_once_it_is_over_the_limit()
    {
        var octets = new byte[SipLimits.Default.MaxLineOctets + 1];
        octets.AsSpan().Fill((byte)'A');
        Assert.Equal(SipReadStatus.NeedMore, SipMessage.TryRead(octets.AsSpan(1), SipFraming.Stream, SipLimits.Default, out _, out _, out _));
        Assert.Equal(SipReadStatus.Malformed, SipMessage.TryRead(octets, SipFraming.Stream, SipLimits.Default, out _, out _, out var fault));
        Assert.Equal(SipFaultKind.LineTooLong, fault.Kind);
    }

    [Fact]
    public void A_stated_length_over_the_limit_of_a_stream_is_refused_at_once()
    {
        var bytes = SipText.Invite("abc").With("Content-Length", "2000000000").ToBytes();
        Assert.Equal(SipReadStatus.Malformed, SipMessage.TryRead(bytes, SipFraming.Stream, SipLimits.Default, out _, out _, out var fault));
        Assert.Equal(SipFaultKind.MessageTooLong, fault.Kind);
    }
}
