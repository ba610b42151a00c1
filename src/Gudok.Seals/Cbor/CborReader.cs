using System.Buffers.Binary;
using System.Text;

namespace Gudok.Seals;

/// <summary>Reads the CBOR that <see cref="CborWriter"/> writes, and nothing else: what is not deterministic was not written by us.</summary>
/// <remarks>For sealed data of our own, so a break of the form is damage and throws <see cref="InvalidDataException"/>.</remarks>
/// <param name="data">One item, or several behind each other.</param>
public ref struct CborReader(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> _rest = data;

    /// <summary>Whether everything was read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Reads an integer.</summary>
    public long ReadInteger()
    {
        var (major, value) = ReadHead();
        if (value > long.MaxValue) throw Broken();
        return major switch
        {
            CborMajor.Unsigned => (long)value,
            CborMajor.Negative => ~(long)value,
            _ => throw Broken(),
        };
    }

    /// <summary>Reads a byte string, a slice of the data.</summary>
    public ReadOnlySpan<byte> ReadBytes() => ReadString(CborMajor.Bytes);

    /// <summary>Reads a text string.</summary>
    public string ReadText() => Encoding.UTF8.GetString(ReadString(CborMajor.Text));

    /// <summary>Reads the head of an array and returns its count of items.</summary>
    public int ReadArray() => ReadCount(CborMajor.Array);

    /// <summary>Reads the head of a map and returns its count of pairs.</summary>
    public int ReadMap() => ReadCount(CborMajor.Map);

    /// <summary>Reads true or false.</summary>
    public bool ReadBoolean() => TakeByte() switch
    {
        CborMajor.Simple | 20 => false,
        CborMajor.Simple | 21 => true,
        _ => throw Broken(),
    };

    /// <summary>Reads a half, single or double.</summary>
    public double ReadDouble() => TakeByte() switch
    {
        CborMajor.Simple | 25 => (double)BinaryPrimitives.ReadHalfBigEndian(Take(2)),
        CborMajor.Simple | 26 => BinaryPrimitives.ReadSingleBigEndian(Take(4)),
        CborMajor.Simple | 27 => BinaryPrimitives.ReadDoubleBigEndian(Take(8)),
        _ => throw Broken(),
    };

    private static InvalidDataException Broken() => new("Not the CBOR that was written.");

    private ReadOnlySpan<byte> ReadString(byte expected)
    {
        var (major, length) = ReadHead();
        if (major != expected || length > (ulong)_rest.Length) throw Broken();
        return Take((int)length);
    }

    // Every item takes a byte at least, so a count beyond the rest is damage, not a reason to allocate.
    private int ReadCount(byte expected)
    {
        var (major, count) = ReadHead();
        if (major != expected || count > (ulong)_rest.Length) throw Broken();
        return (int)count;
    }

    private (byte Major, ulong Value) ReadHead()
    {
        var initial = TakeByte();
        var major = (byte)(initial & 0xe0);
        var (value, least) = (initial & 0x1f) switch
        {
            < 24 => ((ulong)(initial & 0x1f), 0UL),
            24 => (TakeByte(), 24UL),
            25 => (BinaryPrimitives.ReadUInt16BigEndian(Take(2)), byte.MaxValue + 1UL),
            26 => (BinaryPrimitives.ReadUInt32BigEndian(Take(4)), ushort.MaxValue + 1UL),
            27 => (BinaryPrimitives.ReadUInt64BigEndian(Take(8)), uint.MaxValue + 1UL),
            _ => throw Broken(),
        };
        return value >= least ? (major, value) : throw Broken();
    }

    private byte TakeByte() => Take(1)[0];

    private ReadOnlySpan<byte> Take(int length)
    {
        if (_rest.Length < length) throw Broken();
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
