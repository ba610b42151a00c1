using System.Numerics;
using System.Runtime.CompilerServices;

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

    /// <summary>The line feeds of the present block that were not yet passed.</summary>
    private ulong _lineFeeds;

    private int _blockStart;
    private int _blockEnd = position;

    /// <summary>Where the next line begins; after <see cref="HeadStep.EndOfHead"/> where the body does.</summary>
    public int Position { get; private set; } = position;

    /// <summary>Where the line last read begins.</summary>
    public int LineStart { get; private set; }

    /// <summary>Where the line last read ends, without its CRLF.</summary>
    public int LineEnd { get; private set; }

    /// <summary>Whether any line so far ended with LF alone.</summary>
    public bool HasBareLineFeed { get; private set; }

    /// <summary>Reads on to the next line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public HeadStep Next()
    {
        LineStart = Position;
        while (true)
        {
            while (_lineFeeds == 0)
            {
                if (_blockEnd == _text.Length) return HeadStep.CutShort;
                FindLineFeeds();
            }

            var end = _blockStart + BitOperations.TrailingZeroCount(_lineFeeds);
            _lineFeeds &= _lineFeeds - 1;
            var isCrLf = end > Position && _text[end - 1] == (byte)'\r';
            HasBareLineFeed |= !isCrLf;
            LineEnd = isCrLf ? end - 1 : end;
            Position = end + 1;
            if (LineEnd == LineStart) return HeadStep.EndOfHead;
            if (Position == _text.Length || _text[Position] is not ((byte)' ' or (byte)'\t')) return HeadStep.Line;
        }
    }

    // The last block is full too, as far as the text allows, and begins in the one before it, whose line feeds do not count again.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void FindLineFeeds()
    {
        var seen = _blockEnd;
        _blockStart = Math.Min(seen, Math.Max(0, _text.Length - OctetBlock.Length));
        _blockEnd = Math.Min(_blockStart + OctetBlock.Length, _text.Length);
        _lineFeeds = new OctetBlock(_text[_blockStart..]).Find((byte)'\n') & (ulong.MaxValue << (seen - _blockStart));
    }
}
