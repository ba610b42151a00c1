using System.Diagnostics;
using System.Text;
using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Calls.Tests;

public class MessageMaskTests
{
    private static readonly MessageMask Mask = new(new PartyReader(new PartyOptions()));

    /// <summary>Every spelling ends with the same seven digits, so that one search finds any that was left.</summary>
    public static TheoryData<string> Spellings =>
    [
        "+74951234567", "84951234567", "8 495 123-45-67", "8 (495) 123 45 67", "8.495.123.45.67", "+7%20495%201234567", "%2B74951234567",
        "%2B7%28495%29123-45-67", "+7\u00A0495\u2011123\u201145\u201167", "8\04\09\05\01\02\03\04\05\06\07", "%38%34%39%35%31%32%33%34%35%36%37",
        "٨٤٩٥١٢٣٤٥٦٧", "495/123/45/67", "100%4951234567",
    ];

    public static TheoryData<string> Places =>
    [
        "Subject: call {0} now", "X-Caller: {0}", "X-Caller: name {0} end", "X-Caller: <{0}>", "P-Asserted-Identity: \"{0}\" <sip:{0}@example.org>",
        "P-Asserted-Identity: {0} <tel:{0}>", "Remote-Party-ID: <sip:{0}@example.org>;party=calling", "P-Preferred-Identity: sip:{0}@example.org",
        "Diversion: \"{0}\" <sip:{0}@example.org>;reason=unconditional", "History-Info: <sip:{0}@example.org?Reason=x>;index=1, <sip:{0}@b>;index=1.1",
        "Refer-To: <sip:{0}@example.org?Replaces=1%40b>", "Referred-By: sip:{0}@example.org", "Contact: <sip:{0}@192.0.2.1:5060>;expires=60",
        "m: \"{0}\"<sips:{0}@192.0.2.1>", "Authorization: Digest username=\"{0}\", realm=\"r\", uri=\"sip:{0}@r\", response=\"{0}\"",
        "Proxy-Authorization: Digest username={0}", "WWW-Authenticate: Digest nonce=\"{0}\", realm=\"{0}\"", "Warning: 399 host \"{0}\"",
        "Reason: SIP;cause=200;text=\"{0}\"", "User-to-User: {0};encoding=hex", "Call-Info: <http://example.org/{0}>", "Identity: {0}",
        "Geolocation: <geo:{0}>", "P-Access-Network-Info: x;cell={0}", "Unknown line without colon {0}", "Reply-To: \"{0}", "Server: pbx {0}",
        "Call-ID: x{0}x@host", "Session-ID: {0}", "X-Call-ID: {0}", "Via: SIP/2.0/UDP h;branch=z9hG4bK{0}", "From: <sip:a@b>;tag={0}",
        "X: sip%3A{0}%40host", "Replaces: {0};from-tag={0}", "{0}: value",
    ];

    [Theory]
    [InlineData("84951234567-0017@host")]
    [InlineData("tag4951234567")]
    [InlineData("%2B74951234567@192.0.2.1")]
    public void An_identifier_made_of_a_party_s_number_does_not_show_it(string identifier)
    {
        Assert.DoesNotContain("1234567", Mask.MaskIdentifier(identifier, ["74951234567"]), StringComparison.Ordinal);
        Assert.DoesNotContain("1234567", Mask.MaskIdentifier(identifier, null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3c26701a7f4b-9876543210@192.0.2.1")]
    [InlineData("1795251600123")]
    public void A_random_identifier_stays_as_it_is(string identifier) => Assert.Equal(identifier, Mask.MaskIdentifier(identifier, ["74951234567"]));

    [Theory]
    [MemberData(nameof(Spellings))]
    public void A_number_shows_in_no_header(string spelling)
    {
        foreach (var place in Places)
        {
            var message = SipText.Invite("abc", "sip:84951234567@example.org").ToString()
                .Replace("\r\n\r\n", "\r\n" + string.Format(null, place.Data, spelling) + "\r\n\r\n", StringComparison.Ordinal);
            AssertMasked(Mask.Mask(Encoding.UTF8.GetBytes(message)), $"{place.Data} {spelling}");
        }
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public void A_number_shows_in_no_start_line_and_no_body(string spelling)
    {
        SipText[] messages =
        [
            SipText.Invite("a").StartingWith($"INVITE sip:{spelling}@example.org SIP/2.0"),
            SipText.Invite("a").StartingWith($"INVITE tel:{spelling} SIP/2.0"),
            SipText.Invite("a").StartingWith($"SIP/2.0 200 {spelling}"),
            SipText.Invite("a").StartingWith($"{spelling}"),
            SipText.Invite("a").Body("application/sdp", $"v=0\no={spelling} 1 1 IN IP4 192.0.2.1\ns={spelling}\ni={spelling}\ne={spelling}\np={spelling}\na=x:{spelling}\nx={spelling}\n"),
            SipText.Invite("a").Body("application/sdp", $"v=0\na=ssrc:1 cname:{spelling}\nk=clear:{spelling}\na=crypto:1 x inline:{spelling}\nm=audio 1 RTP/AVP 0\ni={spelling}\n"),
            SipText.Invite("a").Body("text/plain", $"call {spelling} please"),
            SipText.Invite("a").Body("application/dialog-info+xml", $"<identity display=\"{spelling}\">sip:{spelling}@b</identity><a:display-name>{spelling}</a:display-name>"),
            SipText.Invite("a").Body("message/sipfrag", $"INVITE sip:{spelling}@b SIP/2.0\nFrom: \"{spelling}\" <sip:{spelling}@b>\n\ntext {spelling}"),
            SipText.Invite("a").Body("application/x-unknown", spelling),
            SipText.Invite("a").Body("application/dtmf-relay", $"Signal= {spelling}\nDuration=160\n"),
            SipText.Invite("a").Body("multipart/mixed;boundary=b", $"--b\nContent-Type: application/sdp\n\nv=0\ns={spelling}\n--b\n\n{spelling}\n--b\nContent-Type: application/isup\n\n{spelling}\n--b--"),
            SipText.Invite("a").Body("multipart/mixed", $"--b\n{spelling}"),
        ];
        foreach (var message in messages)
        {
            AssertMasked(Mask.Mask(message.ToBytes()), $"{message}");
            AssertMasked(Mask.Summary(message.ToBytes()), $"{message}");
        }
    }

    [Fact]
    public void A_caller_s_number_shows_nowhere_wherever_it_is_put_in()
    {
        var text = SipText.Invite("abc@192.0.2.1", "sip:84951234567@192.0.2.1").With("Contact", "\"A\" <sip:a@192.0.2.1:5060>;q=0.5")
            .With("Authorization", "Digest realm=\"r\", nc=00000001").With("P-Asserted-Identity", "<tel:+74951234567>").With("Date", "Mon, 01 Jan 2024 10:00:00 GMT")
            .Body("application/sdp", "v=0\no=a 1 1 IN IP4 192.0.2.1\nc=IN IP4 192.0.2.1\nt=0 0\nm=audio 4000 RTP/AVP 8\na=rtpmap:8 PCMA/8000\n").ToString();
        for (var at = 0; at <= text.Length; at++)
        {
            foreach (var spelling in new[] { "84951234567", "+7-495-123-45-67", "%2B74951234567" })
                AssertMasked(Mask.Mask(Encoding.UTF8.GetBytes(text.Insert(at, spelling))), $"offset {at} of {text.Insert(at, spelling)}");
        }
    }

    [Fact]
    public void The_search_of_these_tests_finds_a_number_that_was_left() =>
        Assert.Throws<Xunit.Sdk.TrueException>(() => AssertMasked("X: 8 (495) 123-45-67", "planted"));

    [Fact]
    public void Numbers_keep_country_area_and_the_last_digits_and_names_a_letter()
    {
        var message = SipText.Invite("abc@192.0.2.1", "sip:84951234567@192.0.2.1", "sip:1001@pbx.example.org")
            .Replace("From", "\"Иван Петров\" <sip:84951234567@192.0.2.1>;tag=as58f4201d").With("Contact", "<sip:ivan.petrov@192.0.2.1:5060>")
            .With("Privacy", "none").Body("application/sdp", "v=0\no=root 182112345 182112345 IN IP4 192.0.2.10\ns=-\nc=IN IP4 192.0.2.10\nt=3034423619 0\nm=audio 18232 RTP/AVP 8 0 101 97 98 99\na=rtpmap:101 telephone-event/8000\n");

        var expected = """
            INVITE sip:1***@pbx.example.org SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-abc@192.0.2.1-1-INVITE
            Max-Forwards: 70
            From: "И***" <sip:+7 (495) ***-**-67@192.0.2.1>;tag=as58f4201d
            To: <sip:1***@pbx.example.org>
            Call-ID: abc@192.0.2.1
            CSeq: 1 INVITE
            Contact: <sip:i***@192.0.2.1:5060>
            Privacy: none
            Content-Type: application/sdp
            Content-Length: 168

            v=0
            o=r*** 182112345 182112345 IN IP4 192.0.2.10
            s=-
            c=IN IP4 192.0.2.10
            t=3034423619 0
            m=audio 18232 RTP/AVP 8 0 101 97 98 99
            a=rtpmap:101 telephone-event/8000

            """;
        Assert.Equal(expected.ReplaceLineEndings("\n"), Mask.Mask(message.ToBytes()));
    }

    [Fact]
    public void Made_up_numbers_of_programs_stay_unless_they_hold_a_party()
    {
        var message = SipText.Invite("1699999999.123456@192.0.2.1", "sip:+79161234567@b").With("Session-ID", "ab30317f1a784dc48ff824d0d3715d86;remote=00000000000000000000000000000000");
        Assert.Contains("Call-ID: 1699999999.123456@192.0.2.1", Mask.Mask(message.ToBytes()), StringComparison.Ordinal);
        Assert.DoesNotContain("1234567", Mask.Mask(message.Replace("Call-ID", "x-9161234567-1@b").ToBytes()), StringComparison.Ordinal);
        Assert.DoesNotContain("7654321", Mask.Mask(message.Replace("Call-ID", "x-4957654321-1@b").ToBytes(), ["74957654321"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Credentials_keep_their_scheme_and_realm_only()
    {
        var message = SipText.Invite("a").With("Authorization", "Digest username=\"ivan\", realm=\"pbx\", nonce=\"n0nce\", uri=\"sip:pbx\", response=\"deadbeef\", algorithm=MD5");
        Assert.Contains("Authorization: Digest username=\"***\", realm=\"pbx\", nonce=\"***\", uri=\"***\", response=\"***\", algorithm=MD5\n",
            Mask.Mask(message.ToBytes()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("From: Ivanov, Ivan <sip:a@b>")]
    [InlineData("From: \"Ivanov <sip:a@b>")]
    [InlineData("From: Ivanov sip:a@b")]
    [InlineData("Contact: <sip:ivanov ivan@b>")]
    [InlineData("Contact: sip:ivanov,ivanov@b")]
    [InlineData("Contact: <sip:ivanov:ivanov@b>")]
    [InlineData("Contact: <sip:ivanov@home@b>")]
    [InlineData("P-Asserted-Identity: \"Ivan \\\"Ivanov\\\"\" <sip:a@b>, Ivanov <sip:c@d>")]
    [InlineData("X-Y: \"Ivanov\" <sip:a@b>")]
    [InlineData("X-Y: sips%3Aivanov%40b")]
    [InlineData("Subject: Ivanov")]
    public void A_name_shows_nowhere(string line)
    {
        var masked = Mask.Mask(Encoding.UTF8.GetBytes($"OPTIONS sip:b SIP/2.0\r\n{line}\r\n\r\n"));
        Assert.DoesNotContain("vanov", masked, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Control_and_direction_characters_are_written_as_escapes()
    {
        var masked = Mask.Mask(Encoding.UTF8.GetBytes("OPTIONS sip:b SIP/2.0\r\nX: a\u001b[31m\0\u202eb\u0085\r\n\r\n"));
        Assert.Equal("OPTIONS sip:b SIP/2.0\nX: a\\u001b[31m\\u0000\\u202eb\\u0085\n\n", masked);
    }

    [Fact]
    public void Summaries_are_the_method_or_the_status()
    {
        Assert.Equal("INVITE", Mask.Summary(SipText.Invite("a").ToBytes()));
        Assert.Equal("183 Session Progress", Mask.Summary(SipText.Invite("a").Reply(183, "Session Progress").ToBytes()));
        Assert.Equal("200", Mask.Summary(SipText.Invite("a").Reply(200, "").ToBytes()));
        Assert.Equal("", Mask.Summary("nonsense"u8));
    }

    [Fact]
    public void No_octets_break_the_mask()
    {
        var random = new Random(11);
        var seed = SipText.Invite("abc", "sip:84951234567@b").With("Authorization", "Digest a=b").Body("application/sdp", "v=0\no=a 1 1 IN IP4 0.0.0.0\n").ToBytes();
        for (var round = 0; round < 2000; round++)
        {
            var bytes = seed.ToArray();
            for (var count = random.Next(1, 10); count > 0; count--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Assert.NotNull(Mask.Mask(bytes));
            Assert.NotNull(Mask.Summary(bytes));
        }
    }

    [Fact]
    public void Hostile_repetition_takes_no_time_to_speak_of()
    {
        var clock = Stopwatch.StartNew();
        foreach (var unit in new[] { "1.1.1.1 ", "sip:", "sip:1234567@", "<sip:", "tel:1 ", "%31", "\"<", "; ", "12345678,", "%3A" })
        {
            var text = SipText.Invite("a").With("X", string.Concat(Enumerable.Repeat(unit, 60_000 / unit.Length)));
            Assert.NotEmpty(Mask.Mask(text.ToBytes()));
        }

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"{clock.Elapsed}");
    }

    private static void AssertMasked(string text, string what)
    {
        var digits = new StringBuilder();
        foreach (var character in text.Replace("%20", "", StringComparison.Ordinal).Replace("%28", "", StringComparison.Ordinal)
            .Replace("%29", "", StringComparison.Ordinal).Replace("\\u0000", "", StringComparison.Ordinal).Replace("%3", "", StringComparison.Ordinal))
        {
            if (char.IsDigit(character)) digits.Append((int)char.GetNumericValue(character));
            else if (!" -()./\u00A0\u2011".Contains(character, StringComparison.Ordinal)) digits.Append('x');
        }

        Assert.True(!digits.ToString().Contains("1234567", StringComparison.Ordinal), $"left in {what}: {text}");
    }
}
