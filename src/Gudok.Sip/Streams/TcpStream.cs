using System.Buffers;

namespace Gudok.Sip;

/// <summary>One direction of a TCP connection: brings its octets into order and gives them to the framer (RFC 9293 §3.10.7).</summary>
internal sealed class TcpStream(StreamKey key, StreamFramer framer, ISipFrameSink sink, StreamBudget budget, CaptureLimits limits)
{
    /// <summary>Farther from the octet awaited than any window is wide: another connection whose beginning was not seen.</summary>
    private const int RestartDistance = 1 << 24;

    /// <summary>Segments that came too early, by their numbers; null until the first.</summary>
    private List<EarlySegment>? _early;

    private uint _next;
    private uint _initial;
    private int _earlyBytes;
    private bool _hasNext;
    private bool _hasInitial;

    /// <summary>What it is known by.</summary>
    public StreamKey Key { get; } = key;

    /// <summary>Takes one segment.</summary>
    public void Take(in TcpSegment segment)
    {
        var sequence = segment.Sequence;
        if ((segment.Flags & TcpFlags.Syn) != 0)
        {
            Begin(sequence);
            sequence++;
        }

        if (segment.Payload.Length + segment.Missing > 0) TakeOctets(segment, sequence);

        // An end that overtook octets before it says nothing yet.
        var end = sequence + (uint)(segment.Payload.Length + segment.Missing);
        if ((segment.Flags & (TcpFlags.Fin | TcpFlags.Rst)) != 0 && end == _next) framer.EndOfStream();
    }

    /// <summary>Gives up waiting.</summary>
    public void Complete()
    {
        while (_early is { Count: > 0 }) PassGap();
        framer.EndOfStream();
        framer.Dispose(budget);
    }

    // The same connection's SYN may come again; another one's on the same ports begins anew.
    private void Begin(uint sequence)
    {
        if (_hasInitial && _initial == sequence) return;
        DropEarly();
        framer.Restart();
        (_initial, _next, _hasInitial, _hasNext) = (sequence, sequence + 1, true, true);
    }

    private void TakeOctets(in TcpSegment segment, uint sequence)
    {
        if (!_hasNext) (_next, _hasNext) = (sequence, true);
        var ahead = (int)(sequence - _next);
        if (Math.Abs((long)ahead) > RestartDistance)
        {
            DropEarly();
            framer.Gap(isCut: false);
            (_next, _hasInitial, ahead) = (sequence, false, 0);
        }

        if (ahead > 0)
        {
            Keep(segment, sequence);
            while (_early is { Count: > 0 } early && MustPassGap(early, segment.Time)) PassGap();
            return;
        }

        Deliver(segment.Payload, segment.Missing, -ahead, segment.Time);
        Drain(segment.Time);
    }

    // What was seen before is passed over; what is new goes to the framer, and a cut behind it is a gap at once: it will never come.
    private void Deliver(ReadOnlySpan<byte> octets, int missing, int known, Instant time)
    {
        var total = octets.Length + missing;
        if (known >= total) return;
        _next += (uint)(total - known);
        if (known < octets.Length) framer.Take(octets[known..], time, budget);
        if (missing > 0) framer.Gap(isCut: true);
    }

    private void Drain(Instant? time)
    {
        if (_early is null) return;
        while (_early.Count > 0 && (int)(_early[0].Sequence - _next) is var ahead and <= 0)
        {
            var first = _early[0];
            _early.RemoveAt(0);
            Deliver(first.Octets.AsSpan(0, first.Length), first.Missing, -ahead, time ?? first.Time);
            Release(first);
        }
    }

    private bool MustPassGap(List<EarlySegment> early, Instant now) =>
        early.Count > limits.EarlySegments || _earlyBytes > limits.StreamBytes || now - early[0].Time > limits.GapAge;

    // The octets between will not come any more: go on behind them. The messages there bear the times of their own segments.
    private void PassGap()
    {
        framer.Gap(isCut: false);
        _next = _early![0].Sequence;
        Drain(time: null);
    }

    private void Keep(in TcpSegment segment, uint sequence)
    {
        _early ??= [];
        var place = _early.Count;
        while (place > 0 && (int)(_early[place - 1].Sequence - sequence) > 0) place--;
        var length = segment.Payload.Length;
        if (place > 0 && _early[place - 1].Sequence == sequence && _early[place - 1].Length >= length) return;
        if (!budget.TryTake(length))
        {
            sink.OnIgnored(IgnoreReason.SipLimit);
            return;
        }

        var copy = ArrayPool<byte>.Shared.Rent(length);
        segment.Payload.CopyTo(copy);
        _earlyBytes += length;
        _early.Insert(place, new EarlySegment(sequence, copy, length, segment.Missing, segment.Time));
    }

    private void DropEarly()
    {
        if (_early is null) return;
        foreach (var segment in _early) Release(segment);
        _early.Clear();
    }

    private void Release(in EarlySegment segment)
    {
        ArrayPool<byte>.Shared.Return(segment.Octets);
        _earlyBytes -= segment.Length;
        budget.Give(segment.Length);
    }
}
