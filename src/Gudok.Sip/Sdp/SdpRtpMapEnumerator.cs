namespace Gudok.Sip;

/// <summary>Walks the <c>a=rtpmap</c> lines of a medium.</summary>
public ref struct SdpRtpMapEnumerator
{
    private SdpLines _lines;

    internal SdpRtpMapEnumerator(ReadOnlySpan<byte> lines)
    {
        _lines = new SdpLines(lines);
        Current = default;
    }

    /// <summary>The line last read.</summary>
    public SdpRtpMap Current { get; private set; }

    /// <summary>Reads on; false after the last one.</summary>
    public bool MoveNext()
    {
        while (_lines.MoveNext())
        {
            if (_lines.Letter != (byte)'a' || !SdpRtpMap.TryParse(_lines.Value, out var map)) continue;
            Current = map;
            return true;
        }

        return false;
    }

    /// <summary>Itself, for <c>foreach</c>.</summary>
    public readonly SdpRtpMapEnumerator GetEnumerator() => this;
}
