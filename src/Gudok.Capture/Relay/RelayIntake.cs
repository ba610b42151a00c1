using System.Diagnostics.CodeAnalysis;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Gathers packets of all inputs into blocks; never waits for a disk or a connection. Thread-safe.</summary>
/// <param name="key">Our key; empty for none.</param>
/// <param name="firstSequence">Number of the first block.</param>
/// <param name="lose">Is told how many packets were lost.</param>
internal sealed class RelayIntake(byte[] key, long firstSequence, Action<long> lose)
{
    /// <summary>Full blocks that may wait to be put in order; one more is dropped and counted.</summary>
    public const int MostBlocks = 512;

    private readonly Lock _turn = new();
    private readonly Queue<RelayBlock> _full = new();
    private RelayBlock? _open;
    private long _next = firstSequence;

    /// <summary>Packets in blocks that were not taken yet.</summary>
    public long Waiting
    {
        get
        {
            lock (_turn) return _full.Sum(block => (long)block.Packets) + (_open?.Packets ?? 0);
        }
    }

    /// <summary>Takes a packet.</summary>
    public void Take(in HepPacket packet)
    {
        lock (_turn)
        {
            _open ??= new RelayBlock(_next++);
            if (_open.TryAdd(packet, key)) return;
            if (_open.Packets > 0)
            {
                Close();
                _open = new RelayBlock(_next++);
                if (_open.TryAdd(packet, key)) return;
            }

            // Longer than a packet can be, by the key that it is to bear.
            lose(1);
        }
    }

    /// <summary>Gives out the oldest block; one that is not full if there is no other.</summary>
    public bool TryTake([NotNullWhen(true)] out RelayBlock? block)
    {
        lock (_turn)
        {
            if (_full.Count == 0 && _open is { Packets: > 0 }) Close();
            return _full.TryDequeue(out block);
        }
    }

    private void Close()
    {
        if (_full.Count < MostBlocks)
        {
            _full.Enqueue(_open!);
        }
        else
        {
            lose(_open!.Packets);
            _open.Release();
        }

        _open = null;
    }
}
