using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>Walks the chunks of a HEP3 packet in their order without allocating. The packet was checked when it was read.</summary>
public ref struct HepChunkEnumerator
{
    internal const int HeaderLength = 6;

    private ReadOnlySpan<byte> _rest;

    internal HepChunkEnumerator(ReadOnlySpan<byte> chunks) => _rest = chunks;

    /// <summary>The chunk last reached.</summary>
    public HepChunk Current { get; private set; }

    /// <summary>The enumerator itself, so that <c>foreach</c> works.</summary>
    public readonly HepChunkEnumerator GetEnumerator() => this;

    /// <summary>Goes to the next chunk; false at the end.</summary>
    public bool MoveNext()
    {
        if (_rest.IsEmpty) return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(_rest[4..]);
        Current = new HepChunk(
            BinaryPrimitives.ReadUInt16BigEndian(_rest),
            BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]),
            _rest[HeaderLength..length]);
        _rest = _rest[length..];
        return true;
    }
}
