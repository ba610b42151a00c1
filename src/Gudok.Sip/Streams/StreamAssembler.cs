namespace Gudok.Sip;

/// <summary>Finds the stream of each TCP segment and bounds how many are followed.</summary>
internal sealed class StreamAssembler(ISipFrameSink sink, HepUnwrapper hep, CaptureLimits limits)
{
    private readonly Dictionary<StreamKey, LinkedListNode<TcpStream>> _streams = [];

    /// <summary>The stream that was idle longest comes first.</summary>
    private readonly LinkedList<TcpStream> _byUse = new();

    private readonly StreamBudget _budget = new(limits.AllStreamBytes);

    /// <summary>Takes one segment.</summary>
    public void Take(in TcpSegment segment)
    {
        const TcpFlags marks = TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst;
        if (segment.Payload.IsEmpty && segment.Missing == 0 && (segment.Flags & marks) == 0) return;
        StreamOf(segment).Take(segment);
    }

    /// <summary>Hands on what still waits for missing octets.</summary>
    public void Complete()
    {
        foreach (var stream in _byUse) stream.Complete();
        _byUse.Clear();
        _streams.Clear();
    }

    private TcpStream StreamOf(in TcpSegment segment)
    {
        var key = new StreamKey(segment.Source, segment.Destination);
        if (_streams.TryGetValue(key, out var node))
        {
            if (node.Next is null) return node.Value;
            _byUse.Remove(node);
            _byUse.AddLast(node);
            return node.Value;
        }

        if (_streams.Count >= limits.Streams) DropIdle();
        var framer = new StreamFramer(sink, hep, limits, segment.Source, segment.Destination);
        _streams[key] = _byUse.AddLast(new TcpStream(key, framer, sink, _budget, limits));
        return _byUse.Last!.Value;
    }

    private void DropIdle()
    {
        var idle = _byUse.First!.Value;
        idle.Complete();
        _byUse.RemoveFirst();
        _streams.Remove(idle.Key);
    }
}
