using System.Runtime.CompilerServices;

namespace Gudok.Sip;

/// <summary>The parameters of a header value or a URI: <c>;name=value;flag</c>. Walk them with <c>foreach</c> or ask for one.</summary>
public ref struct SipParameters
{
    private ReadOnlySpan<byte> _rest;

    /// <summary>Walks parameters written as <c>;name=value;flag</c>: what follows the first semicolon of a header value, with it.</summary>
    public SipParameters(ReadOnlySpan<byte> text)
    {
        Text = text;
        _rest = text;
        Name = default;
        Value = default;
    }

    /// <summary>The parameters as written, from the first semicolon on.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>Name of the parameter last read.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Its value, quotes included; empty for a flag.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>The parameter last read.</summary>
    public readonly SipParameters Current => this;

    /// <summary>Reads on; false after the last one. Separators with nothing between them are passed over.</summary>
    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            var end = Characters.FindUnquoted(_rest, (byte)';');
            var part = _rest[..end];
            _rest = end < _rest.Length ? _rest[(end + 1)..] : default;
            var equals = part.IndexOf((byte)'=');
            Name = (equals < 0 ? part : part[..equals]).TrimLws();
            Value = equals < 0 ? default : part[(equals + 1)..].TrimLws();
            if (!Name.IsEmpty) return true;
        }

        return false;
    }

    /// <summary>A walk from the first parameter on.</summary>
    public readonly SipParameters GetEnumerator() => new(Text);

    /// <summary>Finds the first parameter of a name, given in lower case; case does not matter (RFC 3261 §7.3.1).</summary>
    /// <returns>Whether it is there; the value is empty for a flag.</returns>
    public readonly bool TryFind(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        if (TryFindFirst(Text, name, out value)) return true;
        foreach (var parameter in this)
        {
            if (!System.Text.Ascii.EqualsIgnoreCase(parameter.Name, name)) continue;
            value = parameter.Value;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>The plain case, which nearly every tag and branch is: the first parameter, in lower case, without blanks and quotes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryFindFirst(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (text.Length < name.Length + 2 || text[0] != (byte)';' || text[name.Length + 1] != (byte)'=') return false;
        if (!text.Slice(1, name.Length).SequenceEqual(name)) return false;
        text = text[(name.Length + 2)..];
        var end = text.IndexOfAny((byte)';', (byte)'"');
        if (end >= 0 && text[end] == (byte)'"') return false;
        value = (end < 0 ? text : text[..end]).TrimLws();
        return true;
    }
}
