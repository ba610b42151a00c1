using System.Buffers;

namespace Gudok.Sip;

/// <summary>Reads a stream in large pieces and shows a window of it without copying.</summary>
internal sealed class BlockReader(Stream stream, int capacity = BlockReader.DefaultCapacity) : IDisposable
{
    /// <summary>Large enough that the cost of a system call is lost among the packets it brings.</summary>
    public const int DefaultCapacity = 1 << 20;

    private const int FirstReadAhead = 16 << 10;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(capacity);
    private int _readAhead = int.MaxValue;
    private int _start;
    private int _end;

    /// <summary>How many octets of the stream were passed.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether the packed data under the stream turned out to be damaged; the stream ends there.</summary>
    public bool IsCorrupt { get; private set; }

    /// <summary>Octets that were read and not yet passed.</summary>
    public ReadOnlySpan<byte> Ready => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Reads until so many octets are ready; false at the end of the stream, with what is left ready.</summary>
    public bool Ensure(int count)
    {
        if (_end - _start >= count) return true;
        MakeRoom(count);
        while (_end - _start < count)
        {
            var free = _buffer.Length - _end;
            var read = Read(_buffer.AsSpan(_end, Math.Min(free, Math.Max(_readAhead, count))));
            if (_readAhead < _buffer.Length) _readAhead *= 2;
            if (read == 0) return false;
            _end += read;
        }

        return true;
    }

    /// <summary>Passes octets that are ready.</summary>
    public void Advance(int count)
    {
        _start += count;
        Offset += count;
    }

    /// <summary>Passes octets that need not be ready; false when the stream ends before.</summary>
    public bool Skip(long count)
    {
        while (count > 0)
        {
            if (_start == _end && !Ensure(1)) return false;
            var step = (int)Math.Min(count, _end - _start);
            Advance(step);
            count -= step;
        }

        return true;
    }

    /// <summary>Goes to another place of a stream that can seek. A near place is still in the buffer; at a far one reading
    /// begins in small pieces, for whoever jumps once may jump again.</summary>
    public void Seek(long offset)
    {
        var place = offset - Offset + _start;
        if (place >= 0 && place <= _end)
        {
            _start = (int)place;
        }
        else
        {
            stream.Position = offset;
            _start = _end = 0;
            _readAhead = FirstReadAhead;
        }

        Offset = offset;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
    }

    // Damage within gzip is content, which is never an exception; a disk that fails is one.
    private int Read(Span<byte> free)
    {
        if (IsCorrupt) return 0;
        try
        {
            return stream.Read(free);
        }
        catch (InvalidDataException)
        {
            IsCorrupt = true;
            return 0;
        }
    }

    private void MakeRoom(int count)
    {
        if (_buffer.Length - _start >= count && _start != _end) return;
        var kept = _end - _start;
        if (count > _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(count);
            Ready.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        else if (kept > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, kept);
        }

        _start = 0;
        _end = kept;
    }
}
