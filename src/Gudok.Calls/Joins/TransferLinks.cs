using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Links the calls of one conversation: those that a REFER, a Replaces or a changed Session-ID ties together (case 22).</summary>
internal sealed class TransferLinks(AssemblyOptions options)
{
    private readonly Dictionary<string, LinkNode> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<(Numbers.Party Target, UInt128 Host), (LinkNode Node, Instant At)> _expected = [];
    private readonly Dictionary<SessionPair, LinkNode> _pairs = [];
    private readonly Dictionary<string, LegReport> _learned = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Learns what a leg says of other calls.</summary>
    public void Learn(LegReport report)
    {
        var own = NodeOf(report.CallId);
        own.Identify(report);
        _learned[report.CallId] = report.WithoutCall();
        foreach (var dialog in report.Tokens!.Replaces) own.Replace(NodeOf(dialog.CallId), dialog);
        if (report.Tokens.Referred.Count + report.Tokens.LaterSessions.Count > 0) own.Root.IsLinked = true;
        foreach (var referred in report.Tokens.Referred) _expected[(referred.Target, referred.Host)] = (own, referred.At);
        foreach (var pair in report.Tokens.LaterSessions)
        {
            if (_pairs.TryAdd(pair, own)) continue;
            own.Unite(_pairs[pair]);
        }

        Forget();
    }

    /// <summary>Writes what was learned.</summary>
    public void Save(StateWriter writer) => writer.Write(_learned.Values, report => CallState.Write(writer, report));

    /// <summary>Learns anew what was written.</summary>
    public void Restore(StateReader reader)
    {
        foreach (var report in reader.ReadList(() => CallState.ReadReport(reader))) Learn(report);
    }

    /// <summary>Writes into a call what it is linked to.</summary>
    public ObservedCall Apply(ObservedCall call, IReadOnlyList<LegReport> legs)
    {
        if (_nodes.Count == 0) return call;
        foreach (var leg in legs) Meet(call, leg);
        var node = legs.Select(leg => _nodes.GetValueOrDefault(leg.CallId)).FirstOrDefault(known => known is not null);
        if (node?.Root is not { IsLinked: true, First: { } first }) return call;
        return call with { LinkSession = first.CallId, LinkTag = first.FromTag };
    }

    /// <summary>Whether the call is one that somebody was asked to make, replaces what it says, or has the Session-ID of a changed one.</summary>
    private void Meet(ObservedCall call, LegReport leg)
    {
        foreach (var host in leg.Left)
        {
            if (!_expected.TryGetValue((call.Dialled, host), out var expected)) continue;
            var after = leg.StartedAt - expected.At;
            if (after < TimeSpan.Zero || after > options.TransferWindow) continue;
            Identified(leg).Unite(expected.Node);
        }

        if (leg.Tokens?.Session is { IsFull: true } pair && _pairs.TryGetValue(pair, out var changed)) Identified(leg).Unite(changed);
        if (_nodes.TryGetValue(leg.CallId, out var known)) known.Identify(leg);
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
            _learned.Remove(callId);
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
