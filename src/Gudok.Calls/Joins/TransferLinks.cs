using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Links the calls of one conversation: those that a REFER, a Replaces or a changed Session-ID ties together (case 22).</summary>
internal sealed class TransferLinks(AssemblyOptions options, StateJournal? journal)
{
    private readonly Dictionary<string, LinkNode> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<(Numbers.Party Target, HostAddress Host), (LinkNode Node, Instant At)> _expected = [];
    private readonly Dictionary<SessionPair, LinkNode> _pairs = [];
    private readonly Dictionary<string, LearnedLeg> _learned = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly List<LearnedLeg> _restored = [];

    /// <summary>Learns what a leg says of other calls.</summary>
    public void Learn(LegReport report)
    {
        if (!_learned.TryGetValue(report.CallId, out var learned)) _learned.Add(report.CallId, learned = new LearnedLeg());
        learned.Report = report.WithoutCall();
        journal?.MarkChanged(learned);
        Tie(report);
        Forget();
    }

    private void Tie(LegReport report)
    {
        var own = NodeOf(report.CallId);
        own.Identify(report);
        foreach (var dialog in report.Tokens!.Replaces) own.Replace(NodeOf(dialog.CallId), dialog);
        if (report.Tokens.Referred.Count + report.Tokens.LaterSessions.Count > 0) own.Root.IsLinked = true;
        foreach (var referred in report.Tokens.Referred) _expected[(referred.Target, referred.Host)] = (own, referred.At);
        foreach (var pair in report.Tokens.LaterSessions)
        {
            if (_pairs.TryAdd(pair, own)) continue;
            own.Unite(_pairs[pair]);
        }
    }

    /// <summary>Takes up a leg that was saved.</summary>
    public LearnedLeg Restore(StateReader reader)
    {
        var learned = new LearnedLeg { Report = CallState.ReadReport(reader) };
        _learned.Add(learned.Report.CallId, learned);
        _restored.Add(learned);
        return learned;
    }

    /// <summary>Learns anew what was taken up: in the order in which it was saved, the last of which came first.</summary>
    public void EndRestore()
    {
        for (var index = _restored.Count - 1; index >= 0; index--) Tie(_restored[index].Report);
        _restored.Clear();
    }

    /// <summary>Writes into a call what it is linked to.</summary>
    public ObservedCall Apply(ObservedCall call, IReadOnlyList<LegReport> legs)
    {
        if (_nodes.Count == 0) return call;
        LinkNode? node = null;
        for (var leg = 0; leg < legs.Count; leg++)
        {
            var met = Meet(call, legs[leg]);
            node ??= met;
        }

        return Linked(call, node);
    }

    /// <summary>As <see cref="Apply(ObservedCall, IReadOnlyList{LegReport})"/>, of a call of one leg.</summary>
    public ObservedCall Apply(ObservedCall call, LegReport leg) => _nodes.Count == 0 ? call : Linked(call, Meet(call, leg));

    private static ObservedCall Linked(ObservedCall call, LinkNode? node) => node?.Root is { IsLinked: true, First: { } first }
        ? call with { LinkSession = first.CallId, LinkTag = first.FromTag }
        : call;

    /// <summary>Whether the call is one that somebody was asked to make, replaces what it says, or has the Session-ID of a changed one.</summary>
    /// <returns>The node of the leg, if it has one.</returns>
    private LinkNode? Meet(ObservedCall call, LegReport leg)
    {
        for (var host = 0; host < leg.Left.Count && _expected.Count > 0; host++)
        {
            if (!_expected.TryGetValue((call.Dialled, leg.Left[host]), out var expected)) continue;
            var after = leg.StartedAt - expected.At;
            if (after < TimeSpan.Zero || after > options.TransferWindow) continue;
            Identified(leg).Unite(expected.Node);
        }

        if (leg.Tokens?.Session is { IsFull: true } pair && _pairs.TryGetValue(pair, out var changed)) Identified(leg).Unite(changed);
        if (!_nodes.TryGetValue(leg.CallId, out var known)) return null;
        known.Identify(leg);
        return known;
    }

    private LinkNode Identified(LegReport leg)
    {
        var node = NodeOf(leg.CallId);
        node.Identify(leg);
        return node;
    }

    private LinkNode NodeOf(string callId)
    {
        if (_nodes.TryGetValue(callId, out var known)) return known;
        var node = new LinkNode();
        _nodes.Add(callId, node);
        _order.Enqueue(callId);
        return node;
    }

    private void Forget()
    {
        while (_order.Count > options.RememberedTransfers)
        {
            var callId = _order.Dequeue();
            if (_learned.Remove(callId, out var learned)) journal?.MarkGone(learned);
            if (!_nodes.Remove(callId, out var node)) continue;
            foreach (var (key, value) in _expected)
            {
                if (ReferenceEquals(value.Node, node)) _expected.Remove(key);
            }

            foreach (var (pair, value) in _pairs)
            {
                if (ReferenceEquals(value, node)) _pairs.Remove(pair);
            }
        }
    }
}
