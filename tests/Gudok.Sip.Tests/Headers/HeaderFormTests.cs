using System.Text;
using Gudok.Testing;

namespace Gudok.Sip.Tests;

public class HeaderFormTests
{
    [Fact]
    public void Compact_names_mean_the_same_headers()
    {
        var bytes = SipText.Raw("""
            INVITE sip:bob@example.net SIP/2.0
            v: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
            f: <sip:alice@example.org>;tag=1
            t: <sip:bob@example.net>
            i: abc
            CSeq: 1 INVITE
            m: <sip:alice@192.0.2.1>
            c: application/sdp
            l: 5
            r: <sip:c@example.org>
            b: <sip:d@example.org>
            x: 1800
            k: timer
            e: gzip
            s: hello
            u: dialog
            j: *
            d: queue
            y: "x"
            a: *
            o: presence

            v=0

            """);

        Assert.Equal(SipReadStatus.Complete, SipMessage.TryRead(bytes, SipFraming.Stream, SipLimits.Default, out var message, out _, out _));

        SipHeader[] expected =
        [
            SipHeader.Via, SipHeader.From, SipHeader.To, SipHeader.CallId, SipHeader.CSeq, SipHeader.Contact, SipHeader.ContentType, SipHeader.ContentLength,
            SipHeader.ReferTo, SipHeader.ReferredBy, SipHeader.SessionExpires, SipHeader.Supported, SipHeader.ContentEncoding, SipHeader.Subject,
            SipHeader.AllowEvents, SipHeader.RejectContact, SipHeader.RequestDisposition, SipHeader.Identity, SipHeader.AcceptContact, SipHeader.Event,
        ];
        var found = new List<SipHeader>();
        foreach (var line in message.Headers) found.Add(line.Header);
        Assert.Equal(expected, found);
        Assert.Equal("v=0\r\n", Text(message.Body));
    }

    [Theory]
    [InlineData("P-Asserted-Identity", SipHeader.PAssertedIdentity)]
    [InlineData("p-preferred-identity", SipHeader.PPreferredIdentity)]
    [InlineData("REMOTE-PARTY-ID", SipHeader.RemotePartyId)]
    [InlineData("Session-ID", SipHeader.SessionId)]
    [InlineData("x-call-id", SipHeader.XCallId)]
    [InlineData("X-CID", SipHeader.XCid)]
    [InlineData("WWW-Authenticate", SipHeader.WwwAuthenticate)]
    [InlineData("Refer-To", SipHeader.ReferTo)]
    [InlineData("referred-by", SipHeader.ReferredBy)]
    [InlineData("rseq", SipHeader.RSeq)]
    [InlineData("RAck", SipHeader.RAck)]
    [InlineData("History-Info", SipHeader.HistoryInfo)]
    [InlineData("Unknown-Header", SipHeader.Other)]
    [InlineData("Viax", SipHeader.Other)]
    [InlineData("q", SipHeader.Other)]
    public void Names_are_found_in_any_case(string name, SipHeader header) =>
        Assert.Equal(header, SipHeaderNames.Find(Encoding.ASCII.GetBytes(name)));

    [Fact]
    public void Every_known_header_is_found_by_its_name()
    {
        foreach (var header in Enum.GetValues<SipHeader>().Where(header => header != SipHeader.Other))
        {
            var bytes = SipText.Raw(string.Join("\n", Candidates(header.ToString()).Select(name => name + ": x")) + "\n\n");
            var reader = new SipHeaderEnumerator(bytes, 0);
            var hits = 0;
            while (reader.MoveNext()) hits += reader.Current.Header == header ? 1 : 0;
            Assert.True(hits > 0, $"{header}");
        }
    }

    [Fact]
    public void Folded_values_and_blanks_around_the_colon_are_read()
    {
        var bytes = SipText.Invite("abc").Without("Call-ID").With("Call-ID \t", "\r\n abc@").Replace("CSeq", "7\r\n\tINVITE")
            .Replace("From", "\"A\r\n B\" <sip:alice@example.org>\r\n ;tag=x").ToBytes();
        Assert.Equal(SipReadStatus.Complete, SipMessage.TryRead(bytes, SipFraming.Datagram, SipLimits.Default, out var message, out _, out _));
        Assert.Equal("abc@", Text(message.CallId));
        Assert.Equal(7u, message.CSeqNumber);
        Assert.Equal("x", Text(message.From.Tag));
        Assert.Equal("\"A\r\n B\"", Text(message.From.DisplayName));
        Assert.Equal(SipVerdict.Valid, message.Judge(out _));
    }

    [Theory]
    [InlineData("\"Smith, John; <x>\" <sip:a@b>;tag=1", "\"Smith, John; <x>\"", "sip:a@b", "1")]
    [InlineData("\"q\\\"<\" <sip:a@b;x=1>;tag=2;y", "\"q\\\"<\"", "sip:a@b;x=1", "2")]
    [InlineData("sip:a@b;TAG=3", "", "sip:a@b", "3")]
    [InlineData("<tel:+7-495>", "", "tel:+7-495", "")]
    [InlineData("Анна <sip:a@b>;x=\";tag=no\";tag=4", "Анна", "sip:a@b", "4")]
    [InlineData("a;b <sip:a@b>;tag=5", "a;b", "sip:a@b", "5")]
    [InlineData("<sip:a@b> ; tag = 6 ; q", "", "sip:a@b", "6")]
    public void Addresses_are_parted(string value, string name, string uri, string tag)
    {
        Assert.True(SipAddress.TryParse(Encoding.UTF8.GetBytes(value), out var address));
        Assert.Equal((name, uri, tag), (Text(address.DisplayName), Text(address.Uri), Text(address.Tag)));
    }

    [Fact]
    public void Via_values_are_walked_over_lines_and_commas()
    {
        var bytes = SipText.Invite("abc").Replace("Via", "SIP/2.0/UDP a:5060;branch=1;x=\",\", SIP / 2.0 / TCP [2001:db8::1]:5061 ;branch=2")
            .With("v", "SIP/2.0/TLS c;received=192.0.2.9;branch=3").ToBytes();
        SipMessage.TryRead(bytes, SipFraming.Datagram, SipLimits.Default, out var message, out _, out _);

        var found = new List<string>();
        foreach (var via in message.Vias) found.Add($"{Text(via.Transport)} {Text(via.SentBy)} {Text(via.Branch)}");

        Assert.Equal(["UDP a:5060 1", "TCP [2001:db8::1]:5061 2", "TLS c 3"], found);
        Assert.Equal("1", Text(message.TopBranch));
    }

    [Fact]
    public void What_the_writer_prints_the_reader_reads()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var callId = Word(random) + "@" + Word(random);
            var body = Word(random);
            var text = SipText.Invite(callId, $"sip:{Word(random)}@{Word(random)}", $"sips:{Word(random)}@[2001:db8::{random.Next(1, 9)}]", (uint)random.Next())
                .With("X-Call-ID", Word(random)).Body("text/plain", Encoding.UTF8.GetBytes(body));
            Assert.Equal(SipReadStatus.Complete, SipMessage.TryRead(text.ToBytes(), SipFraming.Stream, SipLimits.Default, out var message, out _, out _));
            Assert.Equal(callId, Text(message.CallId));
            Assert.Equal(body, Text(message.Body));
            Assert.Equal(text.ToBytes(), message.Bytes.ToArray());
            Assert.Contains($"<{Text(message.From.Uri)}>;tag={Text(message.From.Tag)}", text.ToString(), StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Candidates(string member)
    {
        // Hyphens may stand before any capital letter; the right name is among all ways to set them.
        var capitals = Enumerable.Range(1, member.Length - 1).Where(at => char.IsUpper(member[at])).ToArray();
        for (var mask = 0; mask < 1 << capitals.Length; mask++)
        {
            var name = new StringBuilder(member);
            for (var bit = capitals.Length - 1; bit >= 0; bit--)
            {
                if ((mask & (1 << bit)) != 0) name.Insert(capitals[bit], '-');
            }

            yield return name.ToString();
        }
    }

    private static string Word(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => "abcXYZ0189-._~"[random.Next(14)]));

    private static string Text(ReadOnlySpan<byte> octets) => Encoding.UTF8.GetString(octets);
}
