using static Gudok.Sip.Tests.TortureCase;

namespace Gudok.Sip.Tests;

/// <summary>RFC 4475 §3.1.2: messages that break the grammar. Where a fault is named the message is refused; else it is used and noted.</summary>
internal static class Rfc4475Invalid
{
    public static IEnumerable<TortureCase> All() => [.. Lengths(), .. StartLines(), .. Headers(), .. Contradictions()];

    private static IEnumerable<TortureCase> Lengths()
    {
        yield return new("3.1.2.2", "Content-Length larger than the message", Usual("3.1.2.2", "INVITE").With("Content-Length", "9999")
            .Body("application/sdp", "v=0\n").ToBytes(), SipVerdict.Invalid)
        {
            Note = SipNotes.BodyCut,
            Method = "INVITE",
            CallId = "3.1.2.2",
            CSeq = "1 INVITE",
            BodyLength = 5,
        };
        yield return new("3.1.2.3", "Negative Content-Length", Usual("3.1.2.3", "INVITE").With("Content-Length", "-999")
            .Body("application/sdp", "v=0\n").ToBytes(), SipVerdict.Invalid)
        {
            Note = SipNotes.BadContentLength,
            Method = "INVITE",
            CallId = "3.1.2.3",
            CSeq = "1 INVITE",
            BodyLength = 5,
        };
        yield return new("3.1.2.4", "Numbers too large in a request", Usual("3.1.2.4", "REGISTER").Replace("CSeq", "36893488147419103232 REGISTER")
            .Replace("Max-Forwards", "300").With("Expires", "10000000000000000000000000").With("Contact", "<sip:u@h.example.com>;expires=280297596632815")
            .ToBytes(), SipVerdict.Invalid)
        { Fault = SipFaultKind.BadCSeq };
        yield return new("3.1.2.5", "Numbers too large in a response", Usual("3.1.2.5", "OPTIONS").Reply(503, "Service Unavailable", "t")
            .Replace("CSeq", "9292394834772304023312 OPTIONS").With("Retry-After", "949302838503028349304023988").With("Warning", "1812 overture \"x\"")
            .ToBytes(), SipVerdict.Invalid)
        { Fault = SipFaultKind.BadCSeq };
    }

    private static IEnumerable<TortureCase> StartLines()
    {
        yield return new("3.1.2.7", "Brackets around the Request-URI", Usual("3.1.2.7", "INVITE").StartingWith("INVITE <sip:bob@example.net> SIP/2.0")
            .ToBytes(), SipVerdict.Invalid)
        { Note = SipNotes.BadRequestUri, Method = "INVITE", CallId = "3.1.2.7", CSeq = "1 INVITE" };
        yield return new("3.1.2.8", "Blanks within the Request-URI", Usual("3.1.2.8", "INVITE").StartingWith("INVITE sip:bob@example.net; lr SIP/2.0")
            .ToBytes(), SipVerdict.Invalid)
        {
            Note = SipNotes.BadRequestUri,
            Method = "INVITE",
            Uri = "sip:bob@example.net; lr",
            CallId = "3.1.2.8",
            CSeq = "1 INVITE",
        };
        yield return new("3.1.2.9", "Many blanks within the start line", Usual("3.1.2.9", "INVITE").StartingWith("INVITE  sip:bob@example.net  SIP/2.0")
            .ToBytes(), SipVerdict.Invalid)
        { Note = SipNotes.BlanksInStartLine, Method = "INVITE", CallId = "3.1.2.9", CSeq = "1 INVITE" };
        yield return new("3.1.2.10", "Blanks at the end of the start line", Usual("3.1.2.10").StartingWith("OPTIONS sip:bob@example.net SIP/2.0  ")
            .ToBytes(), SipVerdict.Invalid)
        { Note = SipNotes.BlanksInStartLine, CallId = "3.1.2.10" };
        yield return new("3.1.2.11", "Headers in the Request-URI", Usual("3.1.2.11", "INVITE")
            .StartingWith("INVITE sip:bob@example.net?Route=%3Csip:evil.example.com%3E SIP/2.0").ToBytes(), SipVerdict.Invalid)
        {
            Note = SipNotes.BadRequestUri,
            Method = "INVITE",
            Uri = "sip:bob@example.net?Route=%3Csip:evil.example.com%3E",
            CallId = "3.1.2.11",
            CSeq = "1 INVITE",
        };
        yield return new("3.1.2.16", "Another protocol version", Usual("3.1.2.16").StartingWith("OPTIONS sip:bob@example.net SIP/7.0").ToBytes(),
            SipVerdict.Invalid)
        { Fault = SipFaultKind.BadVersion };
        yield return new("3.1.2.19", "Status code of ten digits", Usual("3.1.2.19").Reply(200, "OK").StartingWith("SIP/2.0 4294967301 better not break")
            .ToBytes(), SipVerdict.Invalid)
        { Fault = SipFaultKind.BadStatusCode };
    }

    private static IEnumerable<TortureCase> Headers()
    {
        yield return new("3.1.2.1", "Separators with nothing between them", Usual("3.1.2.1", "INVITE").Replace("Via", "SIP/2.0/UDP 192.0.2.15;;,;,,")
            .With("Contact", "\"Joe\" <sip:joe@example.org>;;;;").ToBytes(), SipVerdict.Invalid)
        {
            Note = SipNotes.BadVia | SipNotes.BadContact,
            Method = "INVITE",
            CallId = "3.1.2.1",
            CSeq = "1 INVITE",
        };
        yield return new("3.1.2.6", "Open quote in To", Usual("3.1.2.6", "INVITE").Replace("To", "\"Mr. J. User <sip:bob@example.net>").ToBytes(),
            SipVerdict.Invalid)
        { Fault = SipFaultKind.BadTo };
        yield return new("3.1.2.12", "Date not in GMT", Usual("3.1.2.12", "INVITE").With("Date", "Fri, 01 Jan 2010 16:00:00 EST").ToBytes(),
            SipVerdict.Invalid)
        { Note = SipNotes.BadDate, Method = "INVITE", CallId = "3.1.2.12", CSeq = "1 INVITE" };
        yield return new("3.1.2.13", "Contact with a question mark and no brackets", Usual("3.1.2.13", "REGISTER")
            .With("Contact", "sip:user@example.com?Route=%3Csip:sip.example.com%3E").ToBytes(), SipVerdict.Invalid)
        {
            Note = SipNotes.BadContact,
            Method = "REGISTER",
            CallId = "3.1.2.13",
            CSeq = "1 REGISTER",
        };
        yield return new("3.1.2.14", "Blanks within brackets", Usual("3.1.2.14").Replace("To", "\"Bob\" < sip:bob@example.net >").ToBytes(),
            SipVerdict.Invalid)
        { Note = SipNotes.BlanksInUri, CallId = "3.1.2.14" };
        yield return new("3.1.2.15", "Display name that is no token", Usual("3.1.2.15")
            .Replace("From", "Bell, Alexander <sip:alice@example.org>;tag=43").ToBytes(), SipVerdict.Invalid)
        {
            Note = SipNotes.BadDisplayName,
            CallId = "3.1.2.15",
        };
    }

    private static IEnumerable<TortureCase> Contradictions()
    {
        yield return new("3.1.2.17", "CSeq of another method", Usual("3.1.2.17").Replace("CSeq", "8 INVITE").ToBytes(), SipVerdict.Invalid)
        {
            Fault = SipFaultKind.MethodMismatch,
        };
        yield return new("3.1.2.18", "CSeq of another method, unknown", Usual("3.1.2.18", "NEWMETHOD").Replace("CSeq", "8 INVITE").ToBytes(),
            SipVerdict.Invalid)
        { Fault = SipFaultKind.MethodMismatch };
    }
}
