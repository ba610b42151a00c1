using System.Buffers.Binary;

namespace Gudok.Capture;

/// <summary>Datagrams between the thread that receives them and the one that works on them: a ring of octets, one writer, one reader,
/// no lock.</summary>
/// <remarks>An entry is its length (4) and the datagram, rounded up to eight octets; a length of -1 says that the next entry lies at the
/// beginning. When the reader has caught up the writer goes back there, so that light traffic stays in a few warm pages; the whole ring is
/// free then, and what was skipped counts for nothing.</remarks>
internal sealed class DatagramRing
{
    /// <summary>The longest datagram.</summary>
    public const int MaxDatagram = ushort.MaxValue;

    private const int HeadLength = sizeof(int);
    private const int Alignment = 8;
    private const int Wrapped = -1;
    private const int MaxEntry = HeadLength + MaxDatagram + 1;

    private readonly byte[] _octets;
    private long _reserved;
    private long _written;
    private long _read;

    // Where the writer last began anew: the reader was there, whatever it says.
    private long _begun;

    /// <summary>Makes an empty ring.</summary>
    /// <param name="capacity">Octets that may wait; rounded down to a multiple of eight.</param>
    public DatagramRing(int capacity) => _octets = GC.AllocateUninitializedArray<byte>(Math.Max(capacity, 2 * MaxEntry) / Alignment * Alignment);

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty => Volatile.Read(ref _read) == Volatile.Read(ref _written);

    /// <summary>How far the writer has come, in octets since the beginning.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>Gives the writer room for the longest datagram; none if too much waits.</summary>
    public Span<byte> Reserve()
    {
        var read = Volatile.Read(ref _read);
        var place = (int)(_written % _octets.Length);
        var toEnd = _octets.Length - place;
        _reserved = _written;
        if (read == _written && place >= MaxEntry)
        {
            _reserved += toEnd;
            return _octets.AsSpan(HeadLength, MaxDatagram);
        }

        var wraps = toEnd < MaxEntry;
        var needed = wraps ? toEnd + MaxEntry : MaxEntry;
        if (needed > _octets.Length - (_written - Math.Max(read, _begun))) return default;
        if (wraps)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_octets.AsSpan(place), Wrapped);
            _reserved += toEnd;
            place = 0;
        }

        return _octets.AsSpan(place + HeadLength, MaxDatagram);
    }

    /// <summary>Hands over what was written to the room reserved.</summary>
    public void Commit(int length)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_octets.AsSpan((int)(_reserved % _octets.Length)), length);
        // All that lies before was read: what was skipped need not be passed.
        if (_reserved > _written && Volatile.Read(ref _read) == _written) Volatile.Write(ref _begun, _reserved);
        Volatile.Write(ref _written, _reserved + EntryOf(length));
    }

    /// <summary>The datagram that the reader has next. It stays where it is until <see cref="Release"/>.</summary>
    /// <param name="end">What <see cref="Written"/> told: from there on nothing is given.</param>
    /// <param name="datagram">The datagram.</param>
    public bool TryPeek(long end, out ReadOnlySpan<byte> datagram)
    {
        datagram = default;
        if (_read >= end) return false;
        var begun = Volatile.Read(ref _begun);
        if (_read < begun) Volatile.Write(ref _read, begun);
        var place = (int)(_read % _octets.Length);
        var length = BinaryPrimitives.ReadInt32LittleEndian(_octets.AsSpan(place));
        if (length == Wrapped)
        {
            Volatile.Write(ref _read, _read + _octets.Length - place);
            place = 0;
            length = BinaryPrimitives.ReadInt32LittleEndian(_octets);
        }

        datagram = _octets.AsSpan(place + HeadLength, length);
        return true;
    }

    /// <summary>Gives back the room of a datagram that was worked on.</summary>
    /// <param name="length">Its length.</param>
    public void Release(int length) => Volatile.Write(ref _read, _read + EntryOf(length));

    private static int EntryOf(int length) => (HeadLength + length + Alignment - 1) / Alignment * Alignment;
}
