namespace Gudok.Sip;

/// <summary>What is odd or wrong in a message that can be used all the same. <see cref="SipMessage.Notes"/> holds what reading shows in
/// passing; <see cref="SipMessage.Judge"/> looks at the rest.</summary>
[Flags]
public enum SipNotes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A line ends with LF alone.</summary>
    BareLineFeed = 1 << 0,

    /// <summary>Blanks too many in the start line, or at its end.</summary>
    BlanksInStartLine = 1 << 1,

    /// <summary>A line of the head is no header: no colon, or a name that is no token. It was passed over.</summary>
    BadHeaderLine = 1 << 2,

    /// <summary>The datagram ends within the head; all that is needed was there. The torn last line is not part of the message.</summary>
    HeadCut = 1 << 3,

    /// <summary>The datagram ends within the body.</summary>
    BodyCut = 1 << 4,

    /// <summary>Datagram: Content-Length is no number, the rest was taken as body.</summary>
    BadContentLength = 1 << 5,

    /// <summary>Datagram: octets behind the body were thrown away.</summary>
    OctetsBehindBody = 1 << 6,

    /// <summary>A header that stands alone came twice, with the same value.</summary>
    RepeatedHeader = 1 << 7,

    /// <summary>No Via.</summary>
    MissingVia = 1 << 8,

    /// <summary>The CSeq number is 2^31 or more (RFC 3261 §8.1.1.5).</summary>
    LargeCSeq = 1 << 9,

    /// <summary>A display name in From, To or Contact that is neither tokens nor a quoted string.</summary>
    BadDisplayName = 1 << 10,

    /// <summary>Blanks within the URI of From, To or Contact.</summary>
    BlanksInUri = 1 << 11,

    /// <summary>The Request-URI breaks its grammar: brackets, blanks, headers, an IPv6 address without brackets.</summary>
    BadRequestUri = 1 << 12,

    /// <summary>From or To holds a URI that breaks its grammar.</summary>
    BadAddressUri = 1 << 13,

    /// <summary>A Via with missing parts or separators with nothing between them.</summary>
    BadVia = 1 << 14,

    /// <summary>A Contact that breaks its grammar, or whose URI with <c>?</c>, <c>,</c> or <c>;</c> stands without brackets.</summary>
    BadContact = 1 << 15,

    /// <summary>Date is not in GMT (RFC 3261 §20.17).</summary>
    BadDate = 1 << 16,

    /// <summary>A header that holds a number holds none, or one out of range: Max-Forwards, Expires, Warning.</summary>
    BadNumber = 1 << 17,

    /// <summary>The branch is the magic cookie alone (RFC 4475 §3.2.1): no transaction can be told by it.</summary>
    BareBranch = 1 << 18,

    /// <summary>The Request-URI, From or To has a scheme other than sip, sips and tel: a server answers 416.</summary>
    UnknownScheme = 1 << 19,

    /// <summary>Require or Proxy-Require names an extension that nobody knows: 420.</summary>
    UnknownExtension = 1 << 20,

    /// <summary>A body type in an INVITE that makes no session: 415.</summary>
    UnknownBody = 1 << 21,

    /// <summary>Accept in an INVITE leaves no type of session: 406.</summary>
    UnknownAccept = 1 << 22,

    /// <summary>Credentials of an unknown scheme.</summary>
    UnknownCredentials = 1 << 23,
}
