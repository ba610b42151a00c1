using System.Buffers;

namespace Gudok.Sip;

/// <summary>Brings packets into the order of their times by holding back a bounded number of them: for pipes and packed files,
/// which can be read only once. Packets of equal times keep the order of the file.</summary>
internal sealed class WindowReader(PacketReader source, CaptureLimits limits) : PacketReader
{
    private const int BlockLength = 1 << 20;

    private readonly record struct Held(PacketHead Head, Block Block, int Start);

    /// <summary>Octets of held packets, given back when the last of them has gone.</summary>
    private sealed class Block(int length)
    {
        public byte[] Octets { get; } = ArrayPool<byte>.Shared.Rent(length);

        public int Used { get; set; }

        public int Packets { get; set; }
    }

    /// <summary>Packets that came in order, as most do.</summary>
    private readonly Queue<Held> _inOrder = new();

    /// <summary>Packets that came after a later one.</summary>
    private readonly PriorityQueue<Held, (long Micros, long Number)> _outOfOrder = new();

    private Block _filling = new(BlockLength);
    private Held _shown;
    private Instant _newest = new(long.MinValue);
    private Instant _lastShown = new(long.MinValue);
    private int _bytes;
    private long _late;
    private bool _isSourceOpen = true;

    /// <inheritdoc />
    public override ReadOnlySpan<byte> Data => _shown.Block is { } block ? block.Octets.AsSpan(_shown.Start, _shown.Head.Length) : default;

    /// <inheritdoc />
    public override CaptureFault? Fault => source.Fault;

    /// <inheritdoc />
    public override long OddTimes => source.OddTimes;

    /// <inheritdoc />
    public override long Late => _late;

    private int Packets => _inOrder.Count + _outOfOrder.Count;

    /// <inheritdoc />
    public override bool MoveNext()
    {
        Release();
        while (_isSourceOpen && Packets <= limits.WindowPackets && _bytes <= limits.WindowBytes) Take();
        if (Packets == 0) return false;
        _shown = Earliest();
        _bytes -= _shown.Head.Length;
        _head = _shown.Head;
        if (Head.Time < _lastShown) _late++;
        else _lastShown = Head.Time;
        return true;
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        source.Dispose();
        base.Dispose(disposing);
    }

    private void Take()
    {
        _isSourceOpen = source.MoveNext();
        if (!_isSourceOpen) return;
        var head = source.Head;
        var held = new Held(head, RoomFor(head.Length), _filling.Used);
        source.Data.CopyTo(held.Block.Octets.AsSpan(held.Start));
        held.Block.Used += head.Length;
        held.Block.Packets++;
        _bytes += head.Length;
        if (head.Time < _newest)
        {
            _outOfOrder.Enqueue(held, (head.Time.Micros, head.Number));
            return;
        }

        _newest = head.Time;
        _inOrder.Enqueue(held);
    }

    private Block RoomFor(int length)
    {
        if (_filling.Octets.Length - _filling.Used >= length) return _filling;
        var full = _filling;
        _filling = new Block(Math.Max(length, BlockLength));
        if (full.Packets == 0) ArrayPool<byte>.Shared.Return(full.Octets);
        return _filling;
    }

    private Held Earliest()
    {
        if (_outOfOrder.Count == 0) return _inOrder.Dequeue();
        if (_inOrder.Count == 0) return _outOfOrder.Dequeue();
        var straight = _inOrder.Peek().Head;
        var other = _outOfOrder.Peek().Head;
        return (other.Time.Micros, other.Number).CompareTo((straight.Time.Micros, straight.Number)) < 0
            ? _outOfOrder.Dequeue()
            : _inOrder.Dequeue();
    }

    private void Release()
    {
        if (_shown.Block is not { } block) return;
        _shown = default;
        if (--block.Packets == 0 && block != _filling) ArrayPool<byte>.Shared.Return(block.Octets);
        else if (block.Packets == 0) block.Used = 0;
    }
}
