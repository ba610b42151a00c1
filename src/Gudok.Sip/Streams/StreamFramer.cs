using System.Buffers;

namespace Gudok.Sip;

/// <summary>Cuts the octets of one direction of a connection into SIP messages or HEP packets. Whole messages in a segment are passed
/// without copying; only what is unfinished is kept.</summary>
internal sealed class StreamFramer(
    ISipFrameSink sink, HepUnwrapper hep, CaptureLimits limits, NetworkEndpoint source, NetworkEndpoint destination)
{
    private const int HepHeaderLength = 6;

    private readonly SipLimits _sipLimits = limits.StreamBytes == SipLimits.Default.MaxStreamOctets
        ? SipLimits.Default
        : SipLimits.Default with { MaxStreamOctets = limits.StreamBytes };

    private byte[] _pending = [];
    private int _pendingLength;
    private int _needed;
    private Instant _pendingTime;
    private bool _isSearching;
    private bool _isTls;
    private bool _hadSip;
    private bool _hadHep;
    private bool _isWebSocket;

    /// <summary>Takes octets in their order.</summary>
    public void Take(ReadOnlySpan<byte> octets, Instant time, StreamBudget budget)
    {
        if (_isTls)
        {
            sink.OnIgnored(IgnoreReason.PayloadTls);
            return;
        }

        var data = octets;
        if (_pendingLength > 0)
        {
            if (!Append(octets, budget)) return;
            _pendingTime = time;
            if (_pendingLength < _needed) return;
            data = _pending.AsSpan(0, _pendingLength);
        }

        var rest = data[Frame(data, time)..];
        if (_pendingLength > 0) rest.CopyTo(_pending);
        else if (!rest.IsEmpty && !Append(rest, budget)) return;
        _pendingLength = rest.Length;
        _pendingTime = time;
    }

    /// <summary>Octets are missing from here on: hands on what is readable of the message begun and looks for the next.</summary>
    /// <param name="isCut">The capture cut them off; then the message is worth handing on without the end of its head too.</param>
    public void Gap(bool isCut)
    {
        if (_isTls) return;
        if (_hadSip || _hadHep || _pendingLength > 0) sink.OnIgnored(IgnoreReason.StreamGap);
        HandOnCut(isCut);
        _isSearching = false;
    }

    /// <summary>The sender has ended: nothing will be added.</summary>
    public void EndOfStream() => HandOnCut(isCut: false);

    /// <summary>Another connection begins on the same ports.</summary>
    public void Restart()
    {
        HandOnCut(isCut: false);
        (_isSearching, _isTls, _hadSip, _hadHep, _isWebSocket) = (false, false, false, false, false);
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose(StreamBudget budget)
    {
        budget.Give(_pending.Length);
        if (_pending.Length > 0) ArrayPool<byte>.Shared.Return(_pending);
        (_pending, _pendingLength) = ([], 0);
    }

    /// <summary>Passes what is whole and returns how many octets are done with.</summary>
    private int Frame(ReadOnlySpan<byte> data, Instant time)
    {
        var done = 0;
        _needed = 0;
        while (done < data.Length)
        {
            var rest = data[done..];
            int step;
            if (_isSearching && !IsStart(rest)) step = Search(rest);
            else step = FrameOne(rest, time);
            if (step == 0) break;
            done += step;
        }

        return done;
    }

    private static bool IsStart(ReadOnlySpan<byte> data) => Payloads.IsHep3(data) || SipMessage.LooksLikeSip(data) || WebSocketFrame.HoldsSip(data);

    /// <summary>Takes what begins the data; returns its length, 0 if more is needed.</summary>
    private int FrameOne(ReadOnlySpan<byte> data, Instant time)
    {
        _isSearching = false;
        if (_isWebSocket || WebSocketFrame.HoldsSip(data)) return FrameWebSocket(data, time);
        var blank = data.IndexOfAnyExcept((byte)'\r', (byte)'\n', (byte)0);
        if (blank < 0)
        {
            sink.OnIgnored(IgnoreReason.PayloadEmpty);
            return data.Length;
        }

        if (blank > 0) return blank;
        if (Payloads.IsHep3(data)) return FrameHep(data, time);
        if (SipMessage.LooksLikeSip(data)) return FrameSip(data, time);
        if (data.IndexOf((byte)'\n') < 0 && StartSearch.MayBegin(data)) return 0;
        if (Payloads.IsTls(data))
        {
            _isTls = true;
            sink.OnIgnored(IgnoreReason.PayloadTls);
            return data.Length;
        }

        _isSearching = true;
        return Search(data);
    }

    private int FrameWebSocket(ReadOnlySpan<byte> data, Instant time)
    {
        const int longestHead = 14;
        if (!WebSocketFrame.TryRead(data, out var frame) || frame.PayloadLength > limits.StreamBytes)
        {
            if (data.Length < longestHead) return 0;
            (_isWebSocket, _isSearching) = (false, true);
            return 1;
        }

        _isWebSocket = true;
        _needed = frame.HeadLength + (int)frame.PayloadLength;
        if (data.Length < _needed) return 0;
        var payload = ArrayPool<byte>.Shared.Rent((int)frame.PayloadLength);
        var message = payload.AsSpan(0, (int)frame.PayloadLength);
        frame.Unmask(data, message);
        if (!frame.IsData || Payloads.IsKeepAlive(message)) sink.OnIgnored(IgnoreReason.PayloadEmpty);
        else if (frame.IsWhole && SipMessage.LooksLikeSip(message)) PassWebSocket(message, time);
        else sink.OnIgnored(IgnoreReason.PayloadNotSip);
        ArrayPool<byte>.Shared.Return(payload);
        return _needed;
    }

    private int FrameHep(ReadOnlySpan<byte> data, Instant time)
    {
        if (data.Length < HepHeaderLength) return 0;
        _hadHep = true;
        var length = data[4] << 8 | data[5];
        if (length < HepHeaderLength)
        {
            sink.OnIgnored(IgnoreReason.HepMalformed);
            _isSearching = true;
            return HepHeaderLength;
        }

        _needed = length;
        if (data.Length < length) return 0;
        hep.Take(data[..length], time);
        return length;
    }

    private int FrameSip(ReadOnlySpan<byte> data, Instant time)
    {
        var status = SipMessage.TryRead(data, SipFraming.Stream, _sipLimits, out var message, out var consumed, out var fault);
        if (status == SipReadStatus.NeedMore)
        {
            // A body announced is waited for without reading the head again with each of its segments.
            if (message.BodyStart > 0 && Characters.TryReadUInt32(message.LengthText, out var body)) _needed = message.BodyStart + (int)body;
            return 0;
        }

        _hadSip = true;
        if (consumed == 0) return PassUnframed(data, message, fault, time);
        if (message.Index[(int)SipHeader.ContentLength] == 0 && message.Index[(int)SipHeader.ContentType] != 0)
            consumed = UntilNext(data, consumed);
        Pass(data[..consumed], time, isTruncated: false);
        return consumed;
    }

    // No length says where the body ends: it goes to the next start line, or as far as octets have come (RFC 3261 §18.3 demands the header).
    private static int UntilNext(ReadOnlySpan<byte> data, int headLength)
    {
        var next = StartSearch.Find(data[headLength..], withHep: false);
        return next < 0 ? data.Length : headLength + next;
    }

    // The end of the message cannot be known. Its head, if there is one, is worth reading; then on to the next start line.
    private int PassUnframed(ReadOnlySpan<byte> data, scoped in SipMessage message, SipFault fault, Instant time)
    {
        _isSearching = true;
        var length = message.BodyStart > 0 ? message.BodyStart : Math.Min(data.Length, data.IndexOf((byte)'\n') + 1);
        if (fault.IsLimit) sink.OnIgnored(IgnoreReason.SipLimit);
        else Pass(data[..length], time, isTruncated: false);
        return length;
    }

    /// <summary>Passes over what is no message; returns how many octets, 0 if the rest may be the beginning of one.</summary>
    private int Search(ReadOnlySpan<byte> data)
    {
        var found = StartSearch.Find(data, _hadHep);
        if (found > 0) return found;
        var tail = data[(data.LastIndexOf((byte)'\n') + 1)..];
        var kept = StartSearch.MayBegin(tail) ? tail.Length : 0;
        if (kept < data.Length) sink.OnIgnored(_hadSip || _hadHep ? IgnoreReason.StreamGap : IgnoreReason.PayloadNotSip);
        return data.Length - kept;
    }

    private void HandOnCut(bool isCut)
    {
        var data = _pending.AsSpan(0, _pendingLength);
        (_pendingLength, _needed) = (0, 0);
        if (data.IsEmpty || !SipMessage.LooksLikeSip(data)) return;
        if (isCut || data.IndexOf("\r\n\r\n"u8) >= 0) Pass(data, _pendingTime, isTruncated: true);
    }

    private void PassWebSocket(ReadOnlySpan<byte> message, Instant time)
    {
        _hadSip = true;
        Pass(message, time, isTruncated: false, TransportKind.WebSocket);
    }

    private void Pass(ReadOnlySpan<byte> message, Instant time, bool isTruncated, TransportKind transport = TransportKind.Tcp) => sink.OnFrame(new SipFrame
    {
        Time = time,
        Source = source,
        Destination = destination,
        Transport = transport,
        Message = message,
        IsTruncated = isTruncated,
    });

    /// <summary>Keeps octets; false when that is too much, and then what was kept is given up.</summary>
    private bool Append(ReadOnlySpan<byte> octets, StreamBudget budget)
    {
        var length = _pendingLength + octets.Length;
        if (length > _pending.Length && !Grow(length, budget))
        {
            sink.OnIgnored(IgnoreReason.SipLimit);
            (_pendingLength, _needed, _isSearching) = (0, 0, true);
            return false;
        }

        octets.CopyTo(_pending.AsSpan(_pendingLength));
        _pendingLength = length;
        return true;
    }

    private bool Grow(int length, StreamBudget budget)
    {
        // One message at the limit and the segment that completes it must find room.
        const int roomForSegment = 1 << 16;
        if (length > limits.StreamBytes + roomForSegment) return false;
        var larger = ArrayPool<byte>.Shared.Rent(length);
        if (!budget.TryTake(larger.Length - _pending.Length))
        {
            ArrayPool<byte>.Shared.Return(larger);
            return false;
        }

        _pending.AsSpan(0, _pendingLength).CopyTo(larger);
        if (_pending.Length > 0) ArrayPool<byte>.Shared.Return(_pending);
        _pending = larger;
        return true;
    }
}
