namespace Gudok.Sip;

/// <summary>The grammar that reading does not need and a strict stack looks at: what the torture tests of RFC 4475 are about.</summary>
internal static class Grammar
{
    /// <summary>The notes by which a message breaks the grammar.</summary>
    public const SipNotes Breaches = SipNotes.BlanksInStartLine | SipNotes.BadHeaderLine | SipNotes.HeadCut | SipNotes.BodyCut
        | SipNotes.BadContentLength | SipNotes.RepeatedHeader | SipNotes.MissingVia | SipNotes.LargeCSeq | SipNotes.BadDisplayName
        | SipNotes.BlanksInUri | SipNotes.BadRequestUri | SipNotes.BadAddressUri | SipNotes.BadVia | SipNotes.BadContact | SipNotes.BadDate
        | SipNotes.BadNumber;

    /// <summary>The notes by which a server refuses a message that follows the grammar.</summary>
    public const SipNotes Refusals = SipNotes.BareBranch | SipNotes.UnknownScheme | SipNotes.UnknownExtension | SipNotes.UnknownBody
        | SipNotes.UnknownAccept | SipNotes.UnknownCredentials;

    public static SipNotes Inspect(in SipMessage message)
    {
        var notes = message.IsRequest ? InspectRequestUri(message.RequestUri) : SipNotes.None;
        notes |= InspectAddressUri(message.From.Uri) | InspectAddressUri(message.To.Uri);
        foreach (var line in message.Headers) notes |= HeaderRules.Inspect(line, message);
        return notes;
    }

    private static SipNotes InspectRequestUri(ReadOnlySpan<byte> text)
    {
        if (Characters.HasLws(text) || text.IndexOfAny((byte)'<', (byte)'>') >= 0) return SipNotes.BadRequestUri;
        if (!SipUri.TryParse(text, out var uri)) return SipNotes.BadRequestUri;
        if (!uri.Headers.IsEmpty) return SipNotes.BadRequestUri;
        return uri.Scheme is SipScheme.Other or SipScheme.Urn ? SipNotes.UnknownScheme : SipNotes.None;
    }

    private static SipNotes InspectAddressUri(ReadOnlySpan<byte> text)
    {
        if (!SipUri.TryParse(text, out var uri)) return SipNotes.BadAddressUri;
        return uri.Scheme is SipScheme.Other ? SipNotes.UnknownScheme : SipNotes.None;
    }
}
