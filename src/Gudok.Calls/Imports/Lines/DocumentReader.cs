namespace Gudok.Calls;

/// <summary>Cuts a file of XML documents after each end tag of one name: a file of a single document and one that many were appended to.</summary>
/// <param name="stream">UTF-8, read from where it stands.</param>
/// <param name="endTag">Such as <c>&lt;/cdr&gt;</c>.</param>
/// <param name="maxBytes">The most octets of one document.</param>
internal sealed class DocumentReader(Stream stream, byte[] endTag, int maxBytes) : IPieceReader
{
    private readonly OctetWindow _window = new(stream, maxBytes);
    private long _line = 1;

    /// <inheritdoc />
    public bool TryRead(out RawLine line)
    {
        var searched = 0;
        var isTooLong = false;
        while (true)
        {
            var at = _window.Ready.Span[searched..].IndexOf(endTag);
            if (at >= 0)
            {
                line = Cut(searched + at + endTag.Length, isTooLong);
                return true;
            }

            searched = Math.Max(0, _window.Ready.Length - endTag.Length + 1);
            if (_window.IsFull)
            {
                isTooLong = true;
                Pass(_window.Take(searched).Span);
                searched = 0;
            }

            if (_window.Fill()) continue;
            return TryReadRest(isTooLong, out line);
        }
    }

    // What follows the last document is a document without its end, or the blank end of the file.
    private bool TryReadRest(bool isTooLong, out RawLine line)
    {
        line = default;
        if (!isTooLong && !_window.Ready.Span.ContainsAnyExcept(" \t\r\n"u8)) return false;
        line = Cut(_window.Ready.Length, isTooLong);
        return true;
    }

    private RawLine Cut(int length, bool isTooLong)
    {
        var octets = _window.Take(length);
        var blank = octets.Span.IndexOfAnyExcept(" \t\r\n"u8);
        if (blank > 0)
        {
            Pass(octets.Span[..blank]);
            octets = octets[blank..];
        }

        var number = _line;
        Pass(octets.Span);
        isTooLong |= length > maxBytes;
        return new RawLine(number, isTooLong ? default : octets, isTooLong);
    }

    private void Pass(ReadOnlySpan<byte> octets) => _line += octets.Count((byte)'\n');
}
