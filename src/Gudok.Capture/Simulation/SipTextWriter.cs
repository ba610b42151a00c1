using System.Buffers.Text;
using System.Text;

namespace Gudok.Capture;

/// <summary>Appends text to a buffer that is known to be large enough for one simulated message.</summary>
internal ref struct SipTextWriter(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;

    public int Length { get; private set; }

    public readonly ReadOnlySpan<byte> Written => _buffer[..Length];

    public void Add(scoped ReadOnlySpan<byte> text)
    {
        text.CopyTo(_buffer[Length..]);
        Length += text.Length;
    }

    public void Add(ulong number)
    {
        Utf8Formatter.TryFormat(number, _buffer[Length..], out var written);
        Length += written;
    }

    /// <summary>Sixteen hexadecimal digits.</summary>
    public void AddHex(ulong number)
    {
        var digits = _buffer.Slice(Length, 16);
        for (var at = digits.Length - 1; at >= 0; at--, number >>= 4) digits[at] = "0123456789abcdef"u8[(int)(number & 15)];
        Length += digits.Length;
    }

    public override readonly string ToString() => Encoding.UTF8.GetString(Written);
}
