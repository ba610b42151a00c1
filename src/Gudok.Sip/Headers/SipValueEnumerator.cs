namespace Gudok.Sip;

/// <summary>Parts a header value at its commas, those within quoted strings and <c>&lt;&gt;</c> excepted. Empty parts are passed over.</summary>
public ref struct SipValueEnumerator
{
    private ReadOnlySpan<byte> _rest;

    /// <summary>Begins a walk over the value of one header.</summary>
    public SipValueEnumerator(ReadOnlySpan<byte> value)
    {
        _rest = value;
        Current = default;
    }

    /// <summary>The part last read, without blanks around it.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Whether a comma had nothing before it, which the grammar forbids.</summary>
    public bool HasEmptyPart { get; private set; }

    /// <summary>Reads on; false after the last part.</summary>
    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            var comma = FindComma(_rest);
            Current = _rest[..comma].TrimLws();
            _rest = comma < _rest.Length ? _rest[(comma + 1)..] : default;
            if (!Current.IsEmpty) return true;
            HasEmptyPart = true;
        }

        return false;
    }

    /// <summary>Itself, for <c>foreach</c>.</summary>
    public readonly SipValueEnumerator GetEnumerator() => this;

    private static int FindComma(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var hit = text[at..].IndexOfAny((byte)',', (byte)'"', (byte)'<');
            if (hit < 0) return text.Length;
            at += hit;
            if (text[at] == (byte)',') return at;
            var close = text[at] == (byte)'"' ? Characters.FindClosingQuote(text[at..]) : text[at..].IndexOf((byte)'>');
            if (close < 0) return text.Length;
            at += close + 1;
        }

        return text.Length;
    }
}
