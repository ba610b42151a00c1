namespace Gudok.Calls;

/// <summary>Walks the head of a message, well-formed or not: logical lines with their folds, then the body.</summary>
internal ref struct MessageLines(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The line last read, folds kept, without its end.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Whether the empty line was reached.</summary>
    public bool HasBody { get; private set; }

    /// <summary>What follows the empty line.</summary>
    public readonly ReadOnlySpan<byte> Body => HasBody ? _rest : default;

    public bool MoveNext()
    {
        if (HasBody || _rest.IsEmpty) return false;
        var text = _rest;
        var end = TakeLine(text, 0, out var next);
        while (end > 0 && next < text.Length && text[next] is (byte)' ' or (byte)'\t') end = TakeLine(text, next, out next);
        Current = text[..end];
        _rest = text[next..];
        HasBody = end == 0;
        return !HasBody;
    }

    private static int TakeLine(ReadOnlySpan<byte> text, int start, out int next)
    {
        var length = text[start..].IndexOf((byte)'\n');
        var end = length < 0 ? text.Length : start + length;
        next = Math.Min(end + 1, text.Length);
        return end > start && text[end - 1] == (byte)'\r' ? end - 1 : end;
    }
}
