using System.Buffers.Binary;

namespace Gudok.Ledger;

/// <summary>Reads what <see cref="PackedWriter"/> wrote; anything else is damage.</summary>
internal ref struct PackedReader(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> _rest = data;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Octets not read yet.</summary>
    public readonly int Left => _rest.Length;

    public ReadOnlySpan<byte> Take(int length)
    {
        if ((uint)length > (uint)_rest.Length) throw Broken();
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    public byte ReadByte() => Take(1)[0];

    public ulong ReadFixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public ulong ReadUnsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var octet = ReadByte();
            value |= (ulong)(octet & 0x7f) << shift;
            if (octet < 0x80) return value;
        }

        throw Broken();
    }

    public int ReadCount(int most)
    {
        var count = ReadUnsigned();
        return count <= (ulong)most ? (int)count : throw Broken();
    }

    public long ReadSigned()
    {
        var value = ReadUnsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public static InvalidDataException Broken() => new("Not the bytes that were written.");
}
