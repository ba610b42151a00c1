using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Gudok.Calls;

/// <summary>Hashes and compares texts of the wire as they are, without making strings of them.</summary>
/// <remarks>The seed is drawn at start, so that nobody can prepare Call-IDs that fall into one bucket.</remarks>
internal sealed class Octets : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    private static readonly ulong Seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    /// <summary>The one instance.</summary>
    public static Octets Comparer { get; } = new();

    /// <summary>A hash that differs from process to process, for tables.</summary>
    public static ulong Hash(ReadOnlySpan<byte> text) => Hash(text, Seed);

    /// <summary>A hash that stays, for what is saved.</summary>
    public static ulong StableHash(ReadOnlySpan<byte> text) => Hash(text, 0);

    /// <summary>Multiplies and folds eight octets at a time.</summary>
    private static ulong Hash(ReadOnlySpan<byte> text, ulong seed)
    {
        var hash = seed ^ ((ulong)text.Length * Multiplier);
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(text)) hash = Fold(hash ^ word);
        ulong rest = 0;
        foreach (var octet in text[(text.Length & ~7)..]) rest = (rest << 8) | octet;
        return Fold(Fold(hash ^ rest) ^ Multiplier);
    }

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(byte[] obj) => (int)Hash(obj);

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public int GetHashCode(ReadOnlySpan<byte> alternate) => (int)Hash(alternate);

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

    private static ulong Fold(ulong value)
    {
        var high = Math.BigMul(value, Multiplier, out var low);
        return high ^ low;
    }
}
