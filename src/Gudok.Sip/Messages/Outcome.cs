namespace Gudok.Sip;

/// <summary>Keeps the first fault of a message.</summary>
internal static class Outcome
{
    public static SipReadStatus Fail(ref SipMessage message, SipFaultKind kind, int offset)
    {
        if (message.Fault.Kind == SipFaultKind.None) message.Fault = new SipFault(kind, offset);
        return SipReadStatus.Malformed;
    }
}
