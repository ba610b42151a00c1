using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Masks a body by its type. What is not known to be text is not shown: ISUP holds numbers in packed digits, signed parts in base64.</summary>
internal static partial class BodyMask
{
    /// <summary>How deep multipart bodies and quoted messages are followed.</summary>
    private const int MaxDepth = 4;

    public static void Mask(MaskedText text, ReadOnlySpan<byte> contentType, ReadOnlySpan<byte> body, int depth)
    {
        if (body.IsEmpty) return;
        var type = TypeOf(contentType);
        if (type == "application/sdp" || (type.Length == 0 && body.StartsWith("v=0"u8))) SdpMask.Mask(text, Encoding.UTF8.GetString(body));
        else if (type.StartsWith("multipart/", StringComparison.Ordinal) && depth < MaxDepth) MaskParts(text, contentType, body, depth);
        else if (type is "message/sipfrag" or "message/sip" && depth < MaxDepth) MessageMask.MaskMessage(text, body);
        else if (type == "application/dtmf-relay") MaskKeys(text, Encoding.UTF8.GetString(body));
        else if (IsText(type)) text.Net(Names().Replace(Encoding.UTF8.GetString(body), "$1***"));
        else Hide(text, type, body.Length);
    }

    private static string TypeOf(ReadOnlySpan<byte> contentType)
    {
        var text = Encoding.UTF8.GetString(contentType);
        var end = text.AsSpan().IndexOfAny(" \t\r\n;");
        return (end < 0 ? text : text[..end]).ToLowerInvariant();
    }

    private static bool IsText(string type) =>
        type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("+xml", StringComparison.Ordinal)
        || type.EndsWith("/xml", StringComparison.Ordinal) || type is "application/vq-rtcpxr" or "application/media_control+xml"
        or "application/simple-message-summary";

    private static void Hide(MaskedText text, string type, int length)
    {
        text.Plain("[");
        text.Net(type.Length == 0 ? "body" : type);
        text.Plain(string.Create(CultureInfo.InvariantCulture, $": {length} octets]\n"));
    }

    private static void MaskParts(MaskedText text, ReadOnlySpan<byte> contentType, ReadOnlySpan<byte> body, int depth)
    {
        var count = 0;
        foreach (var part in new MimePartEnumerator(contentType, body))
        {
            count++;
            var type = part.ContentType.IsEmpty ? "text/plain"u8 : part.ContentType;
            text.Plain("--\nContent-Type: ");
            text.Net(TypeOf(type));
            text.Plain("\n\n");
            if (part.TransferEncoding.IsEmpty || IsPlain(part.TransferEncoding)) Mask(text, type, part.Body, depth + 1);
            else Hide(text, TypeOf(type), part.Body.Length);
            text.EndLine();
        }

        if (count == 0) Hide(text, TypeOf(contentType), body.Length);
    }

    private static bool IsPlain(ReadOnlySpan<byte> encoding) =>
        Ascii.EqualsIgnoreCase(encoding, "7bit"u8) || Ascii.EqualsIgnoreCase(encoding, "8bit"u8) || Ascii.EqualsIgnoreCase(encoding, "binary"u8);

    /// <summary>Keys that a caller pressed may be a code or a card number: only how many and how long is shown.</summary>
    private static void MaskKeys(MaskedText text, string body)
    {
        foreach (var line in body.Split('\n'))
        {
            var isKey = line.TrimStart().StartsWith("Signal", StringComparison.OrdinalIgnoreCase);
            if (isKey) text.Plain("Signal=*");
            else text.Net(line.TrimEnd('\r'));
            text.EndLine();
        }
    }

    // Names in XML: display="…", <display-name>…, <display>… of RFC 4235, RFC 3680 and their like.
    [GeneratedRegex("""(\bdisplay(?:-?name)?\s*=\s*["']|<(?:\w+:)?display(?:-?name)?(?:\s[^>]*)?>)[^"'<]*""", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Names();
}
