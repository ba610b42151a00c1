using System.Buffers.Binary;

namespace Gudok.Ledger;

/// <summary>A growing buffer of variable-length numbers (LEB128, signed ones zigzag) and raw bytes. Not thread-safe.</summary>
internal sealed class PackedWriter
{
    private const int MaxVarintLength = 10;
    private byte[] _buffer = new byte[4096];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public void Reset() => Length = 0;

    public ReadOnlySpan<byte> From(int offset) => _buffer.AsSpan(offset, Length - offset);

    /// <summary>The first octets, to be filled in afterwards.</summary>
    public Span<byte> Head(int length) => _buffer.AsSpan(0, length);

    public Span<byte> Take(int length)
    {
        if (_buffer.Length - Length < length) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + length));
        var taken = _buffer.AsSpan(Length, length);
        Length += length;
        return taken;
    }

    public void WriteByte(int value) => Take(1)[0] = checked((byte)value);

    public void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    public void WriteFixed64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(8), value);

    public void WriteUnsigned(ulong value)
    {
        if (value < 0x80)
        {
            Take(1)[0] = (byte)value;
            return;
        }

        var room = Take(MaxVarintLength);
        var used = 0;
        for (; value >= 0x80; value >>= 7) room[used++] = (byte)(value | 0x80);
        room[used++] = (byte)value;
        Length -= MaxVarintLength - used;
    }

    public void WriteSigned(long value) => WriteUnsigned((ulong)((value << 1) ^ (value >> 63)));
}
