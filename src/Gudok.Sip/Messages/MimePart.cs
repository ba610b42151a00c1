using System.Text;

namespace Gudok.Sip;

/// <summary>One part of a multipart body (RFC 2046 §5.1, RFC 5621).</summary>
public readonly ref struct MimePart
{
    internal MimePart(ReadOnlySpan<byte> text)
    {
        var reader = new HeadReader(text, 0);
        HeadStep step;
        while ((step = reader.Next()) == HeadStep.Line)
        {
            var line = new SipHeaderLine(text[reader.LineStart..], reader.LineEnd - reader.LineStart, reader.LineStart);
            if (line.Header == SipHeader.ContentType) ContentType = line.Value;
            else if (Ascii.EqualsIgnoreCase(line.Name, "content-transfer-encoding"u8)) TransferEncoding = line.Value;
        }

        Body = step == HeadStep.EndOfHead ? text[reader.Position..] : default;
    }

    /// <summary>Content-Type of the part; empty if it names none, which means plain text.</summary>
    public ReadOnlySpan<byte> ContentType { get; }

    /// <summary>Content-Transfer-Encoding of the part, such as <c>base64</c>; empty if it names none.</summary>
    public ReadOnlySpan<byte> TransferEncoding { get; }

    /// <summary>The part's body.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>Whether a Content-Type is of a type, given in lower case; parameters do not matter.</summary>
    internal static bool IsType(ReadOnlySpan<byte> contentType, ReadOnlySpan<byte> type) =>
        contentType.Length >= type.Length && Ascii.EqualsIgnoreCase(contentType[..type.Length], type)
        && (contentType.Length == type.Length || contentType[type.Length] == (byte)';' || Characters.IsLws(contentType[type.Length]));

    /// <summary>Whether a Content-Type is one of many parts.</summary>
    internal static bool IsMultipart(ReadOnlySpan<byte> contentType) =>
        contentType.Length > 10 && Ascii.EqualsIgnoreCase(contentType[..10], "multipart/"u8);
}
