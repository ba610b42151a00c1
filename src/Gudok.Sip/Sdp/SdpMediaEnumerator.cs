namespace Gudok.Sip;

/// <summary>Walks the media of a description. Media lines that break the grammar are passed over.</summary>
public ref struct SdpMediaEnumerator
{
    private readonly SdpDescription _session;
    private ReadOnlySpan<byte> _rest;

    internal SdpMediaEnumerator(SdpDescription session)
    {
        _session = session;
        _rest = session.Text;
        Current = default;
    }

    /// <summary>The medium last read.</summary>
    public SdpMedia Current { get; private set; }

    /// <summary>Reads on; false after the last one.</summary>
    public bool MoveNext()
    {
        var lines = new SdpLines(_rest);
        while (lines.MoveNext())
        {
            if (lines.Letter != (byte)'m') continue;
            var value = lines.Value;
            _rest = lines.Rest;
            var own = _rest[..LengthOfOwnLines(_rest)];
            if (!SdpMedia.TryParse(value, own, _session, out var media)) continue;
            Current = media;
            return true;
        }

        _rest = default;
        return false;
    }

    /// <summary>Itself, for <c>foreach</c>.</summary>
    public readonly SdpMediaEnumerator GetEnumerator() => this;

    private static int LengthOfOwnLines(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("m="u8)) return 0;
        var next = text.IndexOf("\nm="u8);
        return next < 0 ? text.Length : next + 1;
    }
}
