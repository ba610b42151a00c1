namespace Gudok.Sip;

/// <summary>One header of a message: a line with its continuation lines.</summary>
public readonly ref struct SipHeaderLine
{
    /// <summary>Parts a line at its colon.</summary>
    /// <param name="text">The text from the beginning of the line on.</param>
    /// <param name="length">Octets of the line.</param>
    /// <param name="offset">Where it begins.</param>
    internal SipHeaderLine(ReadOnlySpan<byte> text, int length, int offset)
    {
        Offset = offset;
        var header = SipHeaderNames.Read(text, length, out var colon);
        var line = text[..length];
        if (colon < 0)
        {
            Name = line;
            return;
        }

        Name = line[..colon].TrimLws();
        Value = line[(colon + 1)..].TrimValue();
        Header = header == SipHeader.Other && Name.Length != colon ? SipHeaderNames.Find(Name) : header;
    }

    /// <summary>Which header, by its full or compact name in any case.</summary>
    public SipHeader Header { get; }

    /// <summary>The name as it was written; the whole line if it has no colon.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>The value without blanks around it. Folds within it are kept: a reader takes CR and LF for blanks.</summary>
    public ReadOnlySpan<byte> Value { get; }

    /// <summary>Octets from the start line to this line.</summary>
    public int Offset { get; }

    /// <summary>The parts between commas, for the headers that are lists. Commas within quotes and brackets do not part.</summary>
    public SipValueEnumerator Values => new(Value);
}
