using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gudok.Numbers;

/// <summary>The numbers of all living parties by their place, scanned for a part. Not thread-safe, but a snapshot may be scanned while
/// parties are added: a place's block is written at once.</summary>
internal sealed class NumberColumn
{
    private ulong[] _blocks = [];
    private PartyKind[] _kinds = [];

    public void Set(int ordinal, PhoneNumber number)
    {
        if (ordinal >= _blocks.Length)
        {
            var length = _blocks.Length;
            Array.Resize(ref _blocks, Math.Max(Math.Max(1024, length * 2), ordinal + 1));
            Array.Resize(ref _kinds, _blocks.Length);
            _blocks.AsSpan(length).Fill(DigitBlock.Empty);
        }

        _kinds[ordinal] = number.Kind;
        _blocks[ordinal] = DigitBlock.Pack(number);
    }

    public void Clear(int ordinal)
    {
        if (ordinal < _blocks.Length) _blocks[ordinal] = DigitBlock.Empty;
    }

    public (ReadOnlyMemory<ulong> Blocks, ReadOnlyMemory<PartyKind> Kinds) Snapshot(int end)
    {
        var length = Math.Min(end, _blocks.Length);
        return (_blocks.AsMemory(0, length), _kinds.AsMemory(0, length));
    }

    /// <summary>Adds the places of a run of blocks that hold the digits anywhere, up to a limit.</summary>
    // Optimised from its first call: a person's first search is the one that is waited for.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Find(ReadOnlySpan<ulong> blocks, int firstOrdinal, string digits, int limit, List<int> found)
    {
        if (digits.Length is 0 or > PhoneNumber.MaxDigits) return;
        var (pattern, mask) = DigitBlock.PatternOf(digits);
        var places = PhoneNumber.MaxDigits - digits.Length + 1;
        var vectors = MemoryMarshal.Cast<ulong, Vector512<ulong>>(blocks);
        for (var at = 0; at < vectors.Length; at++)
        {
            var hits = Matches(vectors[at], pattern, mask, places).ExtractMostSignificantBits();
            for (; hits != 0; hits &= hits - 1)
            {
                if (found.Count >= limit) return;
                found.Add(firstOrdinal + at * Vector512<ulong>.Count + BitOperations.TrailingZeroCount(hits));
            }
        }

        for (var at = vectors.Length * Vector512<ulong>.Count; at < blocks.Length && found.Count < limit; at++)
        {
            var hit = Matches(Vector512.Create(blocks[at]), pattern, mask, places) != Vector512<ulong>.Zero;
            if (hit) found.Add(firstOrdinal + at);
        }
    }

    /// <summary>Adds the places of a run of E.164 numbers that begin with the digits, up to a limit.</summary>
    public static void FindLeading(
        ReadOnlySpan<ulong> blocks, ReadOnlySpan<PartyKind> kinds, int firstOrdinal, string digits, int limit, List<int> found)
    {
        if (digits.Length > PhoneNumber.MaxDigits) return;
        var (pattern, mask) = DigitBlock.PatternOf(digits);
        for (var at = 0; at < blocks.Length && found.Count < limit; at++)
        {
            if ((blocks[at] & mask) == pattern && kinds[at] == PartyKind.E164) found.Add(firstOrdinal + at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Matches(Vector512<ulong> blocks, ulong pattern, ulong mask, int places)
    {
        var hits = Vector512<ulong>.Zero;
        for (var place = 0; place < places; place++)
        {
            hits |= Vector512.Equals(blocks & Vector512.Create(mask), Vector512.Create(pattern));
            pattern >>= 4;
            mask >>= 4;
        }

        return hits;
    }
}
