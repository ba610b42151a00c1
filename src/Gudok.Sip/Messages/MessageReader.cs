using System.Runtime.CompilerServices;

namespace Gudok.Sip;

/// <summary>Reads one message in one pass: start line, header lines, body.</summary>
internal static class MessageReader
{
    public static SipReadStatus Read(
        ReadOnlySpan<byte> bytes, SipFraming framing, SipLimits limits, out SipMessage message, out int consumed, out SipFault fault)
    {
        fault = default;
        consumed = framing == SipFraming.Datagram ? bytes.Length : 0;
        var start = SipSniffer.KeepAlives(bytes);
        if (start == bytes.Length)
        {
            message = default;
            return NothingThere(framing, start, out consumed, out fault);
        }

        var most = framing == SipFraming.Datagram ? limits.MaxDatagramOctets : limits.MaxStreamOctets;
        var text = bytes[start..];
        var isLonger = text.Length > most;
        if (isLonger) text = text[..most];
        SipMessage.Begin(text, out message);
        var outcome = isLonger && framing == SipFraming.Datagram
            ? Outcome.Fail(ref message, SipFaultKind.MessageTooLong, most)
            : ReadHead(ref message, limits);
        if (outcome == SipReadStatus.Complete) outcome = BodyReader.Read(ref message, framing, limits, out consumed);
        else if (outcome == SipReadStatus.NeedMore) outcome = EndCutHead(ref message, framing, limits, isLonger);

        consumed = framing == SipFraming.Datagram ? bytes.Length : consumed > 0 ? start + consumed : 0;
        if (outcome == SipReadStatus.Malformed) fault = new SipFault(message.Fault.Kind, start + message.Fault.Offset);
        return outcome;
    }

    private static SipReadStatus NothingThere(SipFraming framing, int length, out int consumed, out SipFault fault)
    {
        consumed = length;
        fault = framing == SipFraming.Stream ? default : new SipFault(SipFaultKind.Empty, 0);
        return framing == SipFraming.Stream ? SipReadStatus.NeedMore : SipReadStatus.Malformed;
    }

    private static SipReadStatus ReadHead(ref SipMessage message, SipLimits limits)
    {
        var lineEnd = message.Text.IndexOf((byte)'\n');
        if ((lineEnd < 0 ? message.Text.Length : lineEnd) > limits.MaxLineOctets)
            return Outcome.Fail(ref message, SipFaultKind.LineTooLong, limits.MaxLineOctets);
        if (lineEnd < 0) return SipReadStatus.NeedMore;
        var line = message.Text[..lineEnd];
        if (lineEnd > 0 && line[^1] == (byte)'\r') line = line[..^1];
        else message.Notes |= SipNotes.BareLineFeed;

        var kind = StartLine.Read(line, out message.Start);
        if (kind != SipFaultKind.None) return Outcome.Fail(ref message, kind, 0);
        if (message.Start.HasExtraBlanks) message.Notes |= SipNotes.BlanksInStartLine;
        if (message.Start.HasBrackets) message.Notes |= SipNotes.BadRequestUri;
        message.HeadStart = lineEnd + 1;
        var status = ReadLines(ref message, limits);
        if (status == SipReadStatus.Complete) HeadChecks.Run(ref message, limits);
        return status;
    }

    private static SipReadStatus ReadLines(ref SipMessage message, SipLimits limits)
    {
        var text = message.Text;
        var reader = new HeadReader(text, message.HeadStart);
        if (reader.Position < text.Length && text[reader.Position] is (byte)' ' or (byte)'\t')
            return Outcome.Fail(ref message, SipFaultKind.FoldWithoutHeader, reader.Position);

        for (var count = 0; ; count++)
        {
            var step = reader.Next();
            if (step == HeadStep.EndOfHead) break;
            var length = (step == HeadStep.Line ? reader.LineEnd : text.Length) - reader.LineStart;
            if (length > limits.MaxLineOctets) return Outcome.Fail(ref message, SipFaultKind.LineTooLong, reader.LineStart);
            if (step == HeadStep.CutShort) return SipReadStatus.NeedMore;
            if (count >= limits.MaxHeaders) return Outcome.Fail(ref message, SipFaultKind.TooManyHeaders, reader.LineStart);
            TakeLine(ref message, text, reader.LineStart, length);
        }

        if (reader.HasBareLineFeed) message.Notes |= SipNotes.BareLineFeed;
        message.BodyStart = reader.Position;
        return SipReadStatus.Complete;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TakeLine(ref SipMessage message, ReadOnlySpan<byte> text, int offset, int length)
    {
        var line = text[offset..];
        var header = SipHeaderNames.Read(line, length, out var colon);
        if (header == SipHeader.Other)
        {
            if (colon < 0) message.Notes |= SipNotes.BadHeaderLine;
            return;
        }

        ref var place = ref message.Index[(int)header];
        var isFirst = place == 0;
        if (isFirst) place = offset;
        if (header <= SipHeader.ContentLength) TakeValue(ref message, header, line[(colon + 1)..length], isFirst, offset);
    }

    /// <summary>Keeps the value of a header that stands alone or, of Via, comes first.</summary>
    private static void TakeValue(ref SipMessage message, SipHeader header, ReadOnlySpan<byte> value, bool isFirst, int offset)
    {
        switch (header)
        {
            case SipHeader.Via:
                message.LastVia = offset;
                if (isFirst) message.ViaText = value.TrimValue();
                break;
            case SipHeader.From:
                TakeSingle(ref message, ref message.FromText, value, isFirst, SipFaultKind.ContradictingFrom, offset);
                break;
            case SipHeader.To:
                TakeSingle(ref message, ref message.ToText, value, isFirst, SipFaultKind.ContradictingTo, offset);
                break;
            case SipHeader.CallId:
                TakeSingle(ref message, ref message.CallIdText, value, isFirst, SipFaultKind.ContradictingCallId, offset);
                break;
            case SipHeader.CSeq:
                TakeSingle(ref message, ref message.CSeqText, value, isFirst, SipFaultKind.ContradictingCSeq, offset);
                break;
            case SipHeader.ContentLength:
                TakeSingle(ref message, ref message.LengthText, value, isFirst, SipFaultKind.ContradictingContentLength, offset);
                break;
            default:
                break;
        }
    }

    /// <summary>A second header with another value is a contradiction that nobody may settle by picking one (RFC 4475 §3.3.8); with the
    /// same value it is only odd.</summary>
    private static void TakeSingle(
        ref SipMessage message, ref ReadOnlySpan<byte> place, ReadOnlySpan<byte> value, bool isFirst, SipFaultKind contradiction, int offset)
    {
        value = value.TrimValue();
        if (isFirst) place = value;
        else if (place.SequenceEqual(value)) message.Notes |= SipNotes.RepeatedHeader;
        else Outcome.Fail(ref message, contradiction, offset);
    }

    private static SipReadStatus EndCutHead(ref SipMessage message, SipFraming framing, SipLimits limits, bool isLonger)
    {
        if (framing == SipFraming.Stream)
            return isLonger ? Outcome.Fail(ref message, SipFaultKind.MessageTooLong, message.Text.Length) : SipReadStatus.NeedMore;
        HeadChecks.RunOnCutHead(ref message, limits);
        return message.Fault.Kind == SipFaultKind.None ? SipReadStatus.Complete : SipReadStatus.Malformed;
    }
}
