using static Gudok.Sip.Tests.TortureCase;

namespace Gudok.Sip.Tests;

/// <summary>RFC 5118: IPv6 in SIP and SDP.</summary>
internal static class Rfc5118Cases
{
    public static IEnumerable<TortureCase> All() => [.. References(), .. Mixtures()];

    private static TortureCase Register(string section, string title, string uri, SipVerdict verdict = SipVerdict.Valid) =>
        new(section, title, Usual(section, "REGISTER").StartingWith($"REGISTER {uri} SIP/2.0")
            .Replace("Via", "SIP/2.0/UDP [2001:db8::9:1];branch=z9hG4bKas3-111").With("Contact", "\"Caller\" <sip:caller@[2001:db8::1]>").ToBytes(), verdict)
        {
            Method = "REGISTER",
            Uri = uri,
            CallId = section,
            CSeq = "1 REGISTER",
        };

    private static TortureCase Bye(string section, string title, params string[] vias)
    {
        var message = Usual(section, "BYE").StartingWith("BYE sip:user@[2001:db8::10] SIP/2.0").Without("Via");
        message = vias.Aggregate(message, (text, via) => text.With("Via", via));
        return new(section, title, message.ToBytes(), SipVerdict.Valid) { Method = "BYE", Uri = "sip:user@[2001:db8::10]", CallId = section, CSeq = "1 BYE" };
    }

    private static IEnumerable<TortureCase> References()
    {
        yield return Register("4.1", "IPv6 reference", "sip:[2001:db8::10]");
        yield return Register("4.2", "IPv6 without brackets", "sip:2001:db8::10", SipVerdict.Invalid) with { Note = SipNotes.BadRequestUri };
        yield return Register("4.3", "Port that belongs to the address", "sip:[2001:db8::10:5070]");
        yield return Register("4.4", "Port behind the brackets", "sip:[2001:db8::10]:5070");
        yield return Bye("4.5", "received in brackets and without", "SIP/2.0/UDP [2001:db8::9:1];received=[2001:db8::9:255];branch=z9hG4bKas3",
            "SIP/2.0/UDP [2001:db8::9:2];received=2001:db8::9:255;branch=z9hG4bKas4");
        yield return new("4.10", "Three colons that RFC 3261's grammar made", Usual("4.10").StartingWith("OPTIONS sip:user@[2001:db8:::192.0.2.1] SIP/2.0")
            .With("Contact", "<sip:user@[2001:db8:::192.0.2.1]>").ToBytes(), SipVerdict.Valid)
        {
            Uri = "sip:user@[2001:db8:::192.0.2.1]",
            CallId = "4.10",
        };
    }

    private static IEnumerable<TortureCase> Mixtures()
    {
        const string V6Sdp = "v=0\no=a 1 1 IN IP6 2001:db8::20\ns=-\nc=IN IP6 2001:db8::20\nt=0 0\nm=audio 42000 RTP/AVP 0 8\n";
        yield return new("4.6", "IPv6 in SDP", Usual("4.6", "INVITE").Body("application/sdp", V6Sdp).ToBytes(), SipVerdict.Valid)
        {
            Method = "INVITE",
            CallId = "4.6",
            CSeq = "1 INVITE",
            BodyLength = V6Sdp.Length + 6,
        };
        yield return Bye("4.7", "Both families in Via", "SIP/2.0/UDP [2001:db8::9:1]:6050;branch=z9hG4bKas3-111", "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKjhja8781hjuaij65144",
            "SIP/2.0/TCP [2001:db8::9:255];branch=z9hG4bK451jj;received=192.0.2.200");
        const string BothSdp = "v=0\no=a 1 1 IN IP6 2001:db8::20\ns=-\nt=0 0\nm=audio 6000 RTP/AVP 0\nc=IN IP6 2001:db8::1\nm=video 6024 RTP/AVP 107\nc=IN IP4 192.0.2.1\n";
        yield return new("4.8", "Both families in SDP", Usual("4.8", "INVITE").Body("application/sdp", BothSdp).ToBytes(), SipVerdict.Valid)
        {
            Method = "INVITE",
            CallId = "4.8",
            CSeq = "1 INVITE",
            BodyLength = BothSdp.Length + 8,
        };
        yield return new("4.9", "IPv4-mapped addresses", Usual("4.9", "INVITE").Replace("Via", "SIP/2.0/UDP [::ffff:192.0.2.10]:19823;branch=z9hG4bKbh19")
            .With("Contact", "<sip:[::ffff:192.0.2.10]:19823>").Body("application/sdp", "v=0\nc=IN IP6 ::ffff:192.0.2.10\n").ToBytes(), SipVerdict.Valid)
        {
            Method = "INVITE",
            CallId = "4.9",
            CSeq = "1 INVITE",
            BodyLength = 33,
        };
    }
}
