namespace Gudok.Sip;

/// <summary>Walks the parts of a multipart body. A body whose last boundary is missing ends its last part.</summary>
public ref struct MimePartEnumerator
{
    /// <summary>The longest boundary (RFC 2046 §5.1.1); a longer one could make the search for it take quadratic time.</summary>
    internal const int MaxBoundaryOctets = 70;

    private readonly ReadOnlySpan<byte> _boundary;
    private ReadOnlySpan<byte> _rest;

    /// <summary>Begins a walk.</summary>
    /// <param name="contentType">The Content-Type, which names the boundary; without one there are no parts.</param>
    /// <param name="body">The body.</param>
    public MimePartEnumerator(ReadOnlySpan<byte> contentType, ReadOnlySpan<byte> body)
    {
        Current = default;
        _rest = default;
        _boundary = default;
        var semicolon = contentType.IndexOf((byte)';');
        if (semicolon < 0 || !new SipParameters(contentType[semicolon..]).TryFind("boundary"u8, out var boundary)) return;
        _boundary = boundary.Trim((byte)'"');
        if (_boundary.Length is > 0 and <= MaxBoundaryOctets) _rest = SkipToBoundary(body, out _);
    }

    /// <summary>The part last read.</summary>
    public MimePart Current { get; private set; }

    /// <summary>Reads on; false after the last part.</summary>
    public bool MoveNext()
    {
        if (_rest.IsEmpty || _rest.StartsWith("--"u8)) return false;
        var line = _rest.IndexOf((byte)'\n');
        if (line < 0) return false;
        var part = _rest[(line + 1)..];
        _rest = SkipToBoundary(part, out var length);
        Current = new MimePart(part[..length]);
        return true;
    }

    /// <summary>Itself, for <c>foreach</c>.</summary>
    public readonly MimePartEnumerator GetEnumerator() => this;

    /// <summary>What follows the next boundary line's boundary, and how many octets stand before that line.</summary>
    private readonly ReadOnlySpan<byte> SkipToBoundary(ReadOnlySpan<byte> text, out int length)
    {
        var at = 0;
        while (true)
        {
            var hit = text[at..].IndexOf(_boundary);
            if (hit < 0) break;
            at += hit;
            var start = at - 2;
            if (start >= 0 && text[start..].StartsWith("--"u8) && (start == 0 || text[start - 1] == (byte)'\n'))
            {
                length = TrimLineEnd(text, start);
                return text[(at + _boundary.Length)..];
            }

            at++;
        }

        length = text.Length;
        return default;
    }

    // The line end before a boundary belongs to the boundary (RFC 2046 §5.1.1).
    private static int TrimLineEnd(ReadOnlySpan<byte> text, int end)
    {
        if (end > 0 && text[end - 1] == (byte)'\n') end--;
        if (end > 0 && text[end - 1] == (byte)'\r') end--;
        return end;
    }
}
