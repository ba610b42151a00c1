using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Writes the SIP message of a step. All of it follows from plan and step, so nothing is kept between messages.</summary>
internal static class MessageText
{
    /// <summary>Room that any message of the simulation fits into, in octets.</summary>
    public const int MaxLength = 4096;

    private const ulong CallIdSalt = 0x43616c6c2d494400;

    public static string CallId(CallPlan plan)
    {
        var writer = new SipTextWriter(stackalloc byte[64]);
        WriteCallId(ref writer, plan);
        return writer.ToString();
    }

    public static SimulatedMessage Write(Span<byte> buffer, CallPlan plan, SimulatedStep step)
    {
        var near = step.Hop == 0 ? plan.CallerNode : plan.CalleeNode;
        var far = step.Hop == 0 ? plan.CalleeNode : Phone(plan, step.Hop);
        var isDownward = step.IsFromCallee == (step.Status != 0);
        var writer = new SipTextWriter(buffer);
        if (step.Status == 0) RequestText.WriteLine(ref writer, plan, step);
        else ResponseText.WriteLine(ref writer, step.Status);
        WriteVias(ref writer, plan, step, near, far);
        WriteRoutes(ref writer, plan, step);
        WriteDialog(ref writer, plan, step);
        if (step.Status == 0) RequestText.WriteHeaders(ref writer, plan, step);
        else ResponseText.WriteHeaders(ref writer, plan, step);
        var sender = isDownward ? near : far;
        writer.Add(step.Status == 0 ? "User-Agent: "u8 : "Server: "u8);
        writer.Add(sender.Agent);
        BodyText.Write(ref writer, plan, step);
        return new SimulatedMessage
        {
            Time = new Instant(plan.Start.Micros + step.At),
            Source = sender.Endpoint,
            Destination = (isDownward ? far : near).Endpoint,
            Transport = TransportKind.Udp,
            CallNumber = plan.Number,
            Bytes = buffer[..writer.Length],
        };
    }

    /// <summary>Telephone of a hop of a fork.</summary>
    public static SimulatedNode Phone(CallPlan plan, int hop) => SimulatedNode.Phones[plan.Fork[hop - 1]];

    /// <summary>Who speaks for the callee's side: the telephone that answers a fork, else the proxy itself.</summary>
    public static SimulatedNode CalleeContact(CallPlan plan, SimulatedStep step) =>
        IsPhoneKnown(plan, step) ? Phone(plan, step.Tag) : plan.CalleeNode;

    /// <summary>Contact header of one side.</summary>
    public static void WriteContact(ref SipTextWriter writer, CallPlan plan, SimulatedStep step, bool isCallee)
    {
        writer.Add("Contact: <"u8);
        WriteContactUri(ref writer, plan, step, isCallee);
        writer.Add(">\r\n"u8);
    }

    /// <summary>Where one side takes requests inside the dialog.</summary>
    public static void WriteContactUri(ref SipTextWriter writer, CallPlan plan, SimulatedStep step, bool isCallee)
    {
        writer.Add("sip:"u8);
        var user = !isCallee ? plan.Caller : IsPhoneKnown(plan, step) ? NumberPool.Extension(plan.Fork[step.Tag - 1]) : plan.Callee;
        user.Write(ref writer);
        writer.Add("@"u8);
        writer.Add(isCallee ? CalleeContact(plan, step).HostPort : plan.CallerNode.HostPort);
    }

    private static bool IsPhoneKnown(CallPlan plan, SimulatedStep step) => plan.IsForked && step.Tag is > 0 and <= CallPlan.MaxFork;

    private static void WriteVias(ref SipTextWriter writer, CallPlan plan, SimulatedStep step, SimulatedNode near, SimulatedNode far)
    {
        WriteVia(ref writer, plan, step, step.IsFromCallee ? far : near, step.Hop);

        // What the proxy passed on bears the Via of who sent it; what it made itself, CANCEL and the ACK of a failure, does not.
        if (!plan.IsForked || step.Method is StepMethod.Cancel or StepMethod.AckOfFailure) return;
        if (step.IsFromCallee && step.Hop == 0) WriteVia(ref writer, plan, step, CalleeContact(plan, step), step.Tag);
        if (!step.IsFromCallee && step.Hop != 0) WriteVia(ref writer, plan, step, plan.CallerNode, hop: 0);
    }

    private static void WriteVia(ref SipTextWriter writer, CallPlan plan, SimulatedStep step, SimulatedNode node, byte hop)
    {
        // CANCEL and the ACK of a failure belong to the INVITE's transaction, the ACK of a 2xx to none (RFC 3261 §17.1.1.3, §13.2.2.4).
        var isAlone = step.Method == StepMethod.Ack ? 1u : 0u;
        var direction = step.IsFromCallee ? 1u : 0u;
        var transaction = (uint)step.CSeq << 8 | (uint)hop << 2 | direction << 1 | isAlone;
        writer.Add("Via: SIP/2.0/UDP "u8);
        writer.Add(node.HostPort);
        writer.Add(";branch=z9hG4bK"u8);
        writer.AddHex(SeededRandom.Mix(plan.Id + transaction));
        writer.Add("\r\n"u8);
    }

    private static void WriteRoutes(ref SipTextWriter writer, CallPlan plan, SimulatedStep step)
    {
        if (!plan.IsForked) return;
        var isOpening = step.Method == StepMethod.Invite && !step.IsFromCallee;
        if (isOpening && (step.Hop != 0 || step.Status is > 100 and < 300))
            writer.Add("Record-Route: <sip:10.20.0.5;lr>\r\n"u8);
        var isInside = step.Method is StepMethod.Ack or StepMethod.Bye;
        if (isInside && step.Status == 0 && step.IsFromCallee == (step.Hop != 0)) writer.Add("Route: <sip:10.20.0.5;lr>\r\n"u8);
    }

    private static void WriteDialog(ref SipTextWriter writer, CallPlan plan, SimulatedStep step)
    {
        writer.Add("From: "u8);
        WriteSide(ref writer, plan, step, isCallee: step.IsFromCallee);
        writer.Add("To: "u8);
        WriteSide(ref writer, plan, step, isCallee: !step.IsFromCallee);
        writer.Add("Call-ID: "u8);
        WriteCallId(ref writer, plan);
        writer.Add("\r\nCSeq: "u8);
        writer.Add((ulong)step.CSeq);
        writer.Add(" "u8);
        writer.Add(RequestText.Name(step.Method));
        writer.Add("\r\n"u8);
    }

    private static void WriteSide(ref SipTextWriter writer, CallPlan plan, SimulatedStep step, bool isCallee)
    {
        if (isCallee)
        {
            writer.Add("<sip:"u8);
            plan.Dialled.Write(ref writer);
            writer.Add("@"u8);
            writer.Add(plan.CalleeNode.Host);
            writer.Add(step.Tag == 0 ? ">"u8 : ">;tag="u8);
            if (step.Tag != 0) writer.AddHex(SeededRandom.Mix(plan.Id ^ (ulong)step.Tag << 56));
            writer.Add("\r\n"u8);
            return;
        }

        WriteCallerAddress(ref writer, plan);
        writer.Add(";tag="u8);
        writer.AddHex(plan.Id);
        writer.Add("\r\n"u8);
    }

    private static void WriteCallerAddress(ref SipTextWriter writer, CallPlan plan)
    {
        if (plan.IsWithheld)
        {
            writer.Add("\"Anonymous\" <sip:anonymous@anonymous.invalid>"u8);
            return;
        }

        if (plan.Caller.Form == NumberForm.Extension)
        {
            writer.Add("\"Оператор "u8);
            plan.Caller.Write(ref writer);
            writer.Add("\" "u8);
        }

        writer.Add("<sip:"u8);
        plan.Caller.Write(ref writer);
        writer.Add("@"u8);
        writer.Add(plan.CallerNode.Host);
        writer.Add(">"u8);
    }

    private static void WriteCallId(ref SipTextWriter writer, CallPlan plan)
    {
        writer.AddHex(SeededRandom.Mix(plan.Id ^ CallIdSalt));
        writer.Add("@"u8);
        writer.Add(plan.CallerNode.Host);
    }
}
