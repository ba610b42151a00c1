namespace Gudok.Capture;

/// <summary>Status line and response headers of a simulated message.</summary>
internal static class ResponseText
{
    public static void WriteLine(ref SipTextWriter writer, ushort status)
    {
        writer.Add("SIP/2.0 "u8);
        writer.Add((ulong)status);
        writer.Add(Reason(status));
    }

    public static void WriteHeaders(ref SipTextWriter writer, CallPlan plan, SimulatedStep step)
    {
        if (step.Method == StepMethod.Invite && step.Status is > 100 and < 300)
            MessageText.WriteContact(ref writer, plan, step, isCallee: !step.IsFromCallee);
        switch (step.Status)
        {
            case 302:
                writer.Add("Contact: <sip:"u8);
                plan.Redirected.Write(ref writer);
                writer.Add("@"u8);
                writer.Add(plan.CalleeNode.Host);
                writer.Add(">\r\n"u8);
                break;
            case 407:
                writer.Add("Proxy-Authenticate: Digest realm=\"carrier.example\",nonce=\""u8);
                RequestText.WriteNonce(ref writer, plan);
                writer.Add("\",algorithm=MD5\r\n"u8);
                break;
            case 200 when step.Method == StepMethod.Invite:
                writer.Add("Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, REFER, NOTIFY, INFO, UPDATE\r\nSupported: replaces\r\n"u8);
                break;
            case 486 or 600: writer.Add("Reason: Q.850;cause=17;text=\"User busy\"\r\n"u8); break;
            default: break;
        }
    }

    private static ReadOnlySpan<byte> Reason(ushort status) => status switch
    {
        100 => " Trying\r\n"u8,
        180 => " Ringing\r\n"u8,
        183 => " Session Progress\r\n"u8,
        200 => " OK\r\n"u8,
        202 => " Accepted\r\n"u8,
        302 => " Moved Temporarily\r\n"u8,
        403 => " Forbidden\r\n"u8,
        404 => " Not Found\r\n"u8,
        407 => " Proxy Authentication Required\r\n"u8,
        408 => " Request Timeout\r\n"u8,
        480 => " Temporarily Unavailable\r\n"u8,
        484 => " Address Incomplete\r\n"u8,
        486 => " Busy Here\r\n"u8,
        487 => " Request Terminated\r\n"u8,
        488 => " Not Acceptable Here\r\n"u8,
        500 => " Server Internal Error\r\n"u8,
        503 => " Service Unavailable\r\n"u8,
        600 => " Busy Everywhere\r\n"u8,
        603 => " Decline\r\n"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "The scenes send no such status."),
    };
}
