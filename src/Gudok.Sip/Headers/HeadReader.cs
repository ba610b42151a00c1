namespace Gudok.Sip;

/// <summary>What <see cref="HeadReader.Next"/> came to.</summary>
internal enum HeadStep
{
    /// <summary>A header line, its continuation lines included.</summary>
    Line,

    /// <summary>The empty line that ends the head.</summary>
    EndOfHead,

    /// <summary>The octets end before the line does.</summary>
    CutShort,
}

/// <summary>Walks the header lines of a head without allocating (RFC 3261 §7.3). A line ends with CRLF or LF alone; a line that begins
/// with a blank continues the one before.</summary>
/// <param name="text">The message from its start line on.</param>
/// <param name="position">Where the first header line begins.</param>
internal ref struct HeadReader(ReadOnlySpan<byte> text, int position)
{
    private readonly ReadOnlySpan<byte> _text = text;

    /// <summary>Where the next line begins; after <see cref="HeadStep.EndOfHead"/> where the body does.</summary>
    public int Position { get; private set; } = position;

    /// <summary>Where the line last read begins.</summary>
    public int LineStart { get; private set; }

    /// <summary>Where the line last read ends, without its CRLF.</summary>
    public int LineEnd { get; private set; }

    /// <summary>Whether any line so far ended with LF alone.</summary>
    public bool HasBareLineFeed { get; private set; }

    /// <summary>Reads on to the next line.</summary>
    public HeadStep Next()
    {
        LineStart = Position;
        if (!TakeLine()) return HeadStep.CutShort;
        if (LineEnd == LineStart) return HeadStep.EndOfHead;
        while (Position < _text.Length && _text[Position] is (byte)' ' or (byte)'\t')
        {
            if (!TakeLine()) return HeadStep.CutShort;
        }

        return HeadStep.Line;
    }

    private bool TakeLine()
    {
        var length = _text[Position..].IndexOf((byte)'\n');
        if (length < 0) return false;
        var end = Position + length;
        Position = end + 1;
        if (length > 0 && _text[end - 1] == (byte)'\r') end--;
        else HasBareLineFeed = true;
        LineEnd = end;
        return true;
    }
}
