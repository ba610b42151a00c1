namespace Gudok.Calls;

/// <summary>A window over a stream: what was read and not yet taken. Never holds more than its limit and one read.</summary>
internal sealed class OctetWindow(Stream stream, int limit)
{
    private const int ReadSize = 64 * 1024;
    private readonly byte[] _buffer = new byte[limit + ReadSize];
    private int _start;
    private int _end;

    /// <summary>Whether the stream is at its end.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>Whether more than the limit waits and nobody could take it.</summary>
    public bool IsFull => _end - _start > limit;

    /// <summary>What waits.</summary>
    public ReadOnlyMemory<byte> Ready => _buffer.AsMemory(_start, _end - _start);

    /// <summary>Reads on; false at the end.</summary>
    public bool Fill()
    {
        if (IsEnd) return false;
        if (_start > 0 && _end + ReadSize > _buffer.Length)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        var read = stream.Read(_buffer, _end, Math.Min(ReadSize, _buffer.Length - _end));
        IsEnd = read == 0;
        _end += read;
        return read > 0;
    }

    /// <summary>Takes octets from the front.</summary>
    public ReadOnlyMemory<byte> Take(int count)
    {
        var taken = _buffer.AsMemory(_start, count);
        _start += count;
        return taken;
    }
}
