namespace Gudok.Sip;

/// <summary>Finds the end of a message (RFC 3261 §18.3).</summary>
internal static class BodyReader
{
    public static SipReadStatus Read(ref SipMessage message, SipFraming framing, SipLimits limits, out int consumed)
    {
        consumed = 0;
        var available = message.Text.Length - message.BodyStart;
        var length = framing == SipFraming.Datagram ? available : 0;
        if (message.Index[(int)SipHeader.ContentLength] != 0 && message.Fault.Kind != SipFaultKind.ContradictingContentLength)
        {
            if (Characters.TryReadUInt32(message.LengthText, out var stated)) length = (int)Math.Min(stated, int.MaxValue);
            else if (framing == SipFraming.Datagram) message.Notes |= SipNotes.BadContentLength;
            else return Outcome.Fail(ref message, SipFaultKind.BadContentLength, message.Index[(int)SipHeader.ContentLength]);
        }
        else if (message.Fault.Kind == SipFaultKind.ContradictingContentLength && framing == SipFraming.Stream)
        {
            return SipReadStatus.Malformed;
        }

        if (framing == SipFraming.Stream)
        {
            if (length > limits.MaxStreamOctets - message.BodyStart)
                return Outcome.Fail(ref message, SipFaultKind.MessageTooLong, message.BodyStart);
            if (length > available) return SipReadStatus.NeedMore;
        }
        else
        {
            if (length > available) message.Notes |= SipNotes.BodyCut;
            if (length < available) message.Notes |= SipNotes.OctetsBehindBody;
            length = Math.Min(length, available);
        }

        message.Text = message.Text[..(message.BodyStart + length)];
        consumed = message.Text.Length;
        return message.Fault.Kind == SipFaultKind.None ? SipReadStatus.Complete : SipReadStatus.Malformed;
    }
}
