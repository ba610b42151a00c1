namespace Gudok.Sip;

/// <summary>Walks all header lines of a message in their order.</summary>
public ref struct SipHeaderEnumerator
{
    private readonly ReadOnlySpan<byte> _text;
    private HeadReader _reader;

    internal SipHeaderEnumerator(ReadOnlySpan<byte> text, int position)
    {
        _text = text;
        _reader = new HeadReader(text, position);
    }

    /// <summary>The line last read.</summary>
    public readonly SipHeaderLine Current => new(_text[_reader.LineStart..], _reader.LineEnd - _reader.LineStart, _reader.LineStart);

    /// <summary>Where the line last read begins; zero before the first.</summary>
    internal readonly int Offset => _reader.LineStart;

    /// <summary>Reads on; false after the last whole line of the head.</summary>
    public bool MoveNext() => _reader.Next() == HeadStep.Line;

    /// <summary>Itself, for <c>foreach</c>.</summary>
    public readonly SipHeaderEnumerator GetEnumerator() => this;
}
