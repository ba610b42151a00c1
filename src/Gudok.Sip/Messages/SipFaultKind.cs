namespace Gudok.Sip;

/// <summary>The kinds of malformation after which a message cannot be used. What an observer can live with is a
/// <see cref="SipNotes"/> instead.</summary>
public enum SipFaultKind
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>No octets but keep-alive line ends.</summary>
    Empty,

    /// <summary>The first line is no start line of SIP.</summary>
    NotSip,

    /// <summary>A start line of another version than SIP/2.0.</summary>
    BadVersion,

    /// <summary>The method is no token (RFC 3261 §25.1).</summary>
    BadMethod,

    /// <summary>The request line has no Request-URI.</summary>
    MissingRequestUri,

    /// <summary>The status code is not three digits from 100 to 699.</summary>
    BadStatusCode,

    /// <summary>The datagram ends within the head, before everything needed was seen.</summary>
    HeadCutShort,

    /// <summary>A continuation line with no header before it.</summary>
    FoldWithoutHeader,

    /// <summary>No Call-ID, or an empty one.</summary>
    MissingCallId,

    /// <summary>No From.</summary>
    MissingFrom,

    /// <summary>No To.</summary>
    MissingTo,

    /// <summary>No CSeq.</summary>
    MissingCSeq,

    /// <summary>From is no address: an open quote, an open bracket, no URI.</summary>
    BadFrom,

    /// <summary>To is no address.</summary>
    BadTo,

    /// <summary>CSeq is not a number of 32 bits and a method.</summary>
    BadCSeq,

    /// <summary>The start line and CSeq name different methods (RFC 3261 §8.1.1.5).</summary>
    MethodMismatch,

    /// <summary>Stream: Content-Length is no number, so the end of the message cannot be found.</summary>
    BadContentLength,

    /// <summary>Two Content-Lengths that differ (RFC 4475 §3.3.9).</summary>
    ContradictingContentLength,

    /// <summary>Two Call-IDs that differ (RFC 4475 §3.3.8).</summary>
    ContradictingCallId,

    /// <summary>Two From headers that differ.</summary>
    ContradictingFrom,

    /// <summary>Two To headers that differ.</summary>
    ContradictingTo,

    /// <summary>Two CSeq headers that differ.</summary>
    ContradictingCSeq,

    /// <summary>Over <see cref="SipLimits.MaxDatagramOctets"/> or <see cref="SipLimits.MaxStreamOctets"/>.</summary>
    MessageTooLong,

    /// <summary>Over <see cref="SipLimits.MaxLineOctets"/>.</summary>
    LineTooLong,

    /// <summary>Over <see cref="SipLimits.MaxHeaders"/>.</summary>
    TooManyHeaders,

    /// <summary>Over <see cref="SipLimits.MaxCallIdOctets"/>.</summary>
    CallIdTooLong,

    /// <summary>Over <see cref="SipLimits.MaxTagOctets"/>.</summary>
    TagTooLong,
}
