namespace Gudok.Sip;

/// <summary>Walks the lines of a description: a letter, an equals sign, a value. Lines of another form are passed over.</summary>
internal ref struct SdpLines(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;

    /// <summary>The letter of the line last read.</summary>
    public byte Letter { get; private set; }

    /// <summary>Its value, without CR and LF.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>What follows the line last read.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            var end = _rest.IndexOf((byte)'\n');
            var line = (end < 0 ? _rest : _rest[..end]).TrimEnd((byte)'\r');
            _rest = end < 0 ? default : _rest[(end + 1)..];
            if (line.Length < 2 || line[1] != (byte)'=') continue;
            Letter = line[0];
            Value = line[2..];
            return true;
        }

        return false;
    }
}
