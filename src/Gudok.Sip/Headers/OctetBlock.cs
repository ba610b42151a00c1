using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gudok.Sip;

/// <summary>The first 64 octets of a text, or all of a shorter one, looked at all at once: an answer has bit n set for octet n.</summary>
internal readonly ref struct OctetBlock
{
    /// <summary>The most octets of a block.</summary>
    public const int Length = 64;

    private const int HalfLength = Length / 2;

    private readonly Vector256<byte> _front;

    /// <summary>The last octets of the block; where it is not full they overlap the first ones.</summary>
    private readonly Vector256<byte> _back;

    private readonly int _backStart;

    /// <summary>Looks at a text. One of less than 32 octets counts as having zeros behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public OctetBlock(ReadOnlySpan<byte> text)
    {
        if (text.Length < HalfLength)
        {
            _front = _back = Pad(text);
            return;
        }

        _backStart = Math.Min(text.Length - HalfLength, HalfLength);
        _front = Vector256.Create(text);
        _back = Vector256.Create(text[_backStart..]);
    }

    /// <summary>Which octets are this one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Find(byte octet)
    {
        var wanted = Vector256.Create(octet);
        return Join(Vector256.Equals(_front, wanted), Vector256.Equals(_back, wanted));
    }

    /// <summary>Which octets are this one or less; beyond the end of a short text all are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong FindUpTo(byte octet)
    {
        var most = Vector256.Create(octet);
        return Join(Vector256.LessThanOrEqual(_front, most), Vector256.LessThanOrEqual(_back, most));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Join(Vector256<byte> front, Vector256<byte> back) =>
        front.ExtractMostSignificantBits() | ((ulong)back.ExtractMostSignificantBits() << _backStart);

    private static Vector256<byte> Pad(ReadOnlySpan<byte> text)
    {
        Span<byte> padded = stackalloc byte[HalfLength];
        text.CopyTo(padded);
        return Vector256.Create<byte>(padded);
    }
}
