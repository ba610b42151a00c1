namespace Gudok.Sip;

/// <summary>Why octets were no usable message.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Offset">Where, in octets from the first one given to the reader.</param>
public readonly record struct SipFault(SipFaultKind Kind, int Offset)
{
    /// <summary>Whether a limit of <see cref="SipLimits"/> was exceeded, as opposed to broken grammar.</summary>
    public bool IsLimit => Kind is SipFaultKind.MessageTooLong or SipFaultKind.LineTooLong or SipFaultKind.TooManyHeaders
        or SipFaultKind.CallIdTooLong or SipFaultKind.TagTooLong;
}
