using System.Buffers.Binary;

namespace Gudok.Numbers;

/// <summary>What is sealed of a page of blind indexes: the entries and, but in version 1, the version (4).</summary>
internal static class LookupForm
{
    public const int LongestPage = KeyPage.Slots * KeyPage.LookupEntry + VersionLength;

    private const int VersionLength = 4;

    /// <summary>Writes the version after the entries, and gives the whole length.</summary>
    public static int End(Span<byte> page, int length, int version)
    {
        if (version == 1) return length;
        BinaryPrimitives.WriteInt32BigEndian(page[length..], version);
        return length + VersionLength;
    }

    /// <summary>Parts the entries from the version.</summary>
    public static (int Length, int Version) Read(ReadOnlySpan<byte> page) => page.Length % KeyPage.LookupEntry == VersionLength
        ? (page.Length - VersionLength, BinaryPrimitives.ReadInt32BigEndian(page[^VersionLength..]))
        : (page.Length, 1);
}
