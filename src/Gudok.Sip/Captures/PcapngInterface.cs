using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>One interface of a pcapng section: what its packets begin with and how its clock counts.</summary>
/// <param name="Link">Link type.</param>
/// <param name="SnapLength">The most octets captured of a packet; zero for no limit.</param>
/// <param name="Resolution">The octet if_tsresol: an exponent of ten, or of two with the top bit.</param>
/// <param name="OffsetSeconds">if_tsoffset.</param>
internal readonly record struct PcapngInterface(LinkType Link, uint SnapLength, byte Resolution, long OffsetSeconds)
{
    /// <summary>Microseconds, what holds where nothing is said.</summary>
    public const byte DefaultResolution = 6;

    private const byte PowerOfTwo = 0x80;
    private const ulong MicrosPerSecond = 1_000_000;

    /// <summary>The largest power of ten in 64 bits; finer clocks have no use and no divisor.</summary>
    private const int LargestDecimal = 19;

    /// <summary>Microseconds since 1970 of a time stamp.</summary>
    public Int128 MicrosOf(ulong stamp)
    {
        if (Resolution == DefaultResolution) return (Int128)stamp + (Int128)OffsetSeconds * (long)MicrosPerSecond;
        return (Int128)((UInt128)stamp * MicrosPerSecond / UnitsPerSecond()) + (Int128)OffsetSeconds * (long)MicrosPerSecond;
    }

    /// <summary>Reads the options of an interface description block, already without its fixed part.</summary>
    public static PcapngInterface Read(ReadOnlySpan<byte> body, bool isSwapped)
    {
        const int fixedLength = 8;
        const ushort resolutionOption = 9;
        const ushort offsetOption = 14;
        var found = new PcapngInterface((LinkType)ReadUInt16(body, isSwapped), ReadUInt32(body[4..], isSwapped), DefaultResolution, 0);
        var options = body[fixedLength..];
        while (options.Length >= 4)
        {
            var code = ReadUInt16(options, isSwapped);
            var length = ReadUInt16(options[2..], isSwapped);
            var padded = (length + 3) & ~3;
            if (code == 0 || length > options.Length - 4) break;
            var value = options.Slice(4, length);
            if (code == resolutionOption && length >= 1) found = found with { Resolution = value[0] };
            if (code == offsetOption && length >= 8) found = found with { OffsetSeconds = (long)ReadUInt64(value, isSwapped) };
            options = options[Math.Min(4 + padded, options.Length)..];
        }

        return found;
    }

    internal static ushort ReadUInt16(ReadOnlySpan<byte> octets, bool isSwapped) =>
        isSwapped ? BinaryPrimitives.ReadUInt16BigEndian(octets) : BinaryPrimitives.ReadUInt16LittleEndian(octets);

    internal static uint ReadUInt32(ReadOnlySpan<byte> octets, bool isSwapped) =>
        isSwapped ? BinaryPrimitives.ReadUInt32BigEndian(octets) : BinaryPrimitives.ReadUInt32LittleEndian(octets);

    private static ulong ReadUInt64(ReadOnlySpan<byte> octets, bool isSwapped) =>
        isSwapped ? BinaryPrimitives.ReadUInt64BigEndian(octets) : BinaryPrimitives.ReadUInt64LittleEndian(octets);

    private UInt128 UnitsPerSecond()
    {
        if ((Resolution & PowerOfTwo) != 0) return UInt128.One << Math.Min(Resolution & ~PowerOfTwo, 126);
        UInt128 units = 1;
        for (var n = Math.Min((int)Resolution, LargestDecimal); n > 0; n--) units *= 10;
        return units;
    }
}
