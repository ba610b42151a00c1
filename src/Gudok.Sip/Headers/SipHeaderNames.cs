namespace Gudok.Sip;

/// <summary>Finds the header of a name: one switch on the first letter, one on the length, one comparison.</summary>
internal static class SipHeaderNames
{
    // A table of the grammar: long by nature.
    public static SipHeader Find(ReadOnlySpan<byte> name)
    {
        if (name.Length <= 1) return name.IsEmpty ? SipHeader.Other : FindCompact(name[0]);
        return (name[0] | 0x20) switch
        {
            'a' => StartingA(name),
            'c' => StartingC(name),
            'd' => StartingD(name),
            'e' => StartingE(name),
            'f' => StartingF(name),
            'h' => StartingH(name),
            'i' => StartingI(name),
            'j' => StartingJ(name),
            'm' => StartingM(name),
            'o' => StartingO(name),
            'p' => StartingP(name),
            'r' => StartingR(name),
            's' => StartingS(name),
            't' => StartingT(name),
            'u' => StartingU(name),
            'v' => StartingV(name),
            'w' => StartingW(name),
            'x' => StartingX(name),
            _ => SipHeader.Other,
        };
    }

    // RFC 3261 §7.3.3 and the IANA registry of compact forms.
    private static SipHeader FindCompact(byte letter) => (letter | 0x20) switch
    {
        'a' => SipHeader.AcceptContact,
        'b' => SipHeader.ReferredBy,
        'c' => SipHeader.ContentType,
        'd' => SipHeader.RequestDisposition,
        'e' => SipHeader.ContentEncoding,
        'f' => SipHeader.From,
        'i' => SipHeader.CallId,
        'j' => SipHeader.RejectContact,
        'k' => SipHeader.Supported,
        'l' => SipHeader.ContentLength,
        'm' => SipHeader.Contact,
        'o' => SipHeader.Event,
        'r' => SipHeader.ReferTo,
        's' => SipHeader.Subject,
        't' => SipHeader.To,
        'u' => SipHeader.AllowEvents,
        'v' => SipHeader.Via,
        'x' => SipHeader.SessionExpires,
        'y' => SipHeader.Identity,
        _ => SipHeader.Other,
    };

    private static SipHeader Match(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lowerCase, SipHeader header) =>
        System.Text.Ascii.EqualsIgnoreCase(name, lowerCase) ? header : SipHeader.Other;

    private static SipHeader StartingA(ReadOnlySpan<byte> name) => name.Length switch
    {
        5 => Match(name, "allow"u8, SipHeader.Allow),
        6 => Match(name, "accept"u8, SipHeader.Accept),
        10 => Match(name, "alert-info"u8, SipHeader.AlertInfo),
        12 => Match(name, "allow-events"u8, SipHeader.AllowEvents),
        13 => Match(name, "authorization"u8, SipHeader.Authorization),
        14 => Match(name, "accept-contact"u8, SipHeader.AcceptContact),
        _ => SipHeader.Other,
    };

    private static SipHeader StartingC(ReadOnlySpan<byte> name) => name.Length switch
    {
        4 => Match(name, "cseq"u8, SipHeader.CSeq),
        7 when (name[1] | 0x20) == 'a' => Match(name, "call-id"u8, SipHeader.CallId),
        7 => Match(name, "contact"u8, SipHeader.Contact),
        9 => Match(name, "call-info"u8, SipHeader.CallInfo),
        12 => Match(name, "content-type"u8, SipHeader.ContentType),
        14 => Match(name, "content-length"u8, SipHeader.ContentLength),
        16 => Match(name, "content-encoding"u8, SipHeader.ContentEncoding),
        _ => SipHeader.Other,
    };

    private static SipHeader StartingD(ReadOnlySpan<byte> name) => name.Length switch
    {
        4 => Match(name, "date"u8, SipHeader.Date),
        9 => Match(name, "diversion"u8, SipHeader.Diversion),
        _ => SipHeader.Other,
    };

    private static SipHeader StartingE(ReadOnlySpan<byte> name) => name.Length switch
    {
        5 => Match(name, "event"u8, SipHeader.Event),
        7 => Match(name, "expires"u8, SipHeader.Expires),
        _ => SipHeader.Other,
    };

    private static SipHeader StartingF(ReadOnlySpan<byte> name) => name.Length switch
    {
        4 => Match(name, "from"u8, SipHeader.From),
        _ => SipHeader.Other,
    };

    private static SipHeader StartingH(ReadOnlySpan<byte> name) => name.Length switch
    {
        12 => Match(name, "history-info"u8, SipHeader.HistoryInfo),
        _ => SipHeader.Other,
    };

    private static SipHeader StartingI(ReadOnlySpan<byte> name) => name.Length switch
    {
        8 => Match(name, "identity"u8, SipHeader.Identity),
        _ => SipHeader.Other,
    };

    private static SipHeader StartingJ(ReadOnlySpan<byte> name) => name.Length switch
    {
        4 => Match(name, "join"u8, SipHeader.Join),
        _ => SipHeader.Other,
    };

    private static SipHeader StartingM(ReadOnlySpan<byte> name) => name.Length switch
    {
        6 => Match(name, "min-se"u8, SipHeader.MinSE),
        12 when (name[1] | 0x20) == 'a' => Match(name, "max-forwards"u8, SipHeader.MaxForwards),
        12 => Match(name, "mime-version"u8, SipHeader.MimeVersion),
        _ => SipHeader.Other,
    };

    private static SipHeader StartingO(ReadOnlySpan<byte> name) => name.Length switch
    {
        12 => Match(name, "organization"u8, SipHeader.Organization),
        _ => SipHeader.Other,
    };

    private static SipHeader StartingP(ReadOnlySpan<byte> name) => name.Length switch
    {
        4 => Match(name, "path"u8, SipHeader.Path),
        7 => Match(name, "privacy"u8, SipHeader.Privacy),
        13 => Match(name, "proxy-require"u8, SipHeader.ProxyRequire),
        17 when (name[3] | 0x20) == 'a' => Match(name, "p-called-party-id"u8, SipHeader.PCalledPartyId),
        17 => Match(name, "p-charging-vector"u8, SipHeader.PChargingVector),
        18 => Match(name, "proxy-authenticate"u8, SipHeader.ProxyAuthenticate),
        19 when (name[1] | 0x20) == '-' => Match(name, "p-asserted-identity"u8, SipHeader.PAssertedIdentity),
        19 => Match(name, "proxy-authorization"u8, SipHeader.ProxyAuthorization),
        20 => Match(name, "p-preferred-identity"u8, SipHeader.PPreferredIdentity),
        21 => Match(name, "p-access-network-info"u8, SipHeader.PAccessNetworkInfo),
        _ => SipHeader.Other,
    };

    private static SipHeader StartingR(ReadOnlySpan<byte> name) => name.Length switch
    {
        4 when (name[1] | 0x20) == 'a' => Match(name, "rack"u8, SipHeader.RAck),
        4 => Match(name, "rseq"u8, SipHeader.RSeq),
        5 => Match(name, "route"u8, SipHeader.Route),
        6 => Match(name, "reason"u8, SipHeader.Reason),
        7 => Match(name, "require"u8, SipHeader.Require),
        8 when (name[2] | 0x20) == 'f' => Match(name, "refer-to"u8, SipHeader.ReferTo),
        8 => Match(name, "replaces"u8, SipHeader.Replaces),
        11 when (name[2] | 0x20) == 'f' => Match(name, "referred-by"u8, SipHeader.ReferredBy),
        11 => Match(name, "retry-after"u8, SipHeader.RetryAfter),
        12 => Match(name, "record-route"u8, SipHeader.RecordRoute),
        14 => Match(name, "reject-contact"u8, SipHeader.RejectContact),
        15 => Match(name, "remote-party-id"u8, SipHeader.RemotePartyId),
        19 => Match(name, "request-disposition"u8, SipHeader.RequestDisposition),
        _ => SipHeader.Other,
    };

    private static SipHeader StartingS(ReadOnlySpan<byte> name) => name.Length switch
    {
        6 => Match(name, "server"u8, SipHeader.Server),
        7 => Match(name, "subject"u8, SipHeader.Subject),
        9 => Match(name, "supported"u8, SipHeader.Supported),
        10 => Match(name, "session-id"u8, SipHeader.SessionId),
        13 => Match(name, "service-route"u8, SipHeader.ServiceRoute),
        15 => Match(name, "session-expires"u8, SipHeader.SessionExpires),
        18 => Match(name, "subscription-state"u8, SipHeader.SubscriptionState),
        _ => SipHeader.Other,
    };

    private static SipHeader StartingT(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 => Match(name, "to"u8, SipHeader.To),
        9 => Match(name, "timestamp"u8, SipHeader.Timestamp),
        _ => SipHeader.Other,
    };

    private static SipHeader StartingU(ReadOnlySpan<byte> name) => name.Length switch
    {
        10 => Match(name, "user-agent"u8, SipHeader.UserAgent),
        11 => Match(name, "unsupported"u8, SipHeader.Unsupported),
        _ => SipHeader.Other,
    };

    private static SipHeader StartingV(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 => Match(name, "via"u8, SipHeader.Via),
        _ => SipHeader.Other,
    };

    private static SipHeader StartingW(ReadOnlySpan<byte> name) => name.Length switch
    {
        7 => Match(name, "warning"u8, SipHeader.Warning),
        16 => Match(name, "www-authenticate"u8, SipHeader.WwwAuthenticate),
        _ => SipHeader.Other,
    };

    private static SipHeader StartingX(ReadOnlySpan<byte> name) => name.Length switch
    {
        5 => Match(name, "x-cid"u8, SipHeader.XCid),
        9 => Match(name, "x-call-id"u8, SipHeader.XCallId),
        _ => SipHeader.Other,
    };
}
