namespace Gudok.Capture;

/// <summary>Blocks that wait for the next collector, in their order: in memory while it takes them, on disk while it is away or slow. Thread-safe.</summary>
/// <param name="spool">What waits on disk.</param>
internal sealed class RelayQueue(RelaySpool spool) : IDisposable
{
    /// <summary>Octets that may wait in memory while the collector takes them; beyond, all go to disk.</summary>
    public const int MostInMemory = 8 << 20;

    private readonly Lock _turn = new();
    private readonly Queue<RelayBlock> _memory = new();
    private long _inMemory;
    private bool _isConnected;

    /// <summary>Whether the collector takes what is sent.</summary>
    public bool IsConnected
    {
        get
        {
            lock (_turn) return _isConnected;
        }

        set
        {
            lock (_turn) _isConnected = value;
        }
    }

    /// <summary>Packets that wait.</summary>
    public long Waiting
    {
        get
        {
            lock (_turn) return spool.Waiting + _memory.Sum(block => (long)block.Packets);
        }
    }

    /// <summary>Octets on disk.</summary>
    public long SpooledBytes
    {
        get
        {
            lock (_turn) return spool.Bytes;
        }
    }

    /// <summary>Adds a block behind all others.</summary>
    /// <exception cref="IOException">The disk refuses; the block waits in memory.</exception>
    public void Add(RelayBlock block)
    {
        lock (_turn)
        {
            _memory.Enqueue(block);
            _inMemory += block.Length;
            if (!_isConnected || spool.HasWaiting || _inMemory > MostInMemory) Store();
        }
    }

    /// <summary>Octets that wait in memory because the disk refuses them.</summary>
    public long InMemory
    {
        get
        {
            lock (_turn) return _inMemory;
        }
    }

    /// <summary>Puts what waits in memory onto the disk while the collector is away, and makes it durable.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Settle()
    {
        lock (_turn)
        {
            if (!_isConnected) Store();
            spool.Flush();
        }
    }

    /// <summary>Takes the oldest block; null if none waits.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public RelayBlock? Take()
    {
        lock (_turn)
        {
            if (spool.Read() is { } kept) return kept;
            if (!_memory.TryDequeue(out var block)) return null;
            _inMemory -= block.Length;
            return block;
        }
    }

    /// <summary>Drops the oldest block in memory; how many packets it held.</summary>
    public int DropOldest()
    {
        lock (_turn)
        {
            if (!_memory.TryDequeue(out var block)) return 0;
            _inMemory -= block.Length;
            var packets = block.Packets;
            block.Release();
            return packets;
        }
    }

    /// <summary>Notes that a block has arrived.</summary>
    public void NoteArrived(RelayBlock block)
    {
        lock (_turn)
        {
            spool.NoteArrived(block);
            block.Release();
        }
    }

    /// <summary>Puts back what was sent and perhaps did not arrive, before all that wait.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void PutBack(List<RelayBlock> blocks)
    {
        lock (_turn)
        {
            _isConnected = false;
            spool.PutBack(blocks);
            foreach (var block in blocks) block.Release();
            Store();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_turn) spool.Dispose();
    }

    private void Store()
    {
        while (_memory.TryPeek(out var block))
        {
            spool.Append(block);
            _memory.Dequeue();
            _inMemory -= block.Length;
            block.Release();
        }
    }
}
