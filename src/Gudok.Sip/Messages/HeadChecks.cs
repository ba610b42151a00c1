namespace Gudok.Sip;

/// <summary>What a head must hold before a call can be told from it: Call-ID, From, To and CSeq, each once and readable.</summary>
internal static class HeadChecks
{
    /// <summary>Checks a whole head. The first thing wrong becomes the message's fault.</summary>
    public static void Run(ref SipMessage message, SipLimits limits)
    {
        CheckCallId(ref message, limits);
        CheckAddress(ref message, SipHeader.From, message.FromText, ref message.FromAddress, SipFaultKind.MissingFrom, SipFaultKind.BadFrom, limits);
        CheckAddress(ref message, SipHeader.To, message.ToText, ref message.ToAddress, SipFaultKind.MissingTo, SipFaultKind.BadTo, limits);
        CheckCSeq(ref message);
        if (message.Index[(int)SipHeader.Via] == 0) message.Notes |= SipNotes.MissingVia;
    }

    /// <summary>Checks a head that the end of the datagram cut. An observer can use it if all that is needed came before the cut:
    /// captures with a snap length are full of such messages.</summary>
    public static void RunOnCutHead(ref SipMessage message, SipLimits limits)
    {
        var hasAll = message.HeadStart > 0 && !message.CallIdText.IsEmpty && !message.FromText.IsEmpty && !message.ToText.IsEmpty
            && !message.CSeqText.IsEmpty;
        if (!hasAll)
        {
            Outcome.Fail(ref message, SipFaultKind.HeadCutShort, message.Text.Length);
            return;
        }

        message.Notes |= SipNotes.HeadCut | SipNotes.BodyCut;
        message.BodyStart = message.Text.Length;
        Run(ref message, limits);
    }

    private static void CheckCallId(ref SipMessage message, SipLimits limits)
    {
        if (message.CallIdText.IsEmpty) Outcome.Fail(ref message, SipFaultKind.MissingCallId, 0);
        else if (message.CallIdText.Length > limits.MaxCallIdOctets)
            Outcome.Fail(ref message, SipFaultKind.CallIdTooLong, message.Index[(int)SipHeader.CallId]);
    }

    private static void CheckAddress(
        ref SipMessage message,
        SipHeader header,
        ReadOnlySpan<byte> text,
        ref SipAddress address,
        SipFaultKind missing,
        SipFaultKind bad,
        SipLimits limits)
    {
        var offset = message.Index[(int)header];
        if (text.IsEmpty) Outcome.Fail(ref message, missing, offset);
        else if (!SipAddress.TryParse(text, out address)) Outcome.Fail(ref message, bad, offset);
        else if (address.Tag.Length > limits.MaxTagOctets) Outcome.Fail(ref message, SipFaultKind.TagTooLong, offset);
        message.Notes |= address.Notes;
    }

    private static void CheckCSeq(ref SipMessage message)
    {
        var offset = message.Index[(int)SipHeader.CSeq];
        if (message.CSeqText.IsEmpty)
        {
            Outcome.Fail(ref message, SipFaultKind.MissingCSeq, offset);
            return;
        }

        var text = message.CSeqText;
        var end = 0;
        while (end < text.Length && !Characters.IsLws(text[end])) end++;
        var method = text[end..].TrimLws();
        var known = SipMethods.Find(method);
        if (!Characters.TryReadUInt32(text[..end], out message.CSeqValue) || (known == SipMethod.Other && !Characters.IsToken(method)))
        {
            Outcome.Fail(ref message, SipFaultKind.BadCSeq, offset);
            return;
        }

        if (message.CSeqValue > int.MaxValue) message.Notes |= SipNotes.LargeCSeq;
        message.CSeqMethodText = method;
        message.CSeqMethodValue = known;
        if (!message.Start.Method.IsEmpty && !message.Start.Method.SequenceEqual(method))
            Outcome.Fail(ref message, SipFaultKind.MethodMismatch, offset);
    }
}
