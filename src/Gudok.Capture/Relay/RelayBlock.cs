using System.Buffers;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Packets on their way to the next collector, one behind the other.</summary>
internal sealed class RelayBlock
{
    /// <summary>Octets of a block: a packet that does not fit any more begins the next.</summary>
    public const int Bytes = 128 << 10;

    private byte[] _octets;

    /// <summary>Begins a block.</summary>
    /// <param name="sequence">Which block it is; later ones have larger numbers.</param>
    public RelayBlock(long sequence)
    {
        Sequence = sequence;
        _octets = ArrayPool<byte>.Shared.Rent(Bytes);
    }

    /// <summary>A block that was kept on disk.</summary>
    public RelayBlock(long sequence, int packets, byte[] octets, SpoolSegment kept, long keptUpTo) =>
        (Sequence, _octets, Length, Packets, Kept, KeptUpTo) = (sequence, octets, octets.Length, packets, kept, keptUpTo);

    /// <summary>Which block it is.</summary>
    public long Sequence { get; }

    /// <summary>How many packets it holds.</summary>
    public int Packets { get; private set; }

    /// <summary>How many octets they are.</summary>
    public int Length { get; private set; }

    /// <summary>The packets.</summary>
    public ReadOnlyMemory<byte> Octets => _octets.AsMemory(0, Length);

    /// <summary>Where it is kept on disk; null for one in memory alone.</summary>
    public SpoolSegment? Kept { get; }

    /// <summary>Where it ends there.</summary>
    public long KeptUpTo { get; }

    /// <summary>Adds a packet; false if it does not fit.</summary>
    public bool TryAdd(in HepPacket packet, ReadOnlySpan<byte> key)
    {
        if (!RelayPacketWriter.TryWrite(_octets.AsSpan(Length, Bytes - Length), packet, key, out var length)) return false;
        Length += length;
        Packets++;
        return true;
    }

    /// <summary>Gives its memory back; what it holds is on disk, arrived or counted as dropped.</summary>
    public void Release()
    {
        if (Kept is null && _octets.Length > 0) ArrayPool<byte>.Shared.Return(_octets);
        _octets = [];
        Length = 0;
    }
}
