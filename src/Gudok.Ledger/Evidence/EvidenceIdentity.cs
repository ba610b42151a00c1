using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Gudok.Ledger;

/// <summary>A party as it was committed to, in words (<c>docs/formats/vault.md</c>, identity of a party).</summary>
internal static class EvidenceIdentity
{
    private const int HeadLength = 11;
    private const byte E164 = 1;
    private const byte Address = 4;
    private static readonly UTF8Encoding _strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The party in full: <c>+79161234567</c>, the digits of a short or internal number, or the text.</summary>
    public static string Text(ReadOnlySpan<byte> identity)
    {
        if (identity.Length < HeadLength || identity[0] is < E164 or > Address) throw Broken();
        var packed = BinaryPrimitives.ReadUInt64BigEndian(identity[1..]);
        var scope = BinaryPrimitives.ReadUInt16BigEndian(identity[9..]);
        if (identity.Length < HeadLength + scope) throw Broken();
        if (packed == 0) return Decode(identity[(HeadLength + scope)..]);
        var digits = (packed & ((1UL << 56) - 1)).ToString(CultureInfo.InvariantCulture).PadLeft((int)(packed >> 56) & 0x1f, '0');
        return identity[0] == E164 ? "+" + digits : digits;
    }

    private static string Decode(ReadOnlySpan<byte> octets)
    {
        try
        {
            return _strict.GetString(octets);
        }
        catch (DecoderFallbackException)
        {
            throw Broken();
        }
    }

    private static InvalidDataException Broken() => new("An identity is none.");
}
