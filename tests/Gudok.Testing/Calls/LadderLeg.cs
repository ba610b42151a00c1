using System.Globalization;

namespace Gudok.Testing;

/// <summary>One hop of one dialog. Each method writes one message; the left host is the one that sent the INVITE.</summary>
public sealed class LadderLeg
{
    private readonly Ladder _ladder;
    private readonly IReadOnlyList<string> _vias;

    internal LadderLeg(Ladder ladder, string callId, string left, string right, string from, string to, string fromTag, IReadOnlyList<string> vias)
    {
        _ladder = ladder;
        CallId = callId;
        Left = left;
        Right = right;
        From = from;
        To = to;
        FromTag = fromTag;
        RequestUri = to;
        _vias = vias;
    }

    /// <summary>Call-ID.</summary>
    public string CallId { get; }

    /// <summary>Host that sent the INVITE.</summary>
    public string Left { get; }

    /// <summary>Host that received it.</summary>
    public string Right { get; }

    /// <summary>URI of From.</summary>
    public string From { get; }

    /// <summary>URI of To.</summary>
    public string To { get; }

    /// <summary>From-tag.</summary>
    public string FromTag { get; }

    /// <summary>Request-URI of what the left host sends.</summary>
    public string RequestUri { get; set; }

    /// <summary>CSeq number of what the left host sends next; the INVITE's by default.</summary>
    public uint CSeq { get; set; } = 1;

    /// <summary>HEP capture agent that saw it.</summary>
    public uint Agent { get; set; }

    /// <summary>Tells apart the INVITEs of one hop: part of the branch.</summary>
    public string BranchMark { get; set; } = "";

    /// <summary>The next hop of the same dialog, sent on by this one's right host.</summary>
    public LadderLeg Next(string right, string? requestUri = null) =>
        new(_ladder, CallId, Right, right, From, To, FromTag, [ViaOf(Left, BranchOf("INVITE", CSeq)), .. _vias])
        {
            RequestUri = requestUri ?? RequestUri,
            CSeq = CSeq,
            Agent = Agent,
        };

    /// <summary>The same hop seen by another capture agent.</summary>
    public LadderLeg SeenBy(uint agent) => new(_ladder, CallId, Left, Right, From, To, FromTag, _vias)
    {
        RequestUri = RequestUri,
        CSeq = CSeq,
        Agent = agent,
    };

    /// <summary>The left host asks.</summary>
    public LadderLeg Send(double at, string method, string? toTag = null, Func<SipText, SipText>? edit = null, uint? cseq = null)
    {
        var number = cseq ?? CSeq;
        return Write(at, Left, Right, Request(method, toTag, number), edit);
    }

    /// <summary>The right host answers.</summary>
    public LadderLeg Answer(
        double at, int status, string? toTag = null, string method = "INVITE", Func<SipText, SipText>? edit = null, uint? cseq = null)
    {
        var reply = Request(method, method is "BYE" or "CANCEL" ? toTag : null, cseq ?? CSeq).Reply(status, "Reason", toTag);
        return Write(at, Right, Left, reply, edit);
    }

    /// <summary>The right host asks within the dialog.</summary>
    public LadderLeg SendBack(double at, string method, string toTag, uint cseq = 1, Func<SipText, SipText>? edit = null) =>
        Write(at, Right, Left, BackRequest(method, toTag, cseq), edit);

    /// <summary>The left host answers what the right one asked.</summary>
    public LadderLeg AnswerBack(double at, int status, string toTag, string method = "BYE", uint cseq = 1) =>
        Write(at, Left, Right, BackRequest(method, toTag, cseq).Reply(status, "Reason"), null);

    /// <summary>An ordinary answered call: INVITE, 180, 200, ACK, BYE by the caller, 200.</summary>
    public LadderLeg Talk(double start, double ring, double answer, double end, string toTag = "b")
    {
        Send(start, "INVITE").Answer(ring, 180, toTag).Answer(answer, 200, toTag).Send(answer + 5, "ACK", toTag);
        return Send(end, "BYE", toTag, cseq: CSeq + 1).Answer(end + 5, 200, toTag, "BYE", cseq: CSeq + 1);
    }

    /// <summary>A session description, as an edit.</summary>
    public static SipText Sdp(SipText text) => text.Body("application/sdp", "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\nm=audio 4000 RTP/AVP 8\n");

    private SipText Request(string method, string? toTag, uint cseq)
    {
        // A CANCEL and the ACK of a refusal belong to the INVITE's transaction (RFC 3261 §9.1, §17.1.1.3); the ACK of a 2xx is its own.
        var branch = method switch
        {
            "CANCEL" => BranchOf("INVITE", cseq),
            _ => BranchOf(method, cseq),
        };
        var text = SipText.Request(method, RequestUri).With("Via", ViaOf(Left, branch));
        foreach (var via in _vias) text = text.With("Via", via);
        return WithDialog(text, $"<{From}>;tag={FromTag}", toTag is null ? $"<{To}>" : $"<{To}>;tag={toTag}", cseq, method);
    }

    private SipText BackRequest(string method, string toTag, uint cseq)
    {
        var text = SipText.Request(method, From).With("Via", ViaOf(Right, BranchOf("back-" + method, cseq)));
        return WithDialog(text, $"<{To}>;tag={toTag}", $"<{From}>;tag={FromTag}", cseq, method);
    }

    private SipText WithDialog(SipText text, string from, string to, uint cseq, string method) =>
        text.With("From", from)
            .With("To", to)
            .With("Call-ID", CallId)
            .With("CSeq", string.Create(CultureInfo.InvariantCulture, $"{cseq} {method}"));

    private string BranchOf(string method, uint cseq) =>
        string.Create(CultureInfo.InvariantCulture, $"z9hG4bK-{CallId}-{FromTag}-{Left}-{Right}-{method}-{cseq}-{_vias.Count}{BranchMark}");

    private string ViaOf(string host, string branch) => $"SIP/2.0/UDP {_ladder.Host(host)};branch={branch}";

    private LadderLeg Write(double at, string source, string destination, SipText text, Func<SipText, SipText>? edit)
    {
        if (edit is not null) text = edit(text);
        _ladder.Steps.Add(new LadderStep(_ladder.At(at), _ladder.Host(source), _ladder.Host(destination), Agent, text.ToBytes()));
        return this;
    }
}
