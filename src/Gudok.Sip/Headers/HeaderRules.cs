using System.Text;

namespace Gudok.Sip;

/// <summary>What a strict stack asks of single headers.</summary>
internal static class HeaderRules
{
    private const uint MostForwards = 255;
    private const int BranchCookieLength = 7;

    public static SipNotes Inspect(SipHeaderLine line, in SipMessage message)
    {
        if (!Characters.IsToken(line.Name)) return SipNotes.BadHeaderLine;
        return line.Header switch
        {
            SipHeader.Via => InspectVia(line.Values),
            SipHeader.Contact => InspectContact(line),
            SipHeader.Date => line.Value.EndsWith(" GMT"u8) ? SipNotes.None : SipNotes.BadDate,
            SipHeader.MaxForwards => Number(line.Value, MostForwards),
            SipHeader.Expires or SipHeader.MinSE => Number(line.Value, uint.MaxValue),
            SipHeader.RetryAfter => Number(UpTo(line.Value, " \t;("u8), uint.MaxValue),
            SipHeader.Warning => InspectWarnings(line.Values),
            SipHeader.Require or SipHeader.ProxyRequire => InspectExtensions(line.Values),
            SipHeader.ContentType => InspectBodyType(line.Value, message),
            SipHeader.Accept => InspectAccept(line.Values, message),
            SipHeader.Authorization or SipHeader.ProxyAuthorization => InspectCredentials(line.Value),
            _ => SipNotes.None,
        };
    }

    private static SipNotes InspectVia(SipValueEnumerator values)
    {
        var notes = SipNotes.None;
        while (values.MoveNext())
        {
            if (!SipVia.TryParse(values.Current, out var via) || HasEmptyParameter(via.Parameters.Text)) notes |= SipNotes.BadVia;
            else if (via.Branch.Length == BranchCookieLength && Ascii.EqualsIgnoreCase(via.Branch, "z9hg4bk"u8)) notes |= SipNotes.BareBranch;
        }

        return values.HasEmptyPart ? notes | SipNotes.BadVia : notes;
    }

    private static SipNotes InspectContact(SipHeaderLine line)
    {
        if (line.Value.SequenceEqual("*"u8)) return SipNotes.None;
        var notes = SipNotes.None;
        var values = line.Values;
        while (values.MoveNext()) notes |= InspectContact(values.Current);
        return values.HasEmptyPart ? notes | SipNotes.BadContact : notes;
    }

    private static SipNotes InspectContact(ReadOnlySpan<byte> value)
    {
        if (!SipAddress.TryParse(value, out var address) || HasEmptyParameter(address.Parameters.Text)) return SipNotes.BadContact;
        if (!SipUri.TryParse(address.Uri, out _)) return SipNotes.BadContact;

        // RFC 3261 §20.10: without brackets nobody can tell whose the question mark is.
        var isBare = value[0] == address.Uri[0] && value.StartsWith(address.Uri);
        if (isBare && address.Uri.Contains((byte)'?')) return SipNotes.BadContact;
        if (address.Parameters.TryFind("expires"u8, out var expires) && !Characters.TryReadUInt32(expires, out _)) return SipNotes.BadContact;
        return address.Notes;
    }

    private static bool HasEmptyParameter(ReadOnlySpan<byte> text)
    {
        text = text.TrimLws();
        if (text.IsEmpty) return false;
        var rest = text[1..];
        while (true)
        {
            var end = Characters.FindUnquoted(rest, (byte)';');
            if (rest[..end].TrimLws().IsEmpty) return true;
            if (end == rest.Length) return false;
            rest = rest[(end + 1)..];
        }
    }

    private static ReadOnlySpan<byte> UpTo(ReadOnlySpan<byte> value, ReadOnlySpan<byte> ends)
    {
        var end = value.IndexOfAny(ends);
        return end < 0 ? value : value[..end];
    }

    private static SipNotes Number(ReadOnlySpan<byte> text, uint most) =>
        Characters.TryReadUInt32(text, out var number) && number <= most ? SipNotes.None : SipNotes.BadNumber;

    private static SipNotes InspectWarnings(SipValueEnumerator values)
    {
        foreach (var value in values)
        {
            var code = UpTo(value, " \t"u8);
            if (code.Length != 3 || !Characters.TryReadUInt32(code, out _)) return SipNotes.BadNumber;
        }

        return SipNotes.None;
    }

    private static SipNotes InspectExtensions(SipValueEnumerator tags)
    {
        foreach (var tag in tags)
        {
            if (!Words.Extensions.Contains(Encoding.ASCII.GetString(tag))) return SipNotes.UnknownExtension;
        }

        return SipNotes.None;
    }

    private static SipNotes InspectBodyType(ReadOnlySpan<byte> value, in SipMessage message)
    {
        if (!message.IsRequest || message.Method != SipMethod.Invite || message.Body.IsEmpty) return SipNotes.None;
        return MakesSession(value) || MimePart.IsMultipart(value)
            ? SipNotes.None
            : SipNotes.UnknownBody;
    }

    private static SipNotes InspectAccept(SipValueEnumerator types, in SipMessage message)
    {
        if (!message.IsRequest || message.Method != SipMethod.Invite) return SipNotes.None;
        foreach (var type in types)
        {
            if (MakesSession(type)) return SipNotes.None;
        }

        return SipNotes.UnknownAccept;
    }

    private static bool MakesSession(ReadOnlySpan<byte> type)
    {
        type = UpTo(type, " \t;"u8);
        return Ascii.EqualsIgnoreCase(type, "application/sdp"u8) || type.SequenceEqual("*/*"u8)
            || Ascii.EqualsIgnoreCase(type, "application/*"u8);
    }

    private static SipNotes InspectCredentials(ReadOnlySpan<byte> value)
    {
        var scheme = UpTo(value, " \t"u8);
        return Ascii.EqualsIgnoreCase(scheme, "digest"u8) || Ascii.EqualsIgnoreCase(scheme, "basic"u8)
            || Ascii.EqualsIgnoreCase(scheme, "bearer"u8)
            ? SipNotes.None
            : SipNotes.UnknownCredentials;
    }
}
