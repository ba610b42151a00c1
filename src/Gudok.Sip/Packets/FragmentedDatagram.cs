using System.Buffers;
using System.Numerics;

namespace Gudok.Sip;

/// <summary>A datagram of which pieces have come. Where pieces overlap, the first stays.</summary>
internal sealed class FragmentedDatagram
{
    private const int UnitLength = 8;
    private const int MostOctets = ushort.MaxValue + 1;

    private readonly ulong[] _filled = new ulong[MostOctets / UnitLength / 64];
    private byte[] _octets = [];
    private int _filledUnits;
    private int _length;

    /// <summary>What it is known by.</summary>
    public FragmentKey Key { get; private set; }

    /// <summary>When its first piece came.</summary>
    public Instant Begun { get; private set; }

    /// <summary>When it was handed on; null as long as something is missing.</summary>
    public Instant? Done { get; set; }

    /// <summary>The protocol that the first piece names.</summary>
    public byte Protocol { get; private set; }

    /// <summary>Its octets, once complete.</summary>
    public ReadOnlySpan<byte> Octets => _octets.AsSpan(0, _length);

    /// <summary>Begins anew.</summary>
    public void Begin(FragmentKey key, Instant time)
    {
        Array.Clear(_filled);
        (Key, Begun, Done, _filledUnits, _length) = (key, time, null, 0, 0);
    }

    /// <summary>Gives the buffer back.</summary>
    public void End()
    {
        if (_octets.Length > 0) ArrayPool<byte>.Shared.Return(_octets);
        _octets = [];
    }

    /// <summary>Adds a piece; false if it cannot be one. Complete when <see cref="IsComplete"/> says so.</summary>
    public bool TryAdd(scoped in IpPacket piece)
    {
        var end = piece.FragmentOffset + piece.Payload.Length;
        var isOddMiddle = piece.HasMore && piece.Payload.Length % UnitLength != 0;
        if (end > MostOctets || piece.Payload.IsEmpty || isOddMiddle || (_length > 0 && end > _length)) return false;
        if (piece.FragmentOffset == 0) Protocol = piece.Protocol;
        Grow(end);
        if (!piece.HasMore && _length == 0) _length = end;
        for (var offset = piece.FragmentOffset; offset < end; offset += UnitLength)
        {
            ref var word = ref _filled[offset / UnitLength / 64];
            var bit = 1UL << (offset / UnitLength % 64);
            if ((word & bit) != 0) continue;
            word |= bit;
            _filledUnits++;
            piece.Payload[(offset - piece.FragmentOffset)..Math.Min(offset - piece.FragmentOffset + UnitLength, piece.Payload.Length)]
                .CopyTo(_octets.AsSpan(offset));
        }

        return true;
    }

    /// <summary>Whether every octet from the first to the last has come.</summary>
    public bool IsComplete => _length > 0 && _filledUnits == (_length + UnitLength - 1) / UnitLength && IsFilledTo(_length);

    // Pieces behind the end of a later "last" one would count as filled units; only those before the end may.
    private bool IsFilledTo(int length)
    {
        var units = (length + UnitLength - 1) / UnitLength;
        var count = 0;
        for (var word = 0; word * 64 < units; word++)
        {
            var left = units - word * 64;
            var mask = left >= 64 ? ulong.MaxValue : (1UL << left) - 1;
            count += BitOperations.PopCount(_filled[word] & mask);
        }

        return count == units;
    }

    private void Grow(int length)
    {
        if (_octets.Length >= length) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length, 4096));
        _octets.CopyTo(larger, 0);
        End();
        _octets = larger;
    }
}
