namespace Gudok.Sip;

/// <summary>Percent escapes of URIs (RFC 3986 §2.1).</summary>
internal static class UriEscapes
{
    /// <summary>Undoes escapes; what looks like one and is none is copied.</summary>
    public static int Undo(ReadOnlySpan<byte> text, Span<byte> target)
    {
        var written = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == (byte)'%' && at + 2 < text.Length && HexDigit(text[at + 1]) is >= 0 and var high && HexDigit(text[at + 2]) is >= 0 and var low)
            {
                target[written++] = (byte)((high << 4) | low);
                at += 2;
            }
            else
            {
                target[written++] = text[at];
            }
        }

        return written;
    }

    public static int HexDigit(byte octet) => octet switch
    {
        >= (byte)'0' and <= (byte)'9' => octet - '0',
        >= (byte)'a' and <= (byte)'f' => octet - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => octet - 'A' + 10,
        _ => -1,
    };
}
