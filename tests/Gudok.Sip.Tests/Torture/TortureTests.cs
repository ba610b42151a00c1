using System.Globalization;
using System.Text;
using Gudok.Testing;

namespace Gudok.Sip.Tests;

/// <summary>RFC 4475 and RFC 5118, section by section: verdict, and where the message can be used what it says; with a good call's message
/// before and after it.</summary>
public class TortureTests
{
    private static readonly byte[] Good = SipText.Invite("good").Body("application/sdp", "v=0\n").ToBytes();

    public static TheoryData<TortureCase> Cases => [.. Rfc4475Valid.All(), .. Rfc4475Invalid.All(), .. Rfc4475Further.All(), .. Rfc5118Cases.All()];

    [Fact]
    public void No_section_is_left_out()
    {
        Assert.Equal(49, Rfc4475Valid.All().Concat(Rfc4475Invalid.All()).Concat(Rfc4475Further.All()).Select(item => item.Section).Distinct().Count());
        Assert.Equal(10, Rfc5118Cases.All().Select(item => item.Section).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_torture_message_gets_its_verdict(TortureCase item)
    {
        ArgumentNullException.ThrowIfNull(item);
        AssertGood(Good);
        var status = SipMessage.TryRead(item.Message, SipFraming.Datagram, SipLimits.Default, out var message, out var consumed, out var fault);
        AssertGood(Good);

        Assert.Equal(item.Message.Length, consumed);
        Assert.Equal(item.Fault, fault.Kind);
        if (item.Fault != SipFaultKind.None)
        {
            Assert.Equal(SipReadStatus.Malformed, status);
            Assert.Equal(SipVerdict.Invalid, item.Verdict);
            return;
        }

        Assert.Equal(SipReadStatus.Complete, status);
        var verdict = message.Judge(out var notes);
        Assert.Equal(item.Note, notes);
        Assert.Equal(item.Verdict, verdict);
        Assert.Equal(item.Status, message.StatusCode);
        Assert.Equal(item.Method, Text(message.MethodText));
        Assert.Equal(item.Uri, Text(message.RequestUri));
        Assert.Equal(item.From, Text(message.From.Uri));
        Assert.Equal(item.To, Text(message.To.Uri));
        Assert.Equal(item.CallId, Text(message.CallId));
        Assert.Equal(item.CSeq, string.Create(CultureInfo.InvariantCulture, $"{message.CSeqNumber} {Text(message.CSeqMethodText)}"));
        Assert.Equal(item.BodyLength, message.Body.Length);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_torture_message_whose_end_is_known_does_not_swallow_what_follows_it_on_a_stream(TortureCase item)
    {
        ArgumentNullException.ThrowIfNull(item);
        byte[] stream = [.. Good, .. item.Message, .. Good];
        SipMessage.TryRead(stream, SipFraming.Stream, SipLimits.Default, out _, out var first, out _);
        var status = SipMessage.TryRead(stream.AsSpan(first), SipFraming.Stream, SipLimits.Default, out _, out var second, out _);
        if (item.Section == "3.1.2.2") Assert.Equal(SipReadStatus.NeedMore, status);
        else if (second > 0 && item.Section != "3.1.1.8") AssertGood(stream.AsSpan(first + second));
        else if (item.Section != "3.1.1.8") Assert.Equal(SipReadStatus.Malformed, status);
    }

    [Fact]
    public void Escaped_nulls_and_percents_are_undone_only_where_they_are_escapes()
    {
        Assert.Equal("null-\0-null", Unescaped("sip:null-%00-null@example.net"));
        Assert.Equal("%Z%4", Unescaped("sip:%Z%4@example.net"));
        Assert.Equal("sips:user@example.com", Unescaped("sip:sips%3Auser%40example.com@example.net"));
    }

    [Fact]
    public void The_binary_part_of_a_multipart_survives_unchanged()
    {
        var item = Rfc4475Valid.All().Single(item => item.Section == "3.1.1.11");
        SipMessage.TryRead(item.Message, SipFraming.Datagram, SipLimits.Default, out var message, out _, out _);
        var parts = new MimePartEnumerator(message.ContentType, message.Body);
        Assert.True(parts.MoveNext());
        Assert.Equal("hello", Text(parts.Current.Body));
        Assert.True(parts.MoveNext());
        Assert.Equal([0, 1, 2, 0xff, (byte)'\r', (byte)'\n', 0, 0x80], parts.Current.Body.ToArray());
        Assert.False(parts.MoveNext());
    }

    private static void AssertGood(ReadOnlySpan<byte> bytes)
    {
        Assert.Equal(SipReadStatus.Complete, SipMessage.TryRead(bytes, SipFraming.Stream, SipLimits.Default, out var message, out _, out _));
        Assert.Equal(SipVerdict.Valid, message.Judge(out _));
        Assert.Equal("good", Text(message.CallId));
    }

    private static string Unescaped(string text)
    {
        Assert.True(SipUri.TryParse(Encoding.UTF8.GetBytes(text), out var uri));
        Span<byte> target = stackalloc byte[uri.User.Length];
        return Text(target[..uri.UnescapeUser(target)]);
    }

    private static string Text(ReadOnlySpan<byte> octets) => Encoding.UTF8.GetString(octets);
}
