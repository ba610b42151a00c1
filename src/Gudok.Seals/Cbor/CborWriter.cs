using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Gudok.Seals;

/// <summary>Writes deterministic CBOR (RFC 8949 §4.2.1): shortest heads, definite lengths, shortest floats.</summary>
/// <remarks>Keeps one growing buffer and allocates nothing once that is large enough. The caller writes map keys in order of their
/// encoding; small unsigned keys in rising order are. Not thread-safe.</remarks>
public sealed class CborWriter
{
    private const int FirstCapacity = 1024;
    private const int MaxHeadLength = 9;
    private byte[] _buffer = new byte[FirstCapacity];
    private int _length;

    /// <summary>What was written since the last <see cref="Reset"/>; valid until the next call.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Forgets what was written and keeps the buffer.</summary>
    public void Reset() => _length = 0;

    /// <summary>Writes an integer, negative or not.</summary>
    public void WriteInteger(long value)
    {
        if (value >= 0) WriteHead(CborMajor.Unsigned, (ulong)value);
        else WriteHead(CborMajor.Negative, (ulong)~value);
    }

    /// <summary>Writes a byte string.</summary>
    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        WriteHead(CborMajor.Bytes, (ulong)bytes.Length);
        bytes.CopyTo(Take(bytes.Length));
    }

    /// <summary>Writes a text string in UTF-8; a lone surrogate becomes U+FFFD.</summary>
    public void WriteText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var before = _length;
        WriteHead(CborMajor.Text, (ulong)text.Length);
        if (Ascii.FromUtf16(text, Take(text.Length), out _) == OperationStatus.Done) return;
        // Not ASCII, as few texts are: it takes more octets than it has characters, and perhaps a longer head.
        _length = before;
        var length = Encoding.UTF8.GetByteCount(text);
        WriteHead(CborMajor.Text, (ulong)length);
        Encoding.UTF8.GetBytes(text, Take(length));
    }

    /// <summary>Begins an array of so many items.</summary>
    public void WriteArray(int count) => WriteHead(CborMajor.Array, (ulong)count);

    /// <summary>Begins a map of so many pairs.</summary>
    public void WriteMap(int count) => WriteHead(CborMajor.Map, (ulong)count);

    /// <summary>Writes true or false.</summary>
    public void WriteBoolean(bool value) => Take(1)[0] = (byte)(CborMajor.Simple | (value ? 21 : 20));

    /// <summary>Writes a number in the shortest of half, single and double that keeps its value; every NaN as the half 7e00.</summary>
    public void WriteDouble(double value)
    {
        var single = (float)value;
        var half = (Half)value;
        if (double.IsNaN(value) || BitConverter.DoubleToInt64Bits((double)half) == BitConverter.DoubleToInt64Bits(value))
        {
            Take(1)[0] = CborMajor.Simple | 25;
            BinaryPrimitives.WriteHalfBigEndian(Take(2), double.IsNaN(value) ? BitConverter.UInt16BitsToHalf(0x7e00) : half);
        }
        else if (BitConverter.DoubleToInt64Bits(single) == BitConverter.DoubleToInt64Bits(value))
        {
            Take(1)[0] = CborMajor.Simple | 26;
            BinaryPrimitives.WriteSingleBigEndian(Take(4), single);
        }
        else
        {
            Take(1)[0] = CborMajor.Simple | 27;
            BinaryPrimitives.WriteDoubleBigEndian(Take(8), value);
        }
    }

    private void WriteHead(byte major, ulong value)
    {
        // Most heads are keys, small numbers and short lengths.
        if (value < 24 && _length < _buffer.Length)
        {
            _buffer[_length++] = (byte)(major | (byte)value);
            return;
        }

        WriteLongHead(major, value);
    }

    private void WriteLongHead(byte major, ulong value)
    {
        if (_buffer.Length - _length < MaxHeadLength) Grow(MaxHeadLength);
        var head = _buffer.AsSpan(_length);
        switch (value)
        {
            case < 24:
                head[0] = (byte)(major | (byte)value);
                _length += 1;
                break;
            case <= byte.MaxValue:
                head[0] = (byte)(major | 24);
                head[1] = (byte)value;
                _length += 2;
                break;
            case <= ushort.MaxValue:
                head[0] = (byte)(major | 25);
                BinaryPrimitives.WriteUInt16BigEndian(head[1..], (ushort)value);
                _length += 3;
                break;
            case <= uint.MaxValue:
                head[0] = (byte)(major | 26);
                BinaryPrimitives.WriteUInt32BigEndian(head[1..], (uint)value);
                _length += 5;
                break;
            default:
                head[0] = (byte)(major | 27);
                BinaryPrimitives.WriteUInt64BigEndian(head[1..], value);
                _length += 9;
                break;
        }
    }

    private Span<byte> Take(int length)
    {
        if (_buffer.Length - _length < length) Grow(length);
        var taken = _buffer.AsSpan(_length, length);
        _length += length;
        return taken;
    }

    private void Grow(int length) => Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + length));
}
