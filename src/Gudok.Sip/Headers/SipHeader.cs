namespace Gudok.Sip;

#pragma warning disable CS1591 // Each member is the header of that name; the compact form, where there is one, stands beside it.

/// <summary>The headers known by name. Members bear the header's name without hyphens.</summary>
public enum SipHeader : byte
{
    /// <summary>A header not listed here; its name is kept.</summary>
    Other = 0,
    Via, // v
    From, // f
    To, // t
    CallId, // i
    CSeq,
    Contact, // m
    ContentLength, // l
    ContentType, // c
    ContentEncoding, // e
    Subject, // s
    Supported, // k
    Event, // o
    AllowEvents, // u
    ReferTo, // r
    ReferredBy, // b
    RejectContact, // j
    RequestDisposition, // d
    AcceptContact, // a
    Identity, // y
    SessionExpires, // x
    PAssertedIdentity,
    PPreferredIdentity,
    RemotePartyId,
    Privacy,
    SessionId,
    XCallId,
    XCid,
    Reason,
    Replaces,
    Diversion,
    HistoryInfo,
    RecordRoute,
    Route,
    Require,
    ProxyRequire,
    Unsupported,
    RSeq,
    RAck,
    UserAgent,
    Server,
    Authorization,
    ProxyAuthorization,
    WwwAuthenticate,
    ProxyAuthenticate,
    MaxForwards,
    MinSE,
    Expires,
    Date,
    Timestamp,
    Warning,
    RetryAfter,
    Accept,
    Allow,
    PChargingVector,
    PAccessNetworkInfo,
    PCalledPartyId,
    Path,
    ServiceRoute,
    Join,
    AlertInfo,
    CallInfo,
    Organization,
    MimeVersion,
    SubscriptionState,

    /// <summary>Or <c>P-RTP-Stat</c>, the same under another name: see <see cref="RtpStatHeader"/>.</summary>
    XRtpStat,
}
