namespace Gudok.Calls;

/// <summary>Cuts a stream into lines by LF and CRLF, in encodings of one octet and of two. A line over the limit is passed over and said.</summary>
/// <param name="stream">Read from where it stands.</param>
/// <param name="encoding">Tells how wide a line feed is.</param>
/// <param name="maxBytes">The most octets of one line.</param>
internal sealed class LineReader(Stream stream, RecordEncoding encoding, int maxBytes) : IPieceReader
{
    private readonly OctetWindow _window = new(stream, maxBytes);
    private long _number;

    /// <inheritdoc />
    public bool TryRead(out RawLine line)
    {
        var searched = 0;
        var isTooLong = false;
        while (true)
        {
            var end = encoding.IndexOfLineEnd(_window.Ready.Span, searched);
            if (end > 0)
            {
                line = Cut(end, isTooLong);
                return true;
            }

            // A line feed of two octets may lie across two reads.
            searched = Math.Max(0, _window.Ready.Length - 1);
            if (_window.IsFull)
            {
                isTooLong = true;
                _window.Take(searched & ~1);
                searched = 0;
            }

            if (_window.Fill()) continue;
            line = default;
            if (_window.Ready.IsEmpty && !isTooLong) return false;
            line = Cut(_window.Ready.Length, isTooLong);
            return true;
        }
    }

    private RawLine Cut(int length, bool isTooLong)
    {
        _number++;
        var octets = _window.Take(length);
        isTooLong |= length > maxBytes;
        return new RawLine(_number, isTooLong ? default : octets, isTooLong);
    }
}
