using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>An IP address as a 128-bit number without a heap object; IPv4 as an IPv4-mapped address (RFC 4291 §2.5.5.2). Zero when not
/// known.</summary>
/// <remarks>Two halves and no <see cref="UInt128"/>: methods that touch one cannot be compiled before the program starts.</remarks>
/// <param name="High">The first eight octets.</param>
/// <param name="Low">The last eight octets.</param>
public readonly record struct HostAddress(ulong High, ulong Low)
{
    /// <summary>Octets of an address.</summary>
    public const int Length = 16;

    private const ulong MappedPrefix = 0xffffUL << 32;

    /// <summary>Whether the address is known.</summary>
    public bool IsKnown => (High | Low) != 0;

    /// <summary>Whether the address is an IPv4 one.</summary>
    public bool IsIPv4 => High == 0 && (Low & 0xffffffff00000000UL) == MappedPrefix;

    /// <summary>The address in host order (127.0.0.1 is 0x7f000001), if it is an IPv4 one.</summary>
    public uint IPv4 => (uint)Low;

    /// <summary>Makes an address of an IPv4 one in host order.</summary>
    public static HostAddress FromIPv4(uint address) => new(0, MappedPrefix | address);

    /// <inheritdoc />
    public bool Equals(HostAddress other) => High == other.High && Low == other.Low;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(High, Low);

    /// <summary>Reads the 16 octets of an IPv6 address in network order.</summary>
    public static HostAddress Read(ReadOnlySpan<byte> octets) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(octets), BinaryPrimitives.ReadUInt64BigEndian(octets[sizeof(ulong)..]));

    /// <summary>Writes the 16 octets in network order.</summary>
    public void Write(Span<byte> octets)
    {
        BinaryPrimitives.WriteUInt64BigEndian(octets, High);
        BinaryPrimitives.WriteUInt64BigEndian(octets[sizeof(ulong)..], Low);
    }
}
