namespace Gudok.Capture;

/// <summary>Request line and request headers of a simulated message.</summary>
internal static class RequestText
{
    private const ulong NonceSalt = 0x6e6f6e6365000000;

    public static ReadOnlySpan<byte> Name(StepMethod method) => method switch
    {
        StepMethod.Invite => "INVITE"u8,
        StepMethod.Ack or StepMethod.AckOfFailure => "ACK"u8,
        StepMethod.Cancel => "CANCEL"u8,
        StepMethod.Bye => "BYE"u8,
        StepMethod.Refer => "REFER"u8,
        StepMethod.Notify => "NOTIFY"u8,
    };

    public static void WriteLine(ref SipTextWriter writer, CallPlan plan, SimulatedStep step)
    {
        writer.Add(Name(step.Method));
        writer.Add(" "u8);
        WriteUri(ref writer, plan, step);
        writer.Add(" SIP/2.0\r\n"u8);
    }

    public static void WriteHeaders(ref SipTextWriter writer, CallPlan plan, SimulatedStep step)
    {
        writer.Add(step.Hop == 0 ? "Max-Forwards: 70\r\n"u8 : "Max-Forwards: 69\r\n"u8);
        if (step.Method is StepMethod.Invite or StepMethod.Refer or StepMethod.Notify)
            MessageText.WriteContact(ref writer, plan, step, step.IsFromCallee);
        switch (step.Method)
        {
            case StepMethod.Invite:
                if (!step.IsFromCallee) WriteOpening(ref writer, plan, step);
                writer.Add("Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, REFER, NOTIFY, INFO, UPDATE\r\nSupported: replaces\r\n"u8);
                break;
            case StepMethod.Refer:
                WriteTarget(ref writer, "Refer-To: <sip:"u8, plan.TransferTarget, plan);
                WriteTarget(ref writer, "Referred-By: <sip:"u8, plan.Callee, plan);
                break;
            case StepMethod.Notify:
                writer.Add("Event: refer\r\n"u8);
                writer.Add(step.Body == StepBody.FragmentOk
                    ? "Subscription-State: terminated;reason=noresource\r\n"u8
                    : "Subscription-State: active;expires=60\r\n"u8);
                break;
            case StepMethod.Ack or StepMethod.AckOfFailure or StepMethod.Cancel or StepMethod.Bye: break;
        }
    }

    private static void WriteOpening(ref SipTextWriter writer, CallPlan plan, SimulatedStep step)
    {
        if (plan.IsWithheld)
        {
            writer.Add("P-Asserted-Identity: <sip:"u8);
            plan.Caller.Write(ref writer);
            writer.Add("@"u8);
            writer.Add(plan.CallerNode.Host);
            writer.Add(">\r\nPrivacy: id\r\n"u8);
        }

        if (plan.TransferredFrom != 0) WriteTarget(ref writer, "Referred-By: <sip:"u8, plan.TransferTarget, plan);
        if (step.HasCredentials) WriteCredentials(ref writer, plan, step);
    }

    // Looks like a digest and is none: there is no account behind it.
    private static void WriteCredentials(ref SipTextWriter writer, CallPlan plan, SimulatedStep step)
    {
        writer.Add("Proxy-Authorization: Digest username=\"trunk\",realm=\"carrier.example\",nonce=\""u8);
        WriteNonce(ref writer, plan);
        writer.Add("\",uri=\""u8);
        WriteUri(ref writer, plan, step);
        writer.Add("\",response=\""u8);
        writer.AddHex(SeededRandom.Mix(plan.Id + NonceSalt));
        writer.AddHex(SeededRandom.Mix(plan.Id - NonceSalt));
        writer.Add("\",algorithm=MD5\r\n"u8);
    }

    public static void WriteNonce(ref SipTextWriter writer, CallPlan plan) => writer.AddHex(SeededRandom.Mix(plan.Id ^ NonceSalt));

    private static void WriteTarget(ref SipTextWriter writer, ReadOnlySpan<byte> header, SimulatedNumber user, CallPlan plan)
    {
        writer.Add(header);
        user.Write(ref writer);
        writer.Add("@"u8);
        writer.Add(plan.CalleeNode.Host);
        writer.Add(">\r\n"u8);
    }

    private static void WriteUri(ref SipTextWriter writer, CallPlan plan, SimulatedStep step)
    {
        var isOpening = step.Method is StepMethod.Invite or StepMethod.Cancel or StepMethod.AckOfFailure;
        if (step.IsFromCallee || !isOpening)
        {
            MessageText.WriteContactUri(ref writer, plan, step, isCallee: !step.IsFromCallee);
            return;
        }

        writer.Add("sip:"u8);
        var user = step.Hop != 0 ? NumberPool.Extension(plan.Fork[step.Hop - 1]) : step.IsRedirected ? plan.Redirected : plan.Dialled;
        user.Write(ref writer);
        writer.Add("@"u8);
        writer.Add(step.Hop != 0 ? MessageText.Phone(plan, step.Hop).HostPort : plan.CalleeNode.Host);
    }
}
