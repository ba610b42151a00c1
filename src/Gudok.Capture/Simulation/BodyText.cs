namespace Gudok.Capture;

/// <summary>Ends the head of a simulated message and writes its body: SDP (RFC 8866) or a message fragment (RFC 3420).</summary>
internal static class BodyText
{
    private const int MaxBody = 512;
    private const uint FirstMediaPort = 16384;

    public static void Write(ref SipTextWriter writer, CallPlan plan, SimulatedStep step)
    {
        var body = new SipTextWriter(stackalloc byte[MaxBody]);
        switch (step.Body)
        {
            case StepBody.None:
                writer.Add("\r\nContent-Length: 0\r\n\r\n"u8);
                return;
            case StepBody.FragmentTrying or StepBody.FragmentOk:
                body.Add(step.Body == StepBody.FragmentOk ? "SIP/2.0 200 OK\r\n"u8 : "SIP/2.0 100 Trying\r\n"u8);
                writer.Add("\r\nContent-Type: message/sipfrag;version=2.0"u8);
                break;
            case StepBody.Talk or StepBody.Hold or StepBody.Held:
                WriteSession(ref body, plan, step);
                writer.Add("\r\nContent-Type: application/sdp"u8);
                break;
        }

        writer.Add("\r\nContent-Length: "u8);
        writer.Add((ulong)body.Length);
        writer.Add("\r\n\r\n"u8);
        writer.Add(body.Written);
    }

    private static void WriteSession(ref SipTextWriter body, CallPlan plan, SimulatedStep step)
    {
        var isCallee = step.IsFromCallee == (step.Status == 0);
        var node = isCallee ? MessageText.CalleeContact(plan, step) : plan.CallerNode;
        var port = FirstMediaPort + (uint)(plan.Id >> (isCallee ? 32 : 44)) % 16384 * 2;
        body.Add("v=0\r\no=- "u8);
        body.Add((uint)plan.Id);
        body.Add(" "u8);
        body.Add((ulong)step.CSeq);
        body.Add(" IN IP4 "u8);
        body.Add(node.Host);
        body.Add("\r\ns=-\r\nc=IN IP4 "u8);
        body.Add(node.Host);
        body.Add("\r\nt=0 0\r\nm=audio "u8);
        body.Add(port);
        body.Add(" RTP/AVP 8 0 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n"u8);
        body.Add("a=ptime:20\r\n"u8);
        body.Add(step.Body switch
        {
            StepBody.Hold => "a=sendonly\r\n"u8,
            StepBody.Held => "a=recvonly\r\n"u8,
            _ => "a=sendrecv\r\n"u8,
        });
    }
}
