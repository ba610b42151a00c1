namespace Gudok.Sip;

/// <summary>Puts IP datagrams together from their pieces, in any order, repeated and overlapping ones too (RFC 815, RFC 8200 §4.5).</summary>
internal sealed class FragmentAssembler(ISipFrameSink sink, CaptureLimits limits)
{
    private readonly Dictionary<FragmentKey, FragmentedDatagram> _datagrams = [];
    private readonly Queue<FragmentedDatagram> _byAge = new();
    private readonly Stack<FragmentedDatagram> _free = new();

    /// <summary>Takes a piece; true when a datagram can be handed on: the whole one, or a first piece that the capture itself cut.</summary>
    /// <param name="packet">The piece; becomes the datagram, its payload valid until the next piece.</param>
    /// <param name="time">When it came.</param>
    public bool TryComplete(ref IpPacket packet, Instant time)
    {
        Expire(time);
        var key = new FragmentKey(packet.Source, packet.Destination, packet.Identification, Family(packet));
        if (_datagrams.TryGetValue(key, out var datagram) && datagram.Done is { } done)
        {
            if (time - done <= limits.FragmentEcho) return Echo(packet);
            datagram.Begin(key, time);
        }

        datagram ??= Begin(key, time);
        if (packet.Missing > 0) return CutPiece(ref packet, datagram, time);
        if (!datagram.TryAdd(packet))
        {
            sink.OnIgnored(IgnoreReason.PacketMalformed);
            return false;
        }

        if (!datagram.IsComplete) return false;
        datagram.Done = time;
        packet.Payload = datagram.Octets;
        packet.Protocol = datagram.Protocol;
        packet.IsFragment = false;
        return true;
    }

    /// <summary>Gives up on what is still incomplete.</summary>
    public void Complete()
    {
        while (_byAge.TryDequeue(out var oldest)) GiveUp(oldest);
    }

    private bool Echo(scoped in IpPacket packet)
    {
        if (packet.FragmentOffset == 0) sink.OnIgnored(IgnoreReason.Duplicate);
        return false;
    }

    // A piece of which the capture kept only the beginning can never be joined to the next; the first one holds the head of a message.
    private bool CutPiece(ref IpPacket packet, FragmentedDatagram datagram, Instant time)
    {
        if (packet.FragmentOffset > 0)
        {
            sink.OnIgnored(IgnoreReason.PacketTruncated);
            return false;
        }

        datagram.Done = time;
        packet.IsFragment = false;
        return true;
    }

    // IPv6 names the protocol only behind the fragment header, where pieces may disagree; the identification is wide enough.
    private static byte Family(scoped in IpPacket packet) =>
        packet.Source.IsIPv4 ? packet.Protocol : IpPacket.IPv6;

    private FragmentedDatagram Begin(FragmentKey key, Instant time)
    {
        if (_datagrams.Count >= limits.FragmentedDatagrams) GiveUp(_byAge.Dequeue());
        var datagram = _free.TryPop(out var used) ? used : new FragmentedDatagram();
        datagram.Begin(key, time);
        _datagrams[key] = datagram;
        _byAge.Enqueue(datagram);
        return datagram;
    }

    private void Expire(Instant time)
    {
        while (_byAge.TryPeek(out var oldest) && time - oldest.Begun > limits.FragmentAge) GiveUp(_byAge.Dequeue());
    }

    private void GiveUp(FragmentedDatagram datagram)
    {
        if (datagram.Done is null) sink.OnIgnored(IgnoreReason.PacketFragmentLost);
        _datagrams.Remove(datagram.Key);
        datagram.End();
        _free.Push(datagram);
    }
}
