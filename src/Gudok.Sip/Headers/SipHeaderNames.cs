using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gudok.Sip;

/// <summary>Finds the header of a name, in any case.</summary>
internal static class SipHeaderNames
{
    private static readonly NameTable _table = new(
    [
        ("accept", SipHeader.Accept),
        ("accept-contact", SipHeader.AcceptContact),
        ("alert-info", SipHeader.AlertInfo),
        ("allow", SipHeader.Allow),
        ("allow-events", SipHeader.AllowEvents),
        ("authorization", SipHeader.Authorization),
        ("call-id", SipHeader.CallId),
        ("call-info", SipHeader.CallInfo),
        ("contact", SipHeader.Contact),
        ("content-encoding", SipHeader.ContentEncoding),
        ("content-length", SipHeader.ContentLength),
        ("content-type", SipHeader.ContentType),
        ("cseq", SipHeader.CSeq),
        ("date", SipHeader.Date),
        ("diversion", SipHeader.Diversion),
        ("event", SipHeader.Event),
        ("expires", SipHeader.Expires),
        ("from", SipHeader.From),
        ("history-info", SipHeader.HistoryInfo),
        ("identity", SipHeader.Identity),
        ("join", SipHeader.Join),
        ("max-forwards", SipHeader.MaxForwards),
        ("mime-version", SipHeader.MimeVersion),
        ("min-se", SipHeader.MinSE),
        ("organization", SipHeader.Organization),
        ("p-access-network-info", SipHeader.PAccessNetworkInfo),
        ("p-asserted-identity", SipHeader.PAssertedIdentity),
        ("p-called-party-id", SipHeader.PCalledPartyId),
        ("p-charging-vector", SipHeader.PChargingVector),
        ("p-preferred-identity", SipHeader.PPreferredIdentity),
        ("p-rtp-stat", SipHeader.XRtpStat),
        ("path", SipHeader.Path),
        ("privacy", SipHeader.Privacy),
        ("proxy-authenticate", SipHeader.ProxyAuthenticate),
        ("proxy-authorization", SipHeader.ProxyAuthorization),
        ("proxy-require", SipHeader.ProxyRequire),
        ("rack", SipHeader.RAck),
        ("reason", SipHeader.Reason),
        ("record-route", SipHeader.RecordRoute),
        ("refer-to", SipHeader.ReferTo),
        ("referred-by", SipHeader.ReferredBy),
        ("reject-contact", SipHeader.RejectContact),
        ("remote-party-id", SipHeader.RemotePartyId),
        ("replaces", SipHeader.Replaces),
        ("request-disposition", SipHeader.RequestDisposition),
        ("require", SipHeader.Require),
        ("retry-after", SipHeader.RetryAfter),
        ("route", SipHeader.Route),
        ("rseq", SipHeader.RSeq),
        ("server", SipHeader.Server),
        ("service-route", SipHeader.ServiceRoute),
        ("session-expires", SipHeader.SessionExpires),
        ("session-id", SipHeader.SessionId),
        ("subject", SipHeader.Subject),
        ("subscription-state", SipHeader.SubscriptionState),
        ("supported", SipHeader.Supported),
        ("timestamp", SipHeader.Timestamp),
        ("to", SipHeader.To),
        ("unsupported", SipHeader.Unsupported),
        ("user-agent", SipHeader.UserAgent),
        ("via", SipHeader.Via),
        ("warning", SipHeader.Warning),
        ("www-authenticate", SipHeader.WwwAuthenticate),
        ("x-call-id", SipHeader.XCallId),
        ("x-cid", SipHeader.XCid),
        ("x-rtp-stat", SipHeader.XRtpStat),

        // RFC 3261 §7.3.3 and the IANA registry of compact forms.
        ("a", SipHeader.AcceptContact),
        ("b", SipHeader.ReferredBy),
        ("c", SipHeader.ContentType),
        ("d", SipHeader.RequestDisposition),
        ("e", SipHeader.ContentEncoding),
        ("f", SipHeader.From),
        ("i", SipHeader.CallId),
        ("j", SipHeader.RejectContact),
        ("k", SipHeader.Supported),
        ("l", SipHeader.ContentLength),
        ("m", SipHeader.Contact),
        ("o", SipHeader.Event),
        ("r", SipHeader.ReferTo),
        ("s", SipHeader.Subject),
        ("t", SipHeader.To),
        ("u", SipHeader.AllowEvents),
        ("v", SipHeader.Via),
        ("x", SipHeader.SessionExpires),
        ("y", SipHeader.Identity),
    ]);

    /// <summary>Finds the header of a name.</summary>
    public static SipHeader Find(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > NameTable.Width) return SipHeader.Other;
        Span<byte> padded = stackalloc byte[NameTable.Width];
        name.CopyTo(padded);
        return _table.Find(padded, name.Length);
    }

    /// <summary>Finds the colon of a header line and the header it names.</summary>
    /// <param name="text">The text from the beginning of the line on, which may go on behind it: then that is looked at all at once.</param>
    /// <param name="length">Octets of the line.</param>
    /// <param name="colon">Where the first colon stands; -1 if the line has none.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SipHeader Read(ReadOnlySpan<byte> text, int length, out int colon)
    {
        if (text.Length >= NameTable.Width)
        {
            var colons = Vector256.Equals(Vector256.Create(text), Vector256.Create((byte)':'));
            colon = BitOperations.TrailingZeroCount(colons.ExtractMostSignificantBits());
            if (colon is > 0 and < NameTable.Width && colon < length && text[colon - 1] > (byte)' ') return _table.Find(text, colon);
        }

        return ReadSlowly(text[..length], out colon);
    }

    private static SipHeader ReadSlowly(ReadOnlySpan<byte> line, out int colon)
    {
        colon = line.IndexOf((byte)':');
        if (colon <= 0) return SipHeader.Other;
        var name = line[..colon];
        return Find(Characters.IsLws(name[^1]) ? name.TrimLws() : name);
    }
}
