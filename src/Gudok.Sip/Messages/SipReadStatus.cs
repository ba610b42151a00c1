namespace Gudok.Sip;

/// <summary>What came of an attempt to read one SIP message.</summary>
public enum SipReadStatus
{
    /// <summary>One message was read.</summary>
    Complete,

    /// <summary>Stream only: the octets are the beginning of a message; try again with more of them.</summary>
    NeedMore,

    /// <summary>The octets are no message that can be used; the fault says why and where.</summary>
    Malformed,
}
