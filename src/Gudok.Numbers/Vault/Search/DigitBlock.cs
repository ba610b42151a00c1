namespace Gudok.Numbers;

/// <summary>A number as sixteen half-octets, first digit highest, <c>F</c> after the last: so that a part is found with an AND and a
/// comparison for each place it may stand at.</summary>
internal static class DigitBlock
{
    /// <summary>A block that no part matches.</summary>
    public const ulong Empty = ulong.MaxValue;

    public static ulong Pack(PhoneNumber number)
    {
        var block = Empty;
        var value = number.Value;
        for (var place = number.Length - 1; place >= 0; place--)
        {
            var shift = 60 - 4 * place;
            block = (block & ~(0xFUL << shift)) | (value % 10 << shift);
            value /= 10;
        }

        return block;
    }

    /// <summary>The number that was packed.</summary>
    public static PhoneNumber Unpack(ulong block, PartyKind kind)
    {
        var (value, length) = (0UL, 0);
        for (; length < PhoneNumber.MaxDigits; length++)
        {
            var digit = block >> (60 - 4 * length) & 0xF;
            if (digit > 9) break;
            value = value * 10 + digit;
        }

        return PhoneNumber.Pack(kind, value, length);
    }

    /// <summary>Pattern and mask that find digits at the start of a number.</summary>
    public static (ulong Pattern, ulong Mask) PatternOf(string digits)
    {
        ulong pattern = 0;
        foreach (var digit in digits) pattern = pattern << 4 | (uint)(digit - '0');
        var unused = 4 * (PhoneNumber.MaxDigits - digits.Length);
        return (pattern << unused, unused == 64 ? 0 : ulong.MaxValue << unused);
    }
}
