using System.Text;
using static Gudok.Sip.Tests.TortureCase;

namespace Gudok.Sip.Tests;

/// <summary>RFC 4475 §3.1.1: valid messages that stretch the grammar.</summary>
internal static class Rfc4475Valid
{
    private const string Sdp = "v=0\nm=audio 4000 RTP/AVP 0\n";

    private static readonly string LongName = string.Concat(Enumerable.Repeat("very-", 60));

    private static readonly byte[] BinaryParts =
    [
        .. Encoding.ASCII.GetBytes("--edge\r\nContent-Type: text/plain\r\n\r\nhello\r\n--edge\r\nContent-Type: application/octet-stream\r\n\r\n"),
        0, 1, 2, 0xff, (byte)'\r', (byte)'\n', 0, 0x80,
        .. Encoding.ASCII.GetBytes("\r\n--edge--\r\n"),
    ];

    public static IEnumerable<TortureCase> All()
    {
        yield return new("3.1.1.1", "A short tortuous INVITE", Head("""
            INVITE sip:bob;x-y=%5A@example.net;lr SIP/2.0
            TO :
             sip:bob@example.net ;   tag    = 19kk
            from   : "Al \"the\\ice\"; <quoted>, "       <sip:alice@example.org>
              ;
              tag = f1
            MaX-fOrWaRdS: 0068
            Call-ID: 3.1.1.1
            cseq: 0009
              INVITE
            Via  : SIP  /   2.0
             /UDP
                192.0.2.2;branch=one
            s :
            NewFangled:   strange
             continuation
            Content-Type: application/sdp
            Route:
             <sip:services.example.com;lr;unknownwith=value;unknown-no-value>
            v:  SIP  / 2.0  / TCP     198.51.100.1   ;
              branch  =   z9hG4bK9ikj8  ,
             SIP  /    2.0   / UDP  192.0.2.255   ; branch=
             z9hG4bK30239
            m:"Quoted string \"\"" <sip:jd@example.org> ; newparam =
                  newvalue ;
              secondparam ; q = 0.33

            """, Sdp), SipVerdict.Valid)
        {
            Method = "INVITE",
            Uri = "sip:bob;x-y=%5A@example.net;lr",
            CallId = "3.1.1.1",
            CSeq = "9 INVITE",
            BodyLength = 29,
        };
        yield return new("3.1.1.2", "Wide range of valid characters", Head("""
            !interesting-Method0123456789_*+`.%indeed'~ sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@example.com SIP/2.0
            Via: SIP/2.0/TCP host1.example.com;branch=z9hG4bK-.!%66*_+`'~
            To: "BEL:\07 NUL:\00 DEL:\7F" <sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*@example.com>
            From: token1~` token2'+_ token3*%!.- <sip:mundane@example.com>;fromParam''~+*_!.-%="мир";tag=_token~1'+`*%!-.
            Call-ID: intmeth.word%ZK-!.*_+'@word`~)(><:\/"][?}{
            CSeq: 139122385 !interesting-Method0123456789_*+`.%indeed'~
            Max-Forwards: 255
            extensionHeader-!.%*+_`'~: я 大停電
            """), SipVerdict.Valid)
        {
            Method = "!interesting-Method0123456789_*+`.%indeed'~",
            Uri = "sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@example.com",
            From = "sip:mundane@example.com",
            To = "sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*@example.com",
            CallId = "intmeth.word%ZK-!.*_+'@word`~)(><:\\/\"][?}{",
            CSeq = "139122385 !interesting-Method0123456789_*+`.%indeed'~",
        };
        yield return new("3.1.1.3", "Escapes within URIs", Usual("3.1.1.3", "INVITE")
            .StartingWith("INVITE sip:sips%3Auser%40example.com@example.net SIP/2.0")
            .Replace("To", "sip:%75se%72@example.com").Replace("From", "<sip:I%20have%20spaces@example.net>;tag=938").ToBytes(), SipVerdict.Valid)
        {
            Method = "INVITE",
            Uri = "sip:sips%3Auser%40example.com@example.net",
            To = "sip:%75se%72@example.com",
            From = "sip:I%20have%20spaces@example.net",
            CallId = "3.1.1.3",
            CSeq = "1 INVITE",
        };
        yield return new("3.1.1.4", "Escaped nulls in URIs", Usual("3.1.1.4", "REGISTER")
            .StartingWith("REGISTER sip:example.net SIP/2.0").Replace("To", "sip:null-%00-null@example.net")
            .Replace("From", "sip:null-%00-null@example.net;tag=8").With("Contact", "<sip:%00@host5.example.com>, <sip:%00%00@host5.example.com>")
            .ToBytes(), SipVerdict.Valid)
        {
            Method = "REGISTER",
            Uri = "sip:example.net",
            From = "sip:null-%00-null@example.net",
            To = "sip:null-%00-null@example.net",
            CallId = "3.1.1.4",
            CSeq = "1 REGISTER",
        };
        yield return new("3.1.1.5", "Percent signs that are no escapes", Usual("3.1.1.5", "RE%47IST%45R")
            .StartingWith("RE%47IST%45R sip:example.net SIP/2.0").Replace("To", "\"%Z%45\" <sip:bob@example.net>")
            .With("Contact", "<sip:alias1@host1.example.com>").With("C%6Fntact", "<sip:alias2@host2.example.com>").ToBytes(), SipVerdict.Valid)
        {
            Method = "RE%47IST%45R",
            Uri = "sip:example.net",
            CallId = "3.1.1.5",
            CSeq = "1 RE%47IST%45R",
        };
        yield return new("3.1.1.6", "No blank between name and bracket", Usual("3.1.1.6").Replace("From", "Anna<sip:alice@example.org>;tag=3").ToBytes(),
            SipVerdict.Valid)
        { CallId = "3.1.1.6" };
        yield return new("3.1.1.7", "Long values", Usual("3.1.1.7", "INVITE")
            .Replace("To", $"\"I have a {LongName} name\" <sip:{LongName}user@example.net:5060>;unknown={LongName}")
            .Replace("Call-ID", $"3.1.1.7.{LongName}@{LongName}example").With("Unknown-" + LongName, LongName)
            .With("Via", string.Join(", ", Enumerable.Range(1, 30).Select(hop => $"SIP/2.0/TCP sip{hop}.example.com;branch=z9hG4bK{LongName}{hop}")))
            .ToBytes(), SipVerdict.Valid)
        {
            Method = "INVITE",
            To = $"sip:{LongName}user@example.net:5060",
            CallId = $"3.1.1.7.{LongName}@{LongName}example",
            CSeq = "1 INVITE",
        };
        yield return new("3.1.1.8", "Octets behind the message in a datagram",
            [.. Usual("3.1.1.8").ToBytes(), .. Usual("not-a-message", "INVITE").ToBytes()], SipVerdict.Valid)
        {
            CallId = "3.1.1.8",
            Note = SipNotes.OctetsBehindBody,
        };
        yield return new("3.1.1.9", "Semicolons in the user part", Usual("3.1.1.9")
            .StartingWith("OPTIONS sip:user;par=u%40example.net@example.com SIP/2.0").ToBytes(), SipVerdict.Valid)
        {
            Uri = "sip:user;par=u%40example.net@example.com",
            CallId = "3.1.1.9",
        };
        yield return new("3.1.1.10", "Many transports", Usual("3.1.1.10").With("Via", "SIP/2.0/SCTP s1.example.com;branch=z9hG4bKb")
            .With("Via", "SIP/2.0/TLS s2.example.com;branch=z9hG4bKc").With("Via", "SIP/2.0/UNKNOWN s3.example.com;branch=z9hG4bKd").ToBytes(),
            SipVerdict.Valid)
        { CallId = "3.1.1.10" };
        yield return new("3.1.1.11", "Multipart with a binary part", Usual("3.1.1.11", "MESSAGE")
            .Body("multipart/mixed; boundary=edge", BinaryParts).ToBytes(), SipVerdict.Valid)
        {
            Method = "MESSAGE",
            CallId = "3.1.1.11",
            CSeq = "1 MESSAGE",
            BodyLength = BinaryParts.Length,
        };
        yield return new("3.1.1.12", "Unusual reason phrase", Usual("3.1.1.12", "INVITE").Reply(200, "= 2**3 * 5**2 но сто девяносто девять - простое", "t")
            .ToBytes(), SipVerdict.Valid)
        { Status = 200, Method = "INVITE", Uri = "", CallId = "3.1.1.12", CSeq = "1 INVITE" };
        yield return new("3.1.1.13", "Empty reason phrase", Usual("3.1.1.13", "INVITE").Reply(100, "").ToBytes(), SipVerdict.Valid)
        {
            Status = 100,
            Method = "INVITE",
            Uri = "",
            CallId = "3.1.1.13",
            CSeq = "1 INVITE",
        };
    }
}
