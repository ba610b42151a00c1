using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Gudok.Sip;

/// <summary>The names of headers by their first eight octets and their lengths: these give a name's place, and one comparison of 32 octets
/// tells whether it is the name that has the place.</summary>
internal sealed class NameTable
{
    /// <summary>How many octets are compared. No name is longer.</summary>
    public const int Width = 32;

    private const int PlaceBits = 8;
    private const int LastPlace = (1 << PlaceBits) - 1;

    /// <summary>A name in lower case with zeros behind it, its length, its header.</summary>
    private const int RowLength = 64;

    private const int LengthOffset = Width;
    private const int HeaderOffset = Width + 1;

    /// <summary>By which capitals and small letters differ.</summary>
    private const byte CaseBit = 0x20;

    /// <summary>A row for each place; where there is no name its length is zero.</summary>
    private readonly byte[] _rows = new byte[(LastPlace + 1) * RowLength];

    /// <summary>Places names.</summary>
    /// <param name="names">Lower-case letters, digits and hyphens.</param>
    public NameTable(ReadOnlySpan<(string Name, SipHeader Header)> names)
    {
        Span<byte> octets = stackalloc byte[Width];
        foreach (var (name, header) in names)
        {
            octets.Clear();
            Encoding.ASCII.GetBytes(name, octets);
            var place = PlaceOf(Vector256.Create<byte>(octets), name.Length);
            while (RowOf(place)[LengthOffset] != 0) place = (place + 1) & LastPlace;
            var row = RowOf(place);
            octets.CopyTo(row);
            row[LengthOffset] = (byte)name.Length;
            row[HeaderOffset] = (byte)header;
        }
    }

    /// <summary>Finds the header of a name.</summary>
    /// <param name="text">The name and anything behind it.</param>
    /// <param name="length">Octets of the name, one at least.</param>
    public SipHeader Find(ReadOnlySpan<byte> text, int length)
    {
        var start = Vector256.Create(text);
        for (var place = PlaceOf(start, length); ; place = (place + 1) & LastPlace)
        {
            var row = RowOf(place);
            if (row[LengthOffset] == length && Begins(start, row, length)) return (SipHeader)row[HeaderOffset];
            if (row[LengthOffset] == 0) return SipHeader.Other;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> RowOf(int place) => _rows.AsSpan(place * RowLength, RowLength);

    // In lower case bit 6 is set in letters and not in hyphens and digits. One bit further down it is the bit that a capital lacks:
    // it is set before the octets are compared, in letters alone, for a CR with it would be a hyphen.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Begins(Vector256<byte> text, ReadOnlySpan<byte> lowerCase, int length)
    {
        var name = Vector256.Create(lowerCase);
        var caseBits = (name.AsUInt64() >> 1).AsByte() & Vector256.Create(CaseBit);
        var differences = ~Vector256.Equals(text | caseBits, name).ExtractMostSignificantBits();
        return differences << (Width - length) == 0;
    }

    // The multiplier is that of Fibonacci hashing (Knuth, The Art of Computer Programming, 6.4): its product's upper bits are well mixed.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PlaceOf(Vector256<byte> text, int length)
    {
        const ulong golden = 0x9e37_79b9_7f4a_7c15;
        const ulong caseBits = 0x2020_2020_2020_2020;
        var start = (text.AsUInt64().ToScalar() | caseBits) & (ulong.MaxValue >> (8 * (sizeof(ulong) - Math.Min(length, sizeof(ulong)))));
        return (int)(((start + (uint)length) * golden) >> (64 - PlaceBits));
    }
}
