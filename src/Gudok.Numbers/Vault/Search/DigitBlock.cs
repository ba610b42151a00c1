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

    /// <summary>Pattern and mask that find digits at the start of a number.</summary>
    public static (ulong Pattern, ulong Mask) PatternOf(string digits)
    {
        ulong pattern = 0;
        foreach (var digit in digits) pattern = pattern << 4 | (uint)(digit - '0');
        var unused = 4 * (PhoneNumber.MaxDigits - digits.Length);
        return (pattern << unused, unused == 64 ? 0 : ulong.MaxValue << unused);
    }
}
