using static Gudok.Sip.Tests.TortureCase;

namespace Gudok.Sip.Tests;

/// <summary>RFC 4475 §3.2 to §3.4: transactions, application layer, backward compatibility.</summary>
internal static class Rfc4475Further
{
    public static IEnumerable<TortureCase> All() => [.. Refused(), .. Contradicting(), .. Accepted()];

    private static IEnumerable<TortureCase> Refused()
    {
        yield return new("3.2.1", "Branch of the cookie alone", Usual("3.2.1").Replace("Via", "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK").ToBytes(),
            SipVerdict.ValidButUnserved)
        { Note = SipNotes.BareBranch, CallId = "3.2.1" };
        yield return new("3.3.2", "Unknown scheme in the Request-URI", Usual("3.3.2").StartingWith("OPTIONS nobody-knows:opaque SIP/2.0").ToBytes(),
            SipVerdict.ValidButUnserved)
        { Note = SipNotes.UnknownScheme, Uri = "nobody-knows:opaque", CallId = "3.3.2" };
        yield return new("3.3.3", "Known but odd scheme in the Request-URI", Usual("3.3.3").StartingWith("OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0")
            .ToBytes(), SipVerdict.ValidButUnserved)
        { Note = SipNotes.UnknownScheme, Uri = "soap.beep://192.0.2.103:3002", CallId = "3.3.3" };
        yield return new("3.3.4", "Unknown schemes in headers", Usual("3.3.4", "REGISTER").Replace("To", "isbn:2983792873")
            .Replace("From", "<http://www.example.com>;tag=3234233").With("Contact", "<name:John_Smith>").ToBytes(), SipVerdict.ValidButUnserved)
        {
            Note = SipNotes.UnknownScheme,
            Method = "REGISTER",
            To = "isbn:2983792873",
            From = "http://www.example.com",
            CallId = "3.3.4",
            CSeq = "1 REGISTER",
        };
        yield return new("3.3.5", "Unknown extensions required", Usual("3.3.5").With("Require", "nothingSupportsThis, 100rel")
            .With("Proxy-Require", "noProxiesSupportThis").ToBytes(), SipVerdict.ValidButUnserved)
        { Note = SipNotes.UnknownExtension, CallId = "3.3.5" };
        yield return new("3.3.6", "Unknown body type", Usual("3.3.6", "INVITE").Body("application/unknownformat", "<audio>\n").ToBytes(),
            SipVerdict.ValidButUnserved)
        { Note = SipNotes.UnknownBody, Method = "INVITE", CallId = "3.3.6", CSeq = "1 INVITE", BodyLength = 9 };
        yield return new("3.3.7", "Unknown authorization scheme", Usual("3.3.7", "REGISTER").With("Authorization", "NoOneKnowsThisScheme opaque=here")
            .ToBytes(), SipVerdict.ValidButUnserved)
        { Note = SipNotes.UnknownCredentials, Method = "REGISTER", CallId = "3.3.7", CSeq = "1 REGISTER" };
        yield return new("3.3.15", "Accept without a known type", Usual("3.3.15", "INVITE").With("Accept", "text/nobodyKnowsThis")
            .Body("application/sdp", "v=0\n").ToBytes(), SipVerdict.ValidButUnserved)
        {
            Note = SipNotes.UnknownAccept,
            Method = "INVITE",
            CallId = "3.3.15",
            CSeq = "1 INVITE",
            BodyLength = 5,
        };
    }

    private static IEnumerable<TortureCase> Contradicting()
    {
        yield return new("3.3.1", "Call-ID, From and To missing", Usual("3.3.1", "INVITE").Without("Call-ID").Without("From").Without("To").ToBytes(),
            SipVerdict.Invalid)
        { Fault = SipFaultKind.MissingCallId };
        yield return new("3.3.8", "Several Call-ID, CSeq, From and To", Usual("3.3.8", "INVITE").With("CSeq", "59 INVITE").With("Call-ID", "other")
            .With("To", "sip:other@example.net").With("From", "sip:other@example.com;tag=2").With("Max-Forwards", "5").ToBytes(), SipVerdict.Invalid)
        {
            Fault = SipFaultKind.ContradictingCSeq,
        };
        yield return new("3.3.9", "Several Content-Length", Usual("3.3.9").With("Content-Length", "13").With("Content-Length", "5")
            .Body("text/plain", "There's no way to know").ToBytes(), SipVerdict.Invalid)
        { Fault = SipFaultKind.ContradictingContentLength };
    }

    private static IEnumerable<TortureCase> Accepted()
    {
        yield return new("3.3.10", "200 with a broadcast Via", Usual("3.3.10", "INVITE").Reply(200, "OK", "t1")
            .Replace("Via", "SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK1saber23").ToBytes(), SipVerdict.Valid)
        {
            Status = 200,
            Method = "INVITE",
            Uri = "",
            CallId = "3.3.10",
            CSeq = "1 INVITE",
        };
        yield return new("3.3.11", "Max-Forwards of zero", Usual("3.3.11").Replace("Max-Forwards", "0").ToBytes(), SipVerdict.Valid) { CallId = "3.3.11" };
        yield return new("3.3.12", "Contact with a header parameter", Usual("3.3.12", "REGISTER")
            .With("Contact", "sip:+19725552222@gw1.example.net;unknownparam").ToBytes(), SipVerdict.Valid)
        {
            Method = "REGISTER",
            CallId = "3.3.12",
            CSeq = "1 REGISTER",
        };
        yield return new("3.3.13", "Contact with a URI parameter", Usual("3.3.13", "REGISTER")
            .With("Contact", "<sip:+19725552222@gw1.example.net;unknownparam>").ToBytes(), SipVerdict.Valid)
        {
            Method = "REGISTER",
            CallId = "3.3.13",
            CSeq = "1 REGISTER",
        };
        yield return new("3.3.14", "Contact with an escaped header", Usual("3.3.14", "REGISTER")
            .With("Contact", "<sip:user@example.com?Route=%3Csip:sip.example.com%3E>").ToBytes(), SipVerdict.Valid)
        {
            Method = "REGISTER",
            CallId = "3.3.14",
            CSeq = "1 REGISTER",
        };
        yield return new("3.4.1", "INVITE of RFC 2543", Head("""
            INVITE sip:bob@example.net SIP/2.0
            Via: SIP/2.0/UDP iftgw.example.com
            From: <sip:+13035551111@ift.client.example.net;user=phone>
            Record-Route: <sip:UserB@example.com;maddr=ss1.example.com>
            To: sip:+16505552222@ss1.example.net;user=phone
            Call-ID: 3.4.1
            CSeq: 56 INVITE
            Contact: <sip:+13035551111@ift.client.example.net>
            Content-Type: application/sdp
            """, "v=0\n"), SipVerdict.Valid)
        {
            Method = "INVITE",
            From = "sip:+13035551111@ift.client.example.net;user=phone",
            To = "sip:+16505552222@ss1.example.net",
            CallId = "3.4.1",
            CSeq = "56 INVITE",
            BodyLength = 5,
        };
    }
}
