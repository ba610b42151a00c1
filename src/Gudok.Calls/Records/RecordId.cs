using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>The id of a call record: a UUIDv8 (RFC 9562 §5.8) of 48 bits of start in milliseconds and 74 bits of the call's key.</summary>
/// <remarks>Ids order by start. The key is an HMAC under the installation's own key, so nobody can confirm a Call-ID from an id.</remarks>
/// <param name="High">The first 64 of the 128 bits in network order: version and start.</param>
/// <param name="Low">The last 64.</param>
public readonly record struct RecordId(ulong High, ulong Low) : IComparable<RecordId>
{
    /// <summary>Octets of an id.</summary>
    public const int Length = 16;

    /// <summary>The start as first recorded, in milliseconds since the Unix epoch.</summary>
    public long StartMilliseconds => (long)(High >> 16);

    /// <summary>The call's key: the 74 bits that do not depend on the start.</summary>
    public CallKey Key => new((ushort)(High & 0xfff), Low & 0x3fff_ffff_ffff_ffff);

    /// <summary>Joins a start and a key. A start before 1970 counts as 1970.</summary>
    public static RecordId Create(Instant start, CallKey key)
    {
        var milliseconds = (ulong)Math.Clamp(start.UnixMilliseconds, 0, (1L << 48) - 1);
        var high = (milliseconds << 16) | 0x8000UL | key.High;
        var low = 0x8000_0000_0000_0000UL | key.Low;
        return new RecordId(high, low);
    }

    /// <summary>Reads the 16 octets of an id.</summary>
    public static RecordId Read(ReadOnlySpan<byte> octets) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(octets), BinaryPrimitives.ReadUInt64BigEndian(octets[sizeof(ulong)..]));

    /// <summary>Writes the 16 octets of the id.</summary>
    public void Write(Span<byte> octets)
    {
        BinaryPrimitives.WriteUInt64BigEndian(octets, High);
        BinaryPrimitives.WriteUInt64BigEndian(octets[sizeof(ulong)..], Low);
    }

    /// <summary>Reads the text form; only version 8 of the RFC 9562 variant is an id of ours.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RecordId id)
    {
        id = default;
        if (!Guid.TryParseExact(text, "D", out var guid)) return false;
        Span<byte> octets = stackalloc byte[Length];
        guid.TryWriteBytes(octets, bigEndian: true, out _);
        id = Read(octets);
        return octets[6] >> 4 == 8 && octets[8] >> 6 == 2;
    }

    /// <summary>The text form in lower case.</summary>
    public override string ToString()
    {
        Span<byte> octets = stackalloc byte[Length];
        Write(octets);
        return new Guid(octets, bigEndian: true).ToString("D");
    }

    /// <inheritdoc />
    public int CompareTo(RecordId other)
    {
        var high = High.CompareTo(other.High);
        return high != 0 ? high : Low.CompareTo(other.Low);
    }

    /// <summary>Whether the left id comes first.</summary>
    public static bool operator <(RecordId left, RecordId right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left id comes last.</summary>
    public static bool operator >(RecordId left, RecordId right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left id does not come last.</summary>
    public static bool operator <=(RecordId left, RecordId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left id does not come first.</summary>
    public static bool operator >=(RecordId left, RecordId right) => left.CompareTo(right) >= 0;
}
