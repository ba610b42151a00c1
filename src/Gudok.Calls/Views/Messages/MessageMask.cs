using System.Text;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Turns a SIP message into text that may be shown to people who may not see who took part: every user part, display name, credential
/// and origin is masked, and as a net every run of seven digits or more that no rule knows to be harmless.</summary>
/// <remarks>Works on any octets, malformed messages too. Thread-safe. The text is for the eye: lines end with LF, control characters are
/// written as escapes.</remarks>
/// <param name="parties">Reads user parts, so that numbers get the mask of numbers.</param>
public sealed class MessageMask(PartyReader parties)
{
    private const int MaxSummaryLength = 80;

    /// <summary>Masks a message.</summary>
    /// <param name="message">Head and body.</param>
    /// <param name="partyDigits">The plain digits of the call's parties, without a plus sign. A Call-ID, a tag or a branch that holds one of
    /// them is masked there as well; those found in the message itself are looked for anyway. May be null.</param>
    public string Mask(ReadOnlySpan<byte> message, IReadOnlyCollection<string>? partyDigits = null)
    {
        var text = new MaskedText(parties, OwnDigits.Collect(message, partyDigits));
        MaskMessage(text, message);
        return text.ToString();
    }

    /// <summary>The message in a few words: <c>INVITE</c>, <c>183 Session Progress</c>. Empty if the first line is none of SIP.</summary>
    public string Summary(ReadOnlySpan<byte> message)
    {
        SipMessage.TryRead(message, SipFraming.Datagram, SipLimits.Default, out var read, out _, out _);
        var text = new MaskedText(parties, OwnDigits.Collect(message, null));
        if (read.StatusCode > 0) text.Plain(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{read.StatusCode} "));
        text.Net(Encoding.UTF8.GetString(read.StatusCode > 0 ? read.ReasonPhrase : read.MethodText));
        var summary = text.ToString().Trim();
        return summary.Length <= MaxSummaryLength ? summary : summary[..MaxSummaryLength] + "…";
    }

    /// <summary>Masks a Call-ID or tag. Most are random and stay as they are; one that a switch made of a number does not.</summary>
    /// <param name="identifier">The Call-ID or tag.</param>
    /// <param name="partyDigits">The plain digits of the call's parties, without a plus sign; null if they are no longer all known: then every run
    /// of seven digits or more is masked.</param>
    public string MaskIdentifier(string identifier, IReadOnlyCollection<string>? partyDigits)
    {
        var text = new MaskedText(parties, OwnDigits.Collect([], partyDigits));
        if (partyDigits is null) text.Net(identifier);
        else text.OwnOnly(identifier);
        return text.ToString();
    }

    /// <summary>Masks a whole message, or the fragment of one that a body holds (RFC 3420).</summary>
    internal static void MaskMessage(MaskedText text, ReadOnlySpan<byte> message)
    {
        var lines = new MessageLines(message);
        if (lines.MoveNext()) StartLineMask.Mask(text, lines.Current);
        var contentType = MaskHead(text, ref lines);
        if (!lines.HasBody) return;
        text.EndLine();
        BodyMask.Mask(text, contentType, lines.Body, 0);
    }

    /// <summary>Masks header lines up to the empty one and returns the Content-Type.</summary>
    internal static ReadOnlySpan<byte> MaskHead(MaskedText text, scoped ref MessageLines lines)
    {
        ReadOnlySpan<byte> contentType = default;
        while (lines.MoveNext())
        {
            var value = HeaderMask.Mask(text, lines.Current, out var isContentType);
            if (isContentType) contentType = value;
        }

        return contentType;
    }
}
