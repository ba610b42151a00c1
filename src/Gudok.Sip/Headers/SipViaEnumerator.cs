namespace Gudok.Sip;

/// <summary>Walks the Via values of a message, the topmost first, over all lines and the commas in them. Values that break the grammar
/// are passed over.</summary>
public ref struct SipViaEnumerator
{
    private readonly int _lastLine;
    private SipHeaderEnumerator _lines;
    private SipValueEnumerator _values;

    /// <summary>Begins a walk.</summary>
    /// <param name="lines">All lines.</param>
    /// <param name="lastLine">Where the last one begins that is a Via; zero if none is.</param>
    internal SipViaEnumerator(SipHeaderEnumerator lines, int lastLine)
    {
        _lines = lines;
        _lastLine = lastLine;
    }

    /// <summary>The value last read.</summary>
    public SipVia Current { get; private set; }

    /// <summary>Reads on; false after the last one.</summary>
    public bool MoveNext()
    {
        while (true)
        {
            while (_values.MoveNext())
            {
                if (!SipVia.TryParse(_values.Current, out var via)) continue;
                Current = via;
                return true;
            }

            do
            {
                if (_lines.Offset >= _lastLine || !_lines.MoveNext()) return false;
            }
            while (_lines.Current.Header != SipHeader.Via);
            _values = _lines.Current.Values;
        }
    }

    /// <summary>Itself, for <c>foreach</c>.</summary>
    public readonly SipViaEnumerator GetEnumerator() => this;
}
