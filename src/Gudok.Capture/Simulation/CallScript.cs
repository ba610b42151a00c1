namespace Gudok.Capture;

/// <summary>Writes the steps of one call with a clock that only goes on: the words that all scenes are told in.</summary>
internal sealed class CallScript(SeededRandom random)
{
    public const byte MiddleTag = 9;

    private bool _isRedirected;
    private bool _hasCredentials;

    public CallPlan Plan { get; private set; } = new();

    public SeededRandom Random => random;

    /// <summary>Microseconds since the call began.</summary>
    public long At { get; private set; }

    /// <summary>CSeq number of the caller's last request.</summary>
    public byte CSeq { get; private set; }

    /// <summary>CSeq number of the callee's last request.</summary>
    public byte CalleeCSeq { get; private set; }

    public void Begin(CallPlan plan)
    {
        Resume(plan, 0, 1, 0);
        _isRedirected = false;
        _hasCredentials = false;
    }

    /// <summary>Goes on with the script of a call inside its dialog, after that of another was written.</summary>
    /// <param name="plan">The call.</param>
    /// <param name="at">Where its clock stood.</param>
    /// <param name="cseq">CSeq number of the caller's last request.</param>
    /// <param name="calleeCSeq">CSeq number of the callee's last request.</param>
    public void Resume(CallPlan plan, long at, byte cseq, byte calleeCSeq)
    {
        Plan = plan;
        At = at;
        CSeq = cseq;
        CalleeCSeq = calleeCSeq;
    }

    public void Pause(TimeSpan first, TimeSpan last) =>
        At += random.Between(first.Ticks / TimeSpan.TicksPerMicrosecond, last.Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>What a packet and the program behind it take on a local network.</summary>
    public void Pause() => At += random.Between(200, 3_000);

    /// <summary>What a packet takes to the caller's side and back.</summary>
    public void RoundTrip() => At += random.Between(2_000, 40_000);

    public void PauseUntil(long at) => At = Math.Max(At, at);

    /// <summary>The INVITE that opens the call, or opens it again.</summary>
    public void Invite(byte hop = 0) => Plan.Add(new SimulatedStep
    {
        At = At,
        Method = StepMethod.Invite,
        CSeq = CSeq,
        Hop = hop,
        Body = StepBody.Talk,
        IsRedirected = _isRedirected,
        HasCredentials = _hasCredentials,
    });

    public void InviteWithCredentials()
    {
        CSeq++;
        _hasCredentials = true;
        Invite();
    }

    public void InviteRedirected()
    {
        CSeq++;
        _isRedirected = true;
        Invite();
    }

    /// <summary>A response to the opening INVITE.</summary>
    public void Respond(ushort status, byte tag = 1, byte hop = 0, StepBody body = StepBody.None) => Plan.Add(new SimulatedStep
    {
        At = At,
        Method = StepMethod.Invite,
        Status = status,
        CSeq = CSeq,
        Hop = hop,
        Tag = tag,
        Body = body,
    });

    /// <summary>ACK or CANCEL of the opening INVITE.</summary>
    public void Follow(StepMethod method, byte tag = 0, byte hop = 0) => Plan.Add(new SimulatedStep
    {
        At = At,
        Method = method,
        CSeq = CSeq,
        Hop = hop,
        Tag = tag,
        IsRedirected = _isRedirected,
    });

    public void RespondToCancel(byte tag, byte hop = 0) => Plan.Add(new SimulatedStep
    {
        At = At,
        Method = StepMethod.Cancel,
        Status = 200,
        CSeq = CSeq,
        Hop = hop,
        Tag = tag,
    });

    /// <summary>A request inside the dialog; the responses to it are made by <see cref="Answer"/> from what it returns.</summary>
    public SimulatedStep Request(StepMethod method, bool isFromCallee, byte tag = 1, StepBody body = StepBody.None, byte hop = 0)
    {
        var step = new SimulatedStep
        {
            At = At,
            Method = method,
            CSeq = isFromCallee ? ++CalleeCSeq : ++CSeq,
            IsFromCallee = isFromCallee,
            Hop = hop,
            Tag = tag,
            Body = body,
        };
        Plan.Add(step);
        return step;
    }

    /// <summary>The same request once more now: sent again, or passed on over another hop.</summary>
    public void Repeat(SimulatedStep request, byte hop = 0) => Plan.Add(request with { At = At, Hop = hop });

    public void Answer(SimulatedStep request, ushort status, StepBody body = StepBody.None, byte hop = 0) =>
        Plan.Add(request with { At = At, Status = status, Body = body, Hop = hop });

    public void AckInside(SimulatedStep invite) => Plan.Add(invite with { At = At, Method = StepMethod.Ack, Body = StepBody.None });
}
